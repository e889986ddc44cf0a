package dev.kizu.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kizu.experiment.ExperimentResult;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One experiment as {@code --json} prints it: the names and the order of the components are the format.
 *
 * @param preset name of the preset
 * @param seed seed of the run
 * @param data where the images come from
 * @param normal normal classes
 * @param anomaly anomalous classes
 * @param train how training went
 * @param scoring how fast scoring was
 * @param scores each kind of score over the test set
 * @param paired unregularized against ELBO
 * @param report the report's HTML file, an absolute path
 * @param model the model's file, an absolute path; left out if it was not saved
 */
record ResultJson(
        String preset,
        long seed,
        String data,
        String normal,
        String anomaly,
        Train train,
        Scoring scoring,
        List<Score> scores,
        Paired paired,
        String report,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String model) {
    /** How training went; the loss is in nats a patch. */
    record Train(double seconds, int patches, int epochs, double finalLoss, double patchesPerSecond) {}

    /** How fast scoring was. */
    record Scoring(double seconds, int images, long windows, double windowsPerSecond) {}

    /** One kind of score. */
    record Score(String name, double auroc, double aurocLow, double aurocHigh, double averagePrecision, double f1Max) {}

    /** AUROC of the unregularized score less that of ELBO. */
    record Paired(double difference, double pValue) {}

    static ResultJson of(ExperimentResult result, Path report, @Nullable Path model) {
        var task = result.task();
        var training = result.training();
        var scoring = result.scoring();
        return new ResultJson(
                result.options().preset(),
                result.options().vae().seed(),
                task.data(),
                task.normal(),
                task.anomaly(),
                new Train(
                        training.seconds(),
                        training.patches(),
                        training.epochs(),
                        training.finalLoss(),
                        training.patchesPerSecond()),
                new Scoring(scoring.seconds(), scoring.images(), scoring.windows(), scoring.windowsPerSecond()),
                result.methods().stream()
                        .map(method -> new Score(
                                method.kind().id(),
                                method.evaluation().auroc(),
                                method.evaluation().aurocLow(),
                                method.evaluation().aurocHigh(),
                                method.evaluation().averagePrecision(),
                                method.evaluation().f1Max()))
                        .toList(),
                new Paired(result.paired().difference(), result.paired().pValue()),
                report.toString(),
                model == null ? null : model.toString());
    }
}
