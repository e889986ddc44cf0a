package dev.kizu.calibrate;

import java.util.Arrays;

/**
 * How unusual a score is among those of held-out normal images: {@code (1 + held-out scores at or above it) / (n + 1)}.
 *
 * <p>If an image is normal and drawn like the n held-out ones, then the probability of a value up to p is at most p, for every p (V. Vovk, A.
 * Gammerman, G. Shafer, "Algorithmic Learning in a Random World", 2005; S. Bates, E. Candès, L. Lei, Y. Romano, M. Sesia, "Testing for Outliers
 * with Conformal p-values", Annals of Statistics 51, 2023). The smallest possible value is {@code 1 / (n + 1)}. It is at most the rate
 * exactly where a {@link Threshold#atFalseAlarmRate} of the same scores is exceeded, if the images suffice for the rate.
 *
 * <p>Immutable and safe to share between threads.
 */
public final class ConformalPValue {
    private final float[] sorted;

    private ConformalPValue(float[] sorted) {
        this.sorted = sorted;
    }

    /**
     * P-values among some scores.
     *
     * @param heldOutScores image scores of normal images that neither network nor calibration has seen, in any order; at least one; left as
     *     they are
     * @throws IllegalArgumentException if there are no scores or one is not a finite number
     */
    public static ConformalPValue among(float[] heldOutScores) {
        float[] sorted = Threshold.checked(heldOutScores);
        Arrays.sort(sorted);
        return new ConformalPValue(sorted);
    }

    /**
     * The p-value of a score, in [1 / (n + 1), 1].
     *
     * @param score compared as a float, as thresholds are; one that is no number (NaN) gives the smallest p-value
     */
    public double of(double score) {
        float single = (float) score;
        int below = 0;
        int high = sorted.length;
        while (below < high) {
            int middle = (below + high) >>> 1;
            // Not "less than", so that NaN is above all.
            if (!(sorted[middle] >= single)) {
                below = middle + 1;
            } else {
                high = middle;
            }
        }
        return (1.0 + sorted.length - below) / (sorted.length + 1.0);
    }
}
