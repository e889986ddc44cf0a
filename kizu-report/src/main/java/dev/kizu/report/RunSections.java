package dev.kizu.report;

import dev.kizu.experiment.ExperimentResult;
import dev.kizu.score.ScoreKind;
import dev.kizu.vae.TrainingSummary;
import dev.kizu.vae.VaeOptions;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** How the run went, what it ran with, and how its seeds compare. */
final class RunSections {
    private final ExperimentResult result;
    private final Provenance provenance;

    RunSections(ExperimentResult result, Provenance provenance) {
        this.result = result;
        this.provenance = provenance;
    }

    /** The mean loss of each epoch as a chart. */
    String loss() {
        double[] loss = result.training().epochLoss();
        double[] epochs = IntStream.rangeClosed(1, loss.length).asDoubleStream().toArray();
        Axis x = loss.length == 1 ? new Axis(0.5, 1.5, new double[] {1}) : whole(Axis.over(1, loss.length));
        return SvgChart.half(x, Axis.robust(loss), 280)
                .titles("epoch", "loss a patch (nats)")
                .line(epochs, loss, "neutral")
                .dots(epochs, loss, "large neutral")
                .render("Training loss: %s after epoch 1, %s after epoch %d"
                        .formatted(
                                Numbers.shorter(loss[0]),
                                Numbers.shorter(result.training().finalLoss()),
                                loss.length));
    }

    private static Axis whole(Axis axis) {
        return new Axis(
                axis.min(),
                axis.max(),
                Arrays.stream(axis.ticks())
                        .filter(tick -> tick == Math.rint(tick))
                        .toArray());
    }

    /** How fast it went, as table rows. */
    String speed() {
        TrainingSummary training = result.training();
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put("Training", Numbers.fixed(training.seconds(), 1) + " s");
        rows.put(
                "Patches trained on",
                "%s in each of %d epochs".formatted(Numbers.count(training.patches()), training.epochs()));
        rows.put("Training speed", Numbers.count(Math.round(training.patchesPerSecond())) + " patches/s");
        rows.put("Final loss", Numbers.fixed(training.finalLoss(), 2) + " nats a patch");
        rows.put("Scoring", Numbers.fixed(result.scoring().seconds(), 2) + " s");
        rows.put(
                "Scored",
                "%s images, %s windows"
                        .formatted(
                                Numbers.count(result.scoring().images()),
                                Numbers.count(result.scoring().windows())));
        rows.put("Scoring speed", Numbers.count(Math.round(result.scoring().windowsPerSecond())) + " windows/s");
        return Markup.facts(rows);
    }

    /** The images and the options of scoring, as table rows. */
    String dataAndScoring() {
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put("Data", result.task().data());
        rows.put("Normal", result.task().normal());
        rows.put("Anomalous", result.task().anomaly());
        rows.put("Normal training images", Numbers.count(result.task().train().size()));
        rows.put("of these held out for calibration", Numbers.count(result.heldOut()));
        rows.put("Normal test images", Numbers.count(result.task().testNormal().size()));
        rows.put(
                "Anomalous test images",
                Numbers.count(result.task().testAnomalous().size()));
        rows.put("Window stride", result.options().detector().stride() + " pixels");
        rows.put("Image score", result.options().detector().aggregation() + " of the window scores");
        rows.put("Calibration", result.options().detector().calibration().name().toLowerCase(Locale.ROOT));
        return Markup.facts(rows);
    }

    /** The options of training, as table rows. */
    String training() {
        VaeOptions vae = result.options().vae();
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put("Preset", result.options().preset());
        rows.put("Patch", "%d × %d pixels".formatted(vae.patchHeight(), vae.patchWidth()));
        rows.put("Encoder stages", Integer.toString(vae.depth()));
        rows.put("Base filters", Integer.toString(vae.baseFilters()));
        rows.put("Latent size", Integer.toString(vae.latent()));
        rows.put("Variance floor", Float.toString(vae.varianceFloor()));
        String drawn = vae.freshPatches() ? "new ones each epoch" : "the same each epoch";
        rows.put("Patches", "%s, %s".formatted(Numbers.count(vae.patches()), drawn));
        rows.put("Epochs", Integer.toString(vae.epochs()));
        rows.put("Batch", Integer.toString(vae.batchSize()));
        rows.put("Learning rate", "%s, %s".formatted(Float.toString(vae.learningRate()), words(vae.schedule())));
        rows.put("Adam epsilon", Float.toString(vae.adamEpsilon()));
        rows.put("Gradient clip", Float.isInfinite(vae.gradientClip()) ? "none" : Float.toString(vae.gradientClip()));
        rows.put("Weight of D", "%s, %s".formatted(Float.toString(vae.klWeight()), words(vae.reduction())));
        rows.put("Seed", Long.toString(vae.seed()));
        return Markup.facts(rows);
    }

    /** Where the report comes from, as table rows. */
    String provenance() {
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put("Kizu", provenance.version());
        rows.put("Time", time());
        rows.put("Java", provenance.java());
        rows.put("System", provenance.system());
        rows.put("Kernel", result.training().kernel());
        rows.put("Threads", Integer.toString(result.options().vae().threads()));
        return Markup.facts(rows);
    }

    /** When the run was made. */
    String time() {
        return Numbers.time(provenance.time());
    }

    /** A table of all seeds as a whole section; empty for a single one. */
    static String seeds(Seeds seeds) {
        if (seeds.runs().size() == 1) {
            return "";
        }
        StringBuilder head = new StringBuilder();
        seeds.kinds().forEach(kind -> head.append("<th scope=\"col\">%s</th>".formatted(kind.title())));
        StringBuilder body = new StringBuilder();
        for (ExperimentResult run : seeds.runs()) {
            body.append("<tr><th scope=\"row\">%d</th>"
                    .formatted(run.options().vae().seed()));
            for (ScoreKind kind : seeds.kinds()) {
                body.append(cell(run.method(kind).orElseThrow().evaluation().auroc()));
            }
            body.append(
                    "<td>%s</td></tr>".formatted(Numbers.fixed(run.training().finalLoss(), 2)));
        }
        return Template.named("seeds.html")
                .text("count", Integer.toString(seeds.runs().size()))
                .markup("head", head.toString())
                .markup("body", body.toString())
                .markup(
                        "foot",
                        summary(seeds, "Mean", DoubleSummaryStatistics::getAverage)
                                + summary(seeds, "Smallest", DoubleSummaryStatistics::getMin)
                                + summary(seeds, "Largest", DoubleSummaryStatistics::getMax))
                .render();
    }

    private static String summary(Seeds seeds, String name, ToDoubleFunction<DoubleSummaryStatistics> part) {
        StringBuilder row = new StringBuilder("<tr><th scope=\"row\">%s</th>".formatted(name));
        seeds.kinds().forEach(kind -> row.append(cell(part.applyAsDouble(seeds.auroc(kind)))));
        return row.append("<td></td></tr>").toString();
    }

    private static String cell(double auroc) {
        return "<td>%s</td>".formatted(Numbers.rate(auroc));
    }

    private static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
