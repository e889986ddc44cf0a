package dev.kizu.cli;

import dev.kizu.model.InspectionModel;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;

/** The summary of a calibration, for people. */
final class CalibrationText {
    private CalibrationText() {}

    static void print(CalibrationJson summary, InspectionModel model, Path data, PrintStream out) {
        out.println("Calibrated by %,d good pictures%s%s"
                .formatted(
                        summary.normals(),
                        summary.heldOut()
                                ? " that were held out when the model was trained"
                                : "; they should not be among those that the model was trained with",
                        summary.leftOut() == 0 ? "" : " (%,d more were not needed)".formatted(summary.leftOut())));
        out.println(String.format(
                Locale.ROOT,
                "Calibration: %s; position explains %.0f %% of the variance, and %.0f %% of the cells better than their kind",
                summary.calibration(),
                100 * summary.explainedByPosition(),
                100 * summary.explainedByPlace()));
        out.println("Score: %s, %s of the cells".formatted(summary.score(), summary.aggregation()));
        CalibrationJson.Chosen threshold = summary.threshold();
        out.println(String.format(
                Locale.ROOT,
                "Threshold: %s (%s); pixels %.4f",
                threshold.value() == null ? "none" : String.format(Locale.ROOT, "%.4f", threshold.value()),
                method(threshold.method(), summary.labelled()),
                threshold.pixelValue()));
        HeldOutText heldOut = new HeldOutText(model, out);
        heldOut.rate();
        heldOut.odd(summary.odd(), data, "calibrate again");
        out.println("Model: " + summary.model());
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
