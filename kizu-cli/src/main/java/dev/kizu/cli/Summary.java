package dev.kizu.cli;

import dev.kizu.calibrate.Threshold;
import dev.kizu.cli.progress.Durations;
import dev.kizu.experiment.ExperimentResult;
import dev.kizu.experiment.MethodResult;
import dev.kizu.score.ScoreKind;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What an experiment found, for people. In ASCII, since not every terminal shows more. */
final class Summary {
    private final PrintStream out;

    Summary(PrintStream out) {
        this.out = out;
    }

    /** Everything about one experiment but its report. */
    void result(ExperimentResult result) {
        var task = result.task();
        line(
                "%s: normal %s, anomaly %s; preset %s, seed %d",
                task.data(),
                task.normal(),
                task.anomaly(),
                result.options().preset(),
                result.options().vae().seed());
        line("");
        line("%-15s %7s  %-16s  %7s  %7s", "score", "AUROC", "95 % interval", "AP", "F1-max");
        for (MethodResult method : result.methods()) {
            var evaluation = method.evaluation();
            line(
                    "%-15s %7.4f  %.4f to %.4f  %7.4f  %7.4f",
                    method.kind().id(),
                    evaluation.auroc(),
                    evaluation.aurocLow(),
                    evaluation.aurocHigh(),
                    evaluation.averagePrecision(),
                    evaluation.f1Max());
        }
        line("");
        line("%s", paired(result.paired().difference(), result.paired().pValue()));
        best(result.best().kind(), result.best().evaluation().auroc()).ifPresent(best -> line("%s", best));
        line("");
        var training = result.training();
        line(
                "Training: %,d patches, %,d %s, %s, %,.0f patches/s, final loss %.2f nats a patch",
                training.patches(),
                training.epochs(),
                training.epochs() == 1 ? "epoch" : "epochs",
                Durations.text(training.seconds()),
                training.patchesPerSecond(),
                training.finalLoss());
        var scoring = result.scoring();
        line(
                "Scoring:  %,d images, %,d windows, %s, %,.0f windows/s",
                scoring.images(), scoring.windows(), Durations.text(scoring.seconds()), scoring.windowsPerSecond());
    }

    /** Where the report is, and how to look at it. */
    void report(Path index) {
        line("Report:   %s", index);
        line("          Open it in a browser: %s", index.toUri());
    }

    /** Where the model is, and what it will call anomalous. */
    void model(Path file, Optional<Threshold> threshold) {
        line("Model:    %s", file);
        if (threshold.isEmpty()) {
            line("          It has no threshold, since no images were held out to choose one from.");
            return;
        }
        Threshold chosen = threshold.get();
        line(
                "          Its threshold, %.4f, lets at most %s %% of normal images pass for anomalous.",
                chosen.value(), Percent.text(chosen.promisedRate()));
    }

    /** One run of several. */
    void run(ExperimentResult result) {
        StringBuilder scores = new StringBuilder();
        for (MethodResult method : result.methods()) {
            scores.append(String.format(
                    Locale.ROOT,
                    "  %s %.4f",
                    method.kind().id(),
                    method.evaluation().auroc()));
        }
        line("seed %-6d AUROC%s", result.options().vae().seed(), scores);
    }

    /** All runs. */
    void spread(List<AurocSpread> spreads, int runs) {
        line("");
        line("AUROC of %d %s:", runs, runs == 1 ? "run" : "runs");
        line("%-15s %7s  %7s  %7s", "score", "mean", "min", "max");
        for (AurocSpread spread : spreads) {
            line("%-15s %7.4f  %7.4f  %7.4f", spread.name(), spread.mean(), spread.min(), spread.max());
        }
        line("");
    }

    /** The paired test in a sentence. */
    static String paired(double difference, double pValue) {
        if (difference == 0) {
            return "ELBO and the unregularized score have the same AUROC.";
        }
        String better = difference > 0 ? "The unregularized score leads ELBO" : "ELBO leads the unregularized score";
        String chance = pValue < 0.0001 ? "p < 0.0001" : String.format(Locale.ROOT, "p = %.4f", pValue);
        String verdict = pValue < 0.05
                ? "a difference this large would be rare if both were equally good"
                : "that may well be chance";
        return String.format(
                Locale.ROOT,
                "%s by %.4f AUROC; %s (paired DeLong test, %s).",
                better,
                Math.abs(difference),
                verdict,
                chance);
    }

    /** The best score of a run, where the sentence about ELBO and the unregularized score leaves it out. */
    static Optional<String> best(ScoreKind kind, double auroc) {
        return kind == ScoreKind.ELBO || kind == ScoreKind.UNREGULARIZED
                ? Optional.empty()
                : Optional.of(String.format(Locale.ROOT, "Best: %s, AUROC %.4f.", kind.id(), auroc));
    }

    private void line(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
