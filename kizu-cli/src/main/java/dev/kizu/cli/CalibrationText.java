package dev.kizu.cli;

import dev.kizu.cli.calibrate.CalibrationData;
import dev.kizu.cli.calibrate.Recalibration;
import dev.kizu.features.model.FeatureModel;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;

/** The summary of a calibration, for people. */
final class CalibrationText {
    private CalibrationText() {}

    /**
     * Prints it.
     *
     * @param unasked whether it was not said what scores are to be held against
     */
    static void print(
            CalibrationJson summary,
            Recalibration.Result result,
            CalibrationData pictures,
            boolean unasked,
            PrintStream out) {
        out.println(source(summary));
        if (result.model() instanceof FeatureModel features) {
            out.println("Method: %s, as trained".formatted(features.method().title()));
        } else {
            calibration(summary, unasked, out);
        }
        out.println("Score: %s, %s of the cells".formatted(summary.score(), summary.aggregation()));
        threshold(summary, out);
        HeldOutText heldOut = new HeldOutText(result.model(), out);
        heldOut.rate();
        heldOut.odd(summary.odd(), Path.of(pictures.name()), "calibrate again");
        out.println("Model: " + summary.model());
    }

    private static void calibration(CalibrationJson summary, boolean unasked, PrintStream out) {
        String calibration = summary.calibration() + (unasked ? ", as the model has it" : "");
        Double position = summary.explainedByPosition();
        Double place = summary.explainedByPlace();
        out.println(
                position == null || place == null
                        ? "Calibration: " + calibration
                        : String.format(
                                Locale.ROOT,
                                "Calibration: %s; position explains %.0f %% of the variance, and %.0f %% of the cells better than their kind",
                                calibration,
                                100 * position,
                                100 * place));
    }

    private static void threshold(CalibrationJson summary, PrintStream out) {
        CalibrationJson.Chosen threshold = summary.threshold();
        out.println(String.format(
                Locale.ROOT,
                "Threshold: %s (%s); pixels %.4f",
                threshold.value() == null
                        ? "infinite, nothing is anomalous"
                        : String.format(Locale.ROOT, "%.4f", threshold.value()),
                method(threshold.method(), summary.labelled()),
                threshold.pixelValue()));
    }

    private static String source(CalibrationJson summary) {
        String pictures = Counted.of(summary.normals(), "good picture");
        if (summary.kept() && summary.heldOut()) {
            return "Calibrated by the scores of %s in training, each by a model that had not seen it"
                    .formatted(pictures);
        }
        if (summary.kept()) {
            return "No good pictures to calibrate by: the calibration is that of the model, by %s".formatted(pictures);
        }
        return "Calibrated by %s%s%s"
                .formatted(
                        pictures,
                        summary.heldOut()
                                ? " that were held out when the model was trained, each from the networks that it calibrates"
                                : "; they should not be among those that the model was trained with",
                        summary.leftOut() == 0 ? "" : " (%,d more were not needed)".formatted(summary.leftOut()));
    }

    private static String method(String method, int labelled) {
        return switch (method) {
            case "f1" -> "largest F1 on %,d labelled pictures".formatted(labelled);
            case "cost" -> "least cost on %,d labelled pictures".formatted(labelled);
            case "fixed" -> "given";
            default -> "by the rate of false alarms";
        };
    }
}
