package dev.kizu.cli;

import dev.kizu.model.InspectionModel;
import dev.kizu.train.PartTrainingResult;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;

/** The summary of training on a folder, for people. */
final class TrainText {
    private TrainText() {}

    static void print(TrainJson summary, PartTrainingResult result, Path data, PrintStream out) {
        InspectionModel model = result.model();
        out.println("Trained on %s of good parts, calibrated by %,d that were held out%s"
                .formatted(
                        Counted.of(result.trained().size(), "picture"),
                        summary.heldOut(),
                        result.failures().isEmpty()
                                ? ""
                                : "; %,d could not be read and %s left out"
                                        .formatted(
                                                result.failures().size(),
                                                result.failures().size() == 1 ? "was" : "were")));
        out.println(String.format(
                Locale.ROOT,
                "Calibration: %s; position explains %.0f %% of the variance, and %.0f %% of the cells better than their kind",
                summary.calibration(),
                100 * result.explainedByPosition(),
                100 * result.explainedByPlace()));
        out.println("Score: %s, %s of the cells".formatted(summary.score(), model.aggregation()));
        TrainJson.Chosen threshold = summary.threshold();
        out.println(String.format(
                Locale.ROOT,
                "Threshold: %s (%s)",
                threshold.value() == null
                        ? "infinite, nothing is anomalous"
                        : String.format(Locale.ROOT, "%.4f", threshold.value()),
                threshold.method().equals("fixed") ? "given" : "by the rate of false alarms"));
        HeldOutText heldOut = new HeldOutText(model, out);
        heldOut.rate();
        heldOut.odd(summary.odd(), data, "train again, or calibrate,");
        out.println(String.format(Locale.ROOT, "Took %.1f s", summary.seconds()));
        out.println("Model: " + summary.model());
        out.println("Next: kizu inspect %s PICTURES --out RESULTS".formatted(Invocation.quoted(summary.model())));
    }
}
