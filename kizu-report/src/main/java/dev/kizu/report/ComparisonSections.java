package dev.kizu.report;

import dev.kizu.assess.Assessment;
import dev.kizu.evaluate.Confusion;
import dev.kizu.evaluate.Evaluation;
import dev.kizu.evaluate.PrecisionRecallCurve;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The figures of a comparison as tiles, charts and tables. */
final class ComparisonSections {
    private static final String UNKNOWN = "–";
    /** Styles that the page has for methods. */
    private static final int STYLES = 6;

    private final List<ComparedMethod> methods;
    private final boolean several;

    ComparisonSections(List<ComparedMethod> methods) {
        this.methods = methods;
        this.several = methods.stream().anyMatch(method -> method.runs().size() > 1);
    }

    private static String style(int method) {
        return "m" + method % STYLES;
    }

    /** AUROC of each method; nothing where no figure is known. */
    String tiles() {
        StringBuilder html = new StringBuilder();
        for (int m = 0; m < methods.size(); m++) {
            ComparedMethod method = methods.get(m);
            OptionalDouble auroc = method.mean(ComparedRun::imageAuroc);
            if (auroc.isPresent()) {
                double low = mean(method, Evaluation::aurocLow);
                double high = mean(method, Evaluation::aurocHigh);
                String interval = "95\u00a0%% interval %s to %s".formatted(Numbers.rate(low), Numbers.rate(high));
                html.append(new Tile(
                                style(m),
                                method.name(),
                                Numbers.rate(auroc.orElseThrow()),
                                auroc.orElseThrow(),
                                low,
                                high,
                                several ? least(method) + ", " + interval : interval)
                        .render(Axis.over(low < 0.5 ? 0 : 0.5, 1), ""));
            }
        }
        return html.toString();
    }

    private static String least(ComparedMethod method) {
        return "least " + Numbers.rate(method.least(ComparedRun::imageAuroc).orElseThrow());
    }

    private static double mean(ComparedMethod method, Function<Evaluation, Double> figure) {
        return method.mean(run -> run.assessment().evaluation().map(figure).orElse(null))
                .orElseThrow();
    }

    /** A row for each method. */
    String table() {
        StringBuilder rows = new StringBuilder();
        for (int m = 0; m < methods.size(); m++) {
            ComparedMethod method = methods.get(m);
            boolean ranked = method.mean(ComparedRun::imageAuroc).isPresent();
            rows.append(("<tr><th scope=\"row\">%s%s</th><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td>"
                            + "<td>%s</td><td>%s</td></tr>")
                    .formatted(
                            key(m),
                            Markup.escape(method.name()),
                            figure(method, ComparedRun::imageAuroc),
                            ranked
                                    ? "%s–%s"
                                            .formatted(
                                                    Numbers.rate(mean(method, Evaluation::aurocLow)),
                                                    Numbers.rate(mean(method, Evaluation::aurocHigh)))
                                    : UNKNOWN,
                            figure(method, ComparedRun::pixelAuroc),
                            figure(method, ComparedRun::aupro30),
                            seconds(method.mean(ComparedRun::trainSeconds).orElseThrow()),
                            Numbers.fixed(
                                    method.mean(ComparedRun::millisecondsPerImage)
                                            .orElseThrow(),
                                    1),
                            megabytes(method.mean(run -> (double) run.modelBytes())
                                    .orElseThrow())));
        }
        return rows.toString();
    }

    private static String key(int method) {
        return "<svg class=\"key\" viewBox=\"0 0 28 10\" aria-hidden=\"true\"><path class=\"line %s\" d=\"M1 5H27\"/></svg>"
                .formatted(style(method));
    }

    private String figure(ComparedMethod method, Function<ComparedRun, @Nullable Double> figure) {
        OptionalDouble mean = method.mean(figure);
        if (mean.isEmpty()) {
            return UNKNOWN;
        }
        String text = Numbers.rate(mean.orElseThrow());
        return several
                ? "%s<br/><span class=\"quiet\">%s</span>"
                        .formatted(text, Numbers.rate(method.least(figure).orElseThrow()))
                : text;
    }

    private static String seconds(double seconds) {
        return Numbers.fixed(seconds, seconds < 10 ? 1 : 0) + "\u00a0s";
    }

    private static String megabytes(double bytes) {
        return Numbers.fixed(bytes / 1e6, bytes < 1e7 ? 2 : 1) + "\u00a0MB";
    }

