package dev.kizu.report;

import dev.kizu.experiment.ExperimentResult;
import dev.kizu.experiment.MethodResult;
import dev.kizu.score.ScoreKind;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;

/**
 * Runs of one experiment that differ in the seed only.
 *
 * @param runs at least one; the first is the one that the report shows in full
 */
record Seeds(List<ExperimentResult> runs) {
    /** Checks that there is a run, and that all have the same kinds of score. */
    Seeds {
        runs = List.copyOf(runs);
        if (runs.isEmpty()) {
            throw new IllegalArgumentException("no results to report, expected at least one");
        }
        List<ScoreKind> kinds = kinds(runs.get(0));
        for (ExperimentResult run : runs) {
            if (!kinds(run).equals(kinds)) {
                throw new IllegalArgumentException(
                        "results have different kinds of score, %s and %s; report runs together that differ in the seed only"
                                .formatted(kinds, kinds(run)));
            }
        }
    }

    /** The run that the report shows in full. */
    ExperimentResult first() {
        return runs.get(0);
    }

    /** The kinds of score. */
    List<ScoreKind> kinds() {
        return kinds(first());
    }

    /** Mean, smallest and largest AUROC of a kind of score. */
    DoubleSummaryStatistics auroc(ScoreKind kind) {
        return runs.stream()
                .mapToDouble(run -> run.method(kind).orElseThrow().evaluation().auroc())
                .summaryStatistics();
    }

    /** The kind of score with the largest mean AUROC. */
    ScoreKind best() {
        return kinds().stream()
                .max(Comparator.comparingDouble(kind -> auroc(kind).getAverage()))
                .orElseThrow();
    }

    private static List<ScoreKind> kinds(ExperimentResult run) {
        return run.methods().stream().map(MethodResult::kind).toList();
    }
}
