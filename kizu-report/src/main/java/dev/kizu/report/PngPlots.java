package dev.kizu.report;

import dev.kizu.evaluate.Evaluation;
import dev.kizu.experiment.ExperimentResult;
import dev.kizu.experiment.MethodResult;
import dev.kizu.score.ScoreKind;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The plots that have text in them, as PNG files. */
final class PngPlots {
    static final String ROC = "roc.png";

    private static final Logger LOG = LoggerFactory.getLogger(PngPlots.class);
    private static final Color INK = new Color(0x1f2328);
    private static final Color GRID = new Color(0xe5e3de);
    private static final Color NORMAL = new Color(0x0072b2);
    private static final Color ANOMALOUS = new Color(0xc8500a);
    private static final float WIDTH = 2.4f;

    private PngPlots() {}

    /** The file of a score by test number. */
    static String scores(ScoreKind kind) {
        return "scores-%s.png".formatted(kind.id());
    }

    /** The PNG files by name; none, with a logged warning, where Java cannot draw text. */
    static Map<String, byte[]> of(ExperimentResult result) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try {
            files.put(ROC, png(roc(result)));
            for (MethodResult method : result.methods()) {
                files.put(scores(method.kind()), png(byNumber(method)));
            }
        } catch (RuntimeException | Error e) {
            // Without fonts, their library or a display, AWT throws errors of many kinds, down to plain
            // java.lang.Error.
            if (e instanceof VirtualMachineError && !(e instanceof InternalError)) {
                throw e;
            }
            LOG.warn(
                    "Skipped {} and scores-*.png since Java cannot draw text here ({}). To get them, install fontconfig and a font"
                            + " (Debian: apt install fontconfig fonts-dejavu-core); where a display is set but cannot be reached, start"
                            + " Java with -Djava.awt.headless=true.",
                    ROC,
                    e.toString());
            return Map.of();
        }
        return files;
    }

    private static XYChart roc(ExperimentResult result) {
        XYChart chart = chart("ROC curves", "False-alarm rate", "Detection rate", 900, 820);
        for (MethodResult method : result.methods()) {
            Evaluation evaluation = method.evaluation();
            String label = "%s: AUROC %s (95 %%: %s–%s)"
                    .formatted(
                            method.kind().title(),
                            Numbers.rate(evaluation.auroc()),
                            Numbers.rate(evaluation.aurocLow()),
                            Numbers.rate(evaluation.aurocHigh()));
            line(
                    chart,
                    label,
                    evaluation.roc().falsePositiveRate(),
                    evaluation.roc().truePositiveRate(),
                    color(method.kind()),
                    stroke(method.kind()));
        }
        line(chart, "Chance", unevenly(0, 1), unevenly(0, 1), Color.GRAY, stroke(WIDTH, 2, 6));
        limits(chart, Axis.over(0, 1), Axis.over(0, 1));
        chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideSE);
        return chart;
    }

    private static XYChart byNumber(MethodResult method) {
        String title = method.kind().title() + " score";
        Axis y = ScoreSections.axis(method);
        String xTitle = "Test number: normal, then anomalous." + ScoreSections.beyond(method, y);
        XYChart chart = chart(title + " by test number", xTitle, title, 1100, 620);
        double[] normal = method.normalScores();
        double[] anomalous = method.anomalousScores();
        Axis x = Axis.over(0, normal.length + anomalous.length);
        dots(chart, "Normal", 1, normal, y, NORMAL, SeriesMarkers.CIRCLE);
        dots(chart, "Anomalous", 1 + normal.length, anomalous, y, ANOMALOUS, SeriesMarkers.DIAMOND);
        double threshold = method.evaluation().f1Threshold();
        if (threshold >= y.min() && threshold <= y.max()) {
            String label = "Threshold of the largest F1: " + Numbers.shorter(threshold);
            line(chart, label, unevenly(x.min(), x.max()), unevenly(threshold, threshold), INK, stroke(WIDTH, 12, 7));
        }
        limits(chart, x, y);
        chart.getStyler()
                .setLegendPosition(Styler.LegendPosition.OutsideS)
                .setLegendLayout(Styler.LegendLayout.Horizontal);
        return chart;
    }

    private static XYChart chart(String title, String xTitle, String yTitle, int width, int height) {
        XYChart chart = new XYChartBuilder()
                .title(title)
                .xAxisTitle(xTitle)
                .yAxisTitle(yTitle)
                .width(width)
                .height(height)
                .build();
        chart.getStyler()
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBackgroundColor(Color.WHITE)
                .setChartFontColor(INK)
                .setChartTitleBoxVisible(false)
                .setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 20))
                .setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 16))
                .setLegendBorderColor(GRID)
                .setChartPadding(16);
        chart.getStyler().setPlotBorderVisible(false);
        chart.getStyler()
                .setPlotGridLinesColor(GRID)
                .setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 16))
                .setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14))
                .setAxisTickLabelsColor(INK)
                .setXAxisTickMarkSpacingHint(140)
                .setYAxisTickMarkSpacingHint(80);
        chart.getStyler().setPlotContentSize(0.99);
        return chart;
    }

    private static void line(XYChart chart, String name, double[] xs, double[] ys, Color color, BasicStroke stroke) {
        XYSeries series = chart.addSeries(name, xs, ys);
        series.setMarker(SeriesMarkers.NONE);
        series.setLineColor(color);
        series.setLineStyle(stroke);
    }

    private static void dots(
            XYChart chart, String name, int from, double[] scores, Axis y, Color color, Marker marker) {
        double[] numbers =
                IntStream.range(0, scores.length).mapToDouble(i -> from + i).toArray();
        double[] shown = DoubleStream.of(scores)
                .map(score -> Double.isNaN(score) ? y.max() : Math.min(y.max(), Math.max(y.min(), score)))
                .toArray();
        XYSeries series = chart.addSeries(name, numbers, shown);
        series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
        series.setMarker(marker);
        series.setMarkerColor(new Color(color.getRed(), color.getGreen(), color.getBlue(), 150));
        chart.getStyler().setMarkerSize(5);
    }

    /**
     * Three points of a straight line, one at no round place: where the values of all series are evenly spaced, XChart puts ticks at
     * every so many-th of them, round number or not.
     */
    private static double[] unevenly(double from, double to) {
        return new double[] {from, from + (to - from) / Math.PI, to};
    }

    private static void limits(XYChart chart, Axis x, Axis y) {
        chart.getStyler()
                .setXAxisMin(x.min())
                .setXAxisMax(x.max())
                .setYAxisMin(y.min())
                .setYAxisMax(y.max());
    }

    private static Color color(ScoreKind kind) {
        return switch (kind) {
            case ELBO -> new Color(0x9c3f86);
            case UNREGULARIZED -> new Color(0x00805e);
            case JOINT, DISTANCE, COMBINED -> new Color(0xa86f00);
        };
    }

    /** Lines of different width, for those who cannot tell the colours; XChart draws no dashes on lines with many points. */
    private static BasicStroke stroke(ScoreKind kind) {
        return switch (kind) {
            case ELBO -> stroke(WIDTH / 2);
            case UNREGULARIZED -> stroke(WIDTH);
            case JOINT, DISTANCE, COMBINED -> stroke(WIDTH * 1.6f);
        };
    }

    private static BasicStroke stroke(float width, float... dashes) {
        return new BasicStroke(
                width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dashes.length == 0 ? null : dashes, 0);
    }

    private static byte[] png(XYChart chart) {
        return Picture.png(BitmapEncoder.getBufferedImage(chart));
    }
}