    /** What the numbers of the table are. */
    String explanation() {
        String spread = several
                ? "With several seeds, large figures are means and small ones the least over the seeds; ends of intervals are means. "
                : "";
        return spread
                + "The interval is that of chance in the choice of test pictures, not in training. AUPRO goes to a false-positive rate of 0.3. "
                + "Time an image is the median that one thread takes to read and inspect a picture while the others do so too; time to train is that of "
                + "the clock, without saving.";
    }

    /** ROC and precision-recall curves of all methods; a sentence where a class is missing. */
    String curves() {
        if (methods.stream()
                .noneMatch(method -> method.mean(ComparedRun::imageAuroc).isPresent())) {
            return "<p>Curves need pictures of both good and defective parts.</p>";
        }
        SvgChart roc = SvgChart.half(Axis.over(0, 1), Axis.over(0, 1), 380)
                .titles("false-alarm rate: good parts stopped", "detection rate: defective parts found")
                .line(new double[] {0, 1}, new double[] {0, 1}, "chance");
        SvgChart precision = SvgChart.half(Axis.over(0, 1), Axis.over(0, 1), 380)
                .titles("recall: defective parts found", "precision: stopped parts that are defective");
        StringBuilder rocText = new StringBuilder("ROC curves.");
        StringBuilder precisionText = new StringBuilder("Precision-recall curves.");
        StringBuilder legend = new StringBuilder();
        for (int m = 0; m < methods.size(); m++) {
            ComparedMethod method = methods.get(m);
            for (int r = 0; r < method.runs().size(); r++) {
                draw(method.runs().get(r), r == 0 ? style(m) : style(m) + " faint", roc, precision);
            }
            method.mean(ComparedRun::imageAuroc)
                    .ifPresent(auroc -> rocText.append(" %s: AUROC %s.".formatted(method.name(), Numbers.rate(auroc))));
            method.mean(run -> run.assessment()
                            .evaluation()
                            .map(Evaluation::averagePrecision)
                            .orElse(null))
                    .ifPresent(area -> precisionText.append(
                            " %s: average precision %s.".formatted(method.name(), Numbers.rate(area))));
            legend.append("<span class=\"legend\">%s%s</span>".formatted(key(m), Markup.escape(method.name())));
        }
        return Template.named("comparison-curves.html")
                .markup("legend", legend.toString())
                .markup("roc", roc.render(rocText.toString()))
                .markup("precision", precision.render(precisionText.toString()))
                .text("seeds", several ? " The first seed is drawn in full, the others faintly." : "")
                .render();
    }

    private static void draw(ComparedRun run, String style, SvgChart roc, SvgChart precision) {
        Assessment assessment = run.assessment();
        Evaluation evaluation = assessment.evaluation().orElse(null);
        if (evaluation != null) {
            roc.curve(evaluation.roc().falsePositiveRate(), evaluation.roc().truePositiveRate(), style);
            PrecisionRecallCurve curve = PrecisionRecallCurve.of(assessment.scores(false), assessment.scores(true));
            precision.curve(curve.recall(), curve.precision(), style);
        }
    }

    /** A row for each run. */
    String runs() {
        StringBuilder rows = new StringBuilder();
        for (ComparedMethod method : methods) {
            for (ComparedRun run : method.runs()) {
                rows.append(row(method, run));
            }
        }
        return rows.toString();
    }

    private static String row(ComparedMethod method, ComparedRun run) {
        Assessment assessment = run.assessment();
        Evaluation evaluation = assessment.evaluation().orElse(null);
        Confusion confusion = assessment.confusion();
        return ("<tr><th scope=\"row\">%s</th><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s of %s</td><td>%s of %s</td>"
                        + "<td>%s</td><td>%s</td><td>%s</td></tr>")
                .formatted(
                        Markup.escape(method.name()),
                        run.seed(),
                        evaluation == null ? UNKNOWN : Numbers.rate(evaluation.auroc()),
                        evaluation == null
                                ? UNKNOWN
                                : "%s–%s"
                                        .formatted(
                                                Numbers.rate(evaluation.aurocLow()),
                                                Numbers.rate(evaluation.aurocHigh())),
                        known(run.pixelAuroc()),
                        known(run.aupro30()),
                        Numbers.count(confusion.falseAlarms()),
                        Numbers.count(assessment.count(false)),
                        Numbers.count(confusion.missed()),
                        Numbers.count(assessment.count(true)),
                        seconds(run.trainSeconds()),
                        Numbers.fixed(run.millisecondsPerImage(), 1),
                        megabytes((double) run.modelBytes()));
    }

    private static String known(@Nullable Double figure) {
        return figure == null ? UNKNOWN : Numbers.rate(figure);
    }
}
