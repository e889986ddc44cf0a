package dev.kizu.cli;

import dev.kizu.calibrate.Threshold;
import dev.kizu.model.InspectionModel;
import dev.kizu.train.PartTrainingResult;
import java.io.PrintStream;
import java.util.Locale;

/** The summary of training on a folder, for people. */
final class TrainText {
    private TrainText() {}

    static void print(TrainJson summary, PartTrainingResult result, PrintStream out) {
        InspectionModel model = result.model();
        out.println("Trained on %s of good parts, calibrated by %,d that were held out%s"
                .formatted(
                        Counted.of(result.trained().size(), "picture"),
                        summary.heldOut(),
                        result.failures().isEmpty()
                                ? ""
                                : "; %,d could not be read and were left out"
                                        .formatted(result.failures().size())));
        out.println(String.format(
                Locale.ROOT,
                "Calibration: %s; position explains %.0f %% of the variance",
                summary.calibration(),
                100 * result.explainedByPosition()));
        out.println("Score: %s, %s of the cells".formatted(summary.score(), model.aggregation()));
        TrainJson.Chosen threshold = summary.threshold();
        out.println(String.format(
                Locale.ROOT,
                "Threshold: %s (%s)",
                threshold.value() == null
                        ? "infinite, nothing is anomalous"
                        : String.format(Locale.ROOT, "%.4f", threshold.value()),
                threshold.method().equals("fixed") ? "given" : "by the rate of false alarms"));
        Double promised = threshold.promisedRate();
        if (promised != null && promised > threshold.falseAlarmRate()) {
            out.println(String.format(
                    Locale.ROOT,
                    "A false-alarm rate of %s %% takes at least %,d held-out pictures; these promise no less than %.1f %%",
                    Percent.text(threshold.falseAlarmRate()),
                    Threshold.imagesFor(threshold.falseAlarmRate()),
                    100 * promised));
        }
        out.println(String.format(Locale.ROOT, "Took %.1f s", summary.seconds()));
        out.println("Model: " + summary.model());
        out.println("Next: kizu inspect %s PICTURES --out RESULTS".formatted(Invocation.quoted(summary.model())));
    }
}
