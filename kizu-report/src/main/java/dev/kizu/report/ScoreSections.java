package dev.kizu.report;

import dev.kizu.evaluate.Evaluation;
import dev.kizu.evaluate.RocCurve;
import dev.kizu.experiment.ExperimentResult;
import dev.kizu.experiment.MethodResult;
import dev.kizu.score.ScoreKind;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How well each score separates, in charts and tables. */
final class ScoreSections {
    private static final int MOST_BINS = 40;
    private static final int FEW_DOTS = 300;
    private static final int DOTS = 2_000;

    private final ExperimentResult result;

    ScoreSections(ExperimentResult result) {
        this.result = result;
    }

    /** A tile for each score: AUROC with its interval, or over several seeds the mean with the smallest and largest. */
    static String tiles(Seeds seeds) {
        boolean single = seeds.runs().size() == 1;
        String range = single
                ? "95\u00a0% interval"
                : "mean of %d seeds,".formatted(seeds.runs().size());
        List<Tile> tiles = seeds.first().methods().stream()
                .map(method -> single ? Tile.of(method) : Tile.of(method.kind(), seeds.auroc(method.kind())))
                .toList();
        // One axis for all, so that bars can be compared.
        Axis axis = Axis.over(tiles.stream().anyMatch(tile -> tile.low() < 0.5) ? 0 : 0.5, 1);
        return tiles.stream()
                .map(tile -> tile.render(axis, tile.kind() == seeds.best(), range))
                .collect(Collectors.joining());
    }

    /** An AUROC between the ends of a range. */
    private record Tile(ScoreKind kind, double value, double low, double high) {
        static Tile of(MethodResult method) {
            Evaluation evaluation = method.evaluation();
            return new Tile(method.kind(), evaluation.auroc(), evaluation.aurocLow(), evaluation.aurocHigh());
        }

        static Tile of(ScoreKind kind, DoubleSummaryStatistics auroc) {
            return new Tile(kind, auroc.getAverage(), auroc.getMin(), auroc.getMax());
        }

        String render(Axis axis, boolean best, String range) {
            String text = "%s %s to %s".formatted(range, Numbers.rate(low), Numbers.rate(high));
            return Template.named("tile.html")
                    .text("style", kind.id())
                    .text("name", kind.title())
                    .markup("badge", best ? " <span class=\"badge\">best</span>" : "")
                    .text("value", Numbers.rate(value))
                    .text("left", Numbers.coordinate(axis.share(low) * 100))
                    .text("width", Numbers.coordinate((axis.share(high) - axis.share(low)) * 100))
                    .text("at", Numbers.coordinate(axis.share(value) * 100))
                    .text("from", axis.min() == 0 ? "0" : "0.5")
                    .text("to", "1")
                    .text("range", value < 0.5 ? "%s; %s".formatted(text, Conclusion.belowChance(high)) : text)
                    .render();
        }
    }

    /** All ROC curves in one chart. */
    String roc() {
        SvgChart chart = SvgChart.half(Axis.over(0, 1), Axis.over(0, 1), 400)
                .titles("false-alarm rate: normal images called anomalous", "detection rate")
                .line(new double[] {0, 1}, new double[] {0, 1}, "chance");
        StringBuilder description = new StringBuilder("ROC curves.");
        for (MethodResult method : result.methods()) {
            RocCurve curve = corners(method.evaluation().roc());
            chart.line(
                    curve.falsePositiveRate(),
                    curve.truePositiveRate(),
                    method.kind().id());
            description.append(" %s: AUROC %s."
                    .formatted(
                            method.kind().title(),
                            Numbers.rate(method.evaluation().auroc())));
        }
        return chart.render(description.toString());
    }

    /** Table rows, one for each score. */
    String table() {
        StringBuilder rows = new StringBuilder();
        for (MethodResult method : result.methods()) {
            Evaluation evaluation = method.evaluation();
            rows.append(("<tr><th scope=\"row\"><svg class=\"key\" viewBox=\"0 0 28 10\" aria-hidden=\"true\">"
                            + "<path class=\"line %s\" d=\"M1 5H27\"/></svg>%s</th><td>%s</td><td>%s–%s</td><td>%s</td><td>%s</td></tr>")
                    .formatted(
                            method.kind().id(),
                            method.kind().title(),
                            Numbers.rate(evaluation.auroc()),
                            Numbers.rate(evaluation.aurocLow()),
                            Numbers.rate(evaluation.aurocHigh()),
                            Numbers.rate(evaluation.averagePrecision()),
                            Numbers.rate(evaluation.f1Max())));
        }
        return rows.toString();
    }

    /** For each score its value for every test image, and its histograms. */
    String scores() {
        StringBuilder html = new StringBuilder();
        for (MethodResult method : result.methods()) {
            html.append("<h3>%s</h3><div class=\"pair\">%s%s</div>"
                    .formatted(method.kind().title(), byNumber(method), histogram(method)));
        }
        return html.toString();
    }

