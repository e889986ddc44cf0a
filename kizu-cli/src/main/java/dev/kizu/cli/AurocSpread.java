package dev.kizu.cli;

import dev.kizu.experiment.ExperimentResult;
import dev.kizu.experiment.MethodResult;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;

/**
 * AUROC of one kind of score over several runs, as {@code --json} prints it.
 *
 * @param name kind of score
 */
record AurocSpread(String name, double mean, double min, double max) {
    /** One for each kind of score, in the order of the first run. */
    static List<AurocSpread> of(List<ExperimentResult> results) {
        return results.get(0).methods().stream()
                .map(MethodResult::kind)
                .map(kind -> of(
                        kind.id(),
                        results.stream()
                                .mapToDouble(run -> run.method(kind)
                                        .orElseThrow()
                                        .evaluation()
                                        .auroc())
                                .toArray()))
                .toList();
    }

    static AurocSpread of(String name, double... auroc) {
        DoubleSummaryStatistics statistics = Arrays.stream(auroc).summaryStatistics();
        return new AurocSpread(name, statistics.getAverage(), statistics.getMin(), statistics.getMax());
    }
}
