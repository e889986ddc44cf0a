package dev.kizu.report;

import dev.kizu.evaluate.Evaluation;
import dev.kizu.evaluate.RocCurve;
import dev.kizu.experiment.ExperimentResult;
import dev.kizu.experiment.MethodResult;
import dev.kizu.score.ScoreKind;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** How well each score separates, in charts and tables. */
final class ScoreSections {
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
        Map<ScoreKind, Tile> tiles = new LinkedHashMap<>();
        for (MethodResult method : seeds.first().methods()) {
            ScoreKind kind = method.kind();
            Evaluation evaluation = method.evaluation();
            DoubleSummaryStatistics auroc = seeds.auroc(kind);
            tiles.put(
                    kind,
                    single
                            ? tile(kind, evaluation.auroc(), evaluation.aurocLow(), evaluation.aurocHigh(), range)
                            : tile(kind, auroc.getAverage(), auroc.getMin(), auroc.getMax(), range));
        }
        // One axis for all, so that bars can be compared.
        Axis axis = Axis.over(tiles.values().stream().anyMatch(tile -> tile.low() < 0.5) ? 0 : 0.5, 1);
        StringBuilder html = new StringBuilder();
        tiles.forEach((kind, tile) -> html.append(tile.render(axis, kind == seeds.best() ? "best" : "")));
        return html.toString();
    }

    private static Tile tile(ScoreKind kind, double value, double low, double high, String range) {
        String text = "%s %s to %s".formatted(range, Numbers.rate(low), Numbers.rate(high));
        return new Tile(
                kind.id(),
                kind.title(),
                Numbers.rate(value),
                value,
                low,
                high,
                value < 0.5 ? "%s; %s".formatted(text, Conclusion.belowChance(high)) : text);
    }

    /** All ROC curves in one chart. */
    String roc() {
        SvgChart chart = SvgChart.half(Axis.over(0, 1), Axis.over(0, 1), 400)
                .titles("false-alarm rate: normal images called anomalous", "detection rate")
                .line(new double[] {0, 1}, new double[] {0, 1}, "chance");
        StringBuilder description = new StringBuilder("ROC curves.");
        for (MethodResult method : result.methods()) {
            RocCurve curve = method.evaluation().roc();
            chart.curve(
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
        ScoreHistogram histogram = new ScoreHistogram(
                method.kind(),
                method.normalScores(),
                method.anomalousScores(),
                method.evaluation().f1Threshold());
        return histogram.figure(false, ClassNames.IMAGES);
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

    private static String summary(MethodResult method) {
        return ScoreHistogram.summary(
                method.normalScores(),
                method.anomalousScores(),
                method.evaluation().f1Threshold(),
                ClassNames.IMAGES);
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
}
