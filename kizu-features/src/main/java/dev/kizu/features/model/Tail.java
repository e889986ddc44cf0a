package dev.kizu.features.model;

import java.util.Arrays;

/**
 * How unusual scores of one head are among those of normal images, on a scale that scores of several heads share: a logistic distribution that
 * fits the upper end of the normal images' scores. Immutable.
 *
 * <p>A p-value of {@code (1 + scores at or above) / (n + 1)} is the same for all scores beyond the largest: nothing would tell a small defect from
 * a large one. So the end of the distribution is modelled. Excesses over a high score follow an exponential distribution where the shape of
 * the generalized Pareto distribution is 0, as for all tails of normal and gamma kind (J. Pickands, "Statistical inference using extreme order
 * statistics", Annals of Statistics 3, 1975; A. Balkema and L. de Haan, "Residual life time at great age", Annals of Probability 2, 1974). The
 * logistic distribution has such a tail, and below it goes on smoothly: {@code p(s) = 1 / (1 + (1 - share) / share * exp((s - start) / scale))}.
 * So p-values are continuous, fall strictly, and never reach 0 or 1.
 *
 * @param start the score above which a share of the normal images' scores lie
 * @param share that share, in (0, 1): a quarter, as nearly as their number allows
 * @param scale by how much a score far out has to rise for its p-value to fall to 1/e of what it was, above 0; of scores' unit
 */
public record Tail(double start, double share, double scale) {
    private static final double SHARE = 0.25;
    /** Normal images that are more alike than this hundredth of their score: rounding errors must not count as defects. */
    private static final double LEAST_SPREAD = 0.01;
    /** For scores that are all 0. */
    private static final double LEAST_SCALE = 1e-6;

    /** Checks the ranges. */
    public Tail {
        if (!(Double.isFinite(start) && share > 0 && share < 1 && scale > 0 && Double.isFinite(scale))) {
            throw new IllegalArgumentException(
                    "a tail from %s on, of a share of %s with a scale of %s, expected finite numbers, a share in (0, 1) and a scale above 0"
                            .formatted(start, share, scale));
        }
    }

    /**
     * The tail of some scores. Its scale is that of the logistic distribution whose mean excess over the start is the one found.
     *
     * @param scores of normal images that the head was not fitted to, in any order, at least 2; left as they are
     * @throws IllegalArgumentException if there are fewer, or one is not finite
     */
    static Tail of(float[] scores) {
        if (scores.length < 2) {
            throw new IllegalArgumentException(
                    "the tail of %d scores, expected at least 2. Use more pictures".formatted(scores.length));
        }
        float[] sorted = scores.clone();
        Arrays.sort(sorted);
        if (!Float.isFinite(sorted[0]) || !Float.isFinite(sorted[sorted.length - 1])) {
            throw new IllegalArgumentException(
                    "scores of good pictures from %s to %s, expected finite numbers. See whether the backbone computes such numbers, and what --normalize it wants"
                            .formatted(sorted[0], sorted[sorted.length - 1]));
        }
        int above = (int) Math.max(1, Math.round(SHARE * sorted.length));
        double start = sorted[sorted.length - 1 - above];
        double excess = 0;
        for (int i = sorted.length - above; i < sorted.length; i++) {
            excess += (sorted[i] - start) / above;
        }
        double share = (double) above / sorted.length;
        // The logistic distribution's mean excess is scale * -ln(1 - share) / share.
        double scale = excess * share / -Math.log1p(-share);
        return new Tail(start, share, Math.max(scale, Math.max(LEAST_SPREAD * Math.abs(start), LEAST_SCALE)));
    }

    /** How surprising a score would be of a normal image: {@code -ln p}, above 0. */
    public double surprise(double score) {
        double odds = oddsAtStart() + (score - start) / scale;
        // The same either way, but for overflow and cancellation.
        return odds > 0 ? odds + Math.log1p(Math.exp(-odds)) : Math.log1p(Math.exp(odds));
    }

    /** The logarithm of the odds against so high a score, {@code ln((1 - p) / p)}, at the start. */
    double oddsAtStart() {
        return Math.log((1 - share) / share);
    }
}
