package dev.kizu.cli;

import dev.kizu.features.model.FeatureModel;
import dev.kizu.features.train.FeatureTrainingResult;
import dev.kizu.model.InspectionModel;
import dev.kizu.model.PartModel;
import dev.kizu.train.PartTrainingResult;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;

/** The summary of training on a folder, for people. */
final class TrainText {
    private TrainText() {}

    static void print(TrainJson summary, PartTrainingResult result, Path data, PrintStream out) {
        InspectionModel model = result.model();
        int folds = summary.folds();
        out.println("Trained on %s of good parts, calibrated by %s%s"
                .formatted(
                        Counted.of(result.trained().size(), "picture"),
                        folds > 1
                                ? "%s of them, each seen by networks that had not learnt from it"
                                        .formatted(summary.heldOut() == summary.images() ? "all" : summary.heldOut())
                                : "%,d that were held out".formatted(summary.heldOut()),
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
        judgement(summary, model, data, out);
    }

    static void print(TrainJson summary, FeatureTrainingResult result, Path data, PrintStream out) {
        FeatureModel model = result.model();
        boolean folded = model.config().heldOut() == 0;
        out.println("Fitted %s to %s of good parts; %s%s"
                .formatted(
                        model.method().title(),
                        Counted.of(result.fitted().size(), "picture"),
                        folded
                                ? "calibrated by all of them, each scored by a model that was fitted without it"
                                : "calibrated by %,d that were held out".formatted(summary.heldOut()),
                        result.failures().isEmpty()
                                ? ""
                                : "; %,d could not be read and %s left out"
                                        .formatted(
                                                result.failures().size(),
                                                result.failures().size() == 1 ? "was" : "were")));
        judgement(summary, model, data, out);
    }

    private static void judgement(TrainJson summary, PartModel model, Path data, PrintStream out) {
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
