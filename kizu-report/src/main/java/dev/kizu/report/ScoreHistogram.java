package dev.kizu.report;

import dev.kizu.score.ScoreKind;
import java.util.Arrays;

/**
 * How the scores of both classes spread.
 *
 * @param kind the kind of score
 * @param normal scores of normal images; may be empty
 * @param anomalous scores of anomalous images; may be empty
 * @param threshold where it is drawn; infinite for nowhere
 */
record ScoreHistogram(ScoreKind kind, double[] normal, double[] anomalous, double threshold) {
    private static final int MOST_BINS = 40;

    /**
     * The chart with its key as an HTML figure.
     *
     * @param movable whether the page's script will move the threshold
     */
    String figure(boolean movable, ClassNames names) {
        Axis narrow = Axis.ofScores(normal, anomalous, threshold);
        Axis x = movable ? narrow.reaching(threshold) : narrow;
        int bins = Math.max(10, Math.min(MOST_BINS, (normal.length + anomalous.length) / 10));
        Histogram ofNormal = Histogram.of(normal, x, bins);
        Histogram ofAnomalous = Histogram.of(anomalous, x, bins);
        SvgChart chart = SvgChart.half(x, Axis.around(0, 100 * Math.max(ofNormal.peak(), ofAnomalous.peak())), 300)
                .titles(kind.title() + " score", "share of images of a class (%)")
                .bars(percents(ofNormal), "normal")
                .bars(percents(ofAnomalous), "anomalous");
        String svg = (movable ? chart.movable(threshold, "cut") : chart.vertical(threshold, "threshold"))
                .render("Histogram of the %s score: %s"
                        .formatted(Conclusion.name(kind), summary(normal, anomalous, threshold, names)));
        String beyond = TermSection.beyond(x.beyond(normal) + x.beyond(anomalous));
        return "<figure>%s<figcaption>%s%s</figcaption></figure>".formatted(svg, key(names), Markup.escape(beyond));
    }

    private String key(ClassNames names) {
        return ("<span class=\"legend\"><i class=\"swatch normal\"></i>%s (%s)</span> "
                        + "<span class=\"legend\"><i class=\"swatch anomalous\"></i>%s (%s)</span>")
                .formatted(
                        names.normal(),
                        Numbers.count(normal.length),
                        names.anomalous(),
                        Numbers.count(anomalous.length));
    }

    /** Both classes in a few numbers. */
    static String summary(double[] normal, double[] anomalous, double threshold, ClassNames names) {
        return "median %s for %s, %s for %s images, threshold %s"
                .formatted(
                        Numbers.shorter(Statistics.quantile(normal, 0.5)),
                        names.normal(),
                        Numbers.shorter(Statistics.quantile(anomalous, 0.5)),
                        names.anomalous(),
                        Numbers.shorter(threshold));
    }

    private static double[] percents(Histogram histogram) {
        return Arrays.stream(histogram.shares()).map(share -> share * 100).toArray();
    }
}
