package dev.kizu.calibrate;

import java.util.Arrays;

/**
 * The score that a small share of normal images exceeds, by the tail of the scores of fewer images than it takes to see it.
 *
 * <p>Excesses over a high score follow an exponential distribution where the shape of the generalized Pareto distribution is 0, as for all tails of normal and
 * gamma kind (J. Pickands, "Statistical inference using extreme order statistics", Annals of Statistics 3, 1975). Here they are those of the upper quarter, and the
 * distribution is the one with their median: a few images that are not like the others do not move it, where they would move the mean, and decide alone where
 * the largest score counts.
 */
final class TailQuantile {
    private static final double SHARE = 0.25;

    private TailQuantile() {}

    /**
     * The quantile.
     *
     * @param scores in any order, at least 2, finite; only read
     * @param rate the share of scores above it, in (0, 1); meant to be smaller than a quarter
     */
    static float above(float[] scores, double rate) {
        float[] sorted = scores.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        int above = (int) Math.max(1, Math.round(SHARE * n));
        double start = sorted[n - 1 - above];
        double median = (sorted[n - 1 - above / 2] + (double) sorted[n - 1 - (above - 1) / 2]) / 2 - start;
        return (float) (start + median / Math.log(2) * Math.log((double) above / n / rate));
    }
}
