package dev.kizu.cli;

import dev.kizu.experiment.ExperimentResult;
import java.nio.file.Path;
import java.util.List;

/**
 * Experiments that differ in their seed, as {@code --seeds --json} prints them.
 *
 * @param runs each run, by rising seed; all name the one report
 * @param summary the AUROC of each kind of score over all runs
 */
record SeedsJson(List<ResultJson> runs, List<AurocSpread> summary) {
    static SeedsJson of(List<ExperimentResult> results, Path report) {
        return new SeedsJson(
                results.stream()
                        .map(result -> ResultJson.of(result, report, null))
                        .toList(),
                AurocSpread.of(results));
    }
}