    private static String byNumber(MethodResult method) {
        double[] normal = method.normalScores();
        double[] anomalous = method.anomalousScores();
        Axis y = axis(method);
        int total = normal.length + anomalous.length;
        int step = Math.max(1, (total + DOTS - 1) / DOTS);
        double threshold = method.evaluation().f1Threshold();
        String size = total <= FEW_DOTS ? "large " : "";
        String svg = SvgChart.half(Axis.over(1, total), y, 300)
                .titles("test number: normal, then anomalous", method.kind().title() + " score")
                .dots(numbers(1, normal.length, step), thin(normal, step), size + "normal")
                .dots(numbers(1 + normal.length, anomalous.length, step), thin(anomalous, step), size + "anomalous")
                .horizontal(threshold, "threshold")
                .render("%s score of every test image: %s"
                        .formatted(method.kind().title(), summary(method)));
        String thinned = step == 1 ? "" : " One image in %d is drawn.".formatted(step);
        String beyond = beyond(method, y);
        return TermSection.figure(
                svg,
                "Score by test number. Threshold of the largest F1: %s.%s%s"
                        .formatted(Numbers.shorter(threshold), thinned, beyond));
    }

    private static String histogram(MethodResult method) {
        Axis x = axis(method);
        int total = method.normalScores().length + method.anomalousScores().length;
        int bins = Math.max(10, Math.min(MOST_BINS, total / 10));
        Histogram normal = Histogram.of(method.normalScores(), x, bins);
        Histogram anomalous = Histogram.of(method.anomalousScores(), x, bins);
        String svg = SvgChart.half(x, Axis.around(0, 100 * Math.max(normal.peak(), anomalous.peak())), 300)
                .titles(method.kind().title() + " score", "share of images of a class (%)")
                .bars(percents(normal), "normal")
                .bars(percents(anomalous), "anomalous")
                .vertical(method.evaluation().f1Threshold(), "threshold")
                .render("Histogram of the %s score: %s".formatted(Conclusion.name(method.kind()), summary(method)));
        return "<figure>%s<figcaption>%s%s</figcaption></figure>"
                .formatted(svg, classKey(method), Markup.escape(beyond(method, x)));
    }

    /** The axis of a score, the same in every chart of it. */
    static Axis axis(MethodResult method) {
        return Axis.ofScores(
                method.normalScores(),
                method.anomalousScores(),
                method.evaluation().f1Threshold());
    }

    /** A sentence on the scores that lie beyond the axis, after a space; empty where none do. */
    static String beyond(MethodResult method, Axis axis) {
        return TermSection.beyond(axis.beyond(method.normalScores()) + axis.beyond(method.anomalousScores()));
    }

    private static String classKey(MethodResult method) {
        return ("<span class=\"legend\"><i class=\"swatch normal\"></i>normal (%s)</span> "
                        + "<span class=\"legend\"><i class=\"swatch anomalous\"></i>anomalous (%s)</span>")
                .formatted(Numbers.count(method.normalScores().length), Numbers.count(method.anomalousScores().length));
    }

    private static String summary(MethodResult method) {
        return "median %s for normal, %s for anomalous images, threshold %s"
                .formatted(
                        Numbers.shorter(Statistics.quantile(method.normalScores(), 0.5)),
                        Numbers.shorter(Statistics.quantile(method.anomalousScores(), 0.5)),
                        Numbers.shorter(method.evaluation().f1Threshold()));
    }

    private static double[] percents(Histogram histogram) {
        return Arrays.stream(histogram.shares()).map(share -> share * 100).toArray();
    }

    private static double[] numbers(int from, int count, int step) {
        return IntStream.range(0, (count + step - 1) / step)
                .mapToDouble(i -> from + (double) i * step)
                .toArray();
    }

    private static double[] thin(double[] values, int step) {
        return IntStream.range(0, (values.length + step - 1) / step)
                .mapToDouble(i -> values[i * step])
                .toArray();
    }

    /** The same curve without the points in the middle of a straight run along an axis. */
    private static RocCurve corners(RocCurve curve) {
        double[] x = curve.falsePositiveRate();
        double[] y = curve.truePositiveRate();
        int[] kept = IntStream.range(0, x.length)
                .filter(i -> i == 0
                        || i == x.length - 1
                        || !((x[i - 1] == x[i] && x[i] == x[i + 1]) || (y[i - 1] == y[i] && y[i] == y[i + 1])))
                .toArray();
        return new RocCurve(pick(x, kept), pick(y, kept), pick(curve.thresholds(), kept));
    }

    private static double[] pick(double[] values, int[] indices) {
        return Arrays.stream(indices).mapToDouble(i -> values[i]).toArray();
    }
}
