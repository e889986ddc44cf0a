package dev.kizu.calibrate;

import java.util.Arrays;

/**
 * The image score above which an image counts as anomalous, chosen on held-out normal images so that only a given share of normal images
 * is expected above it.
 *
 * <p>It is the {@code ceil((n + 1)(1 - rate))}-th smallest of the n held-out scores: then a new normal image, drawn like the held-out ones,
 * lies above it with a probability of at most {@code rate} (split conformal prediction; Vovk, Gammerman, Shafer 2005; Laxhammar and Falkman
 * 2010 for anomaly detection). With fewer than {@code 1 / rate - 1} images no score can promise that. The threshold is then the largest
 * one, and {@link #promisedRate} says what it is good for.
 *
 * @param value the threshold; an image is anomalous if its score, as a float, is larger
 * @param falseAlarmRate the rate that was asked for, in (0, 1)
 * @param heldOutScores the scores it was chosen from, in the order of the images; shared, not copied: treat it as read-only
 */
public record Threshold(float value, double falseAlarmRate, float[] heldOutScores) {
    /**
     * Chooses a threshold by the share of normal images that may lie above it.
     *
     * @param heldOutScores image scores of normal images that neither network nor calibration has seen; at least one
     * @param falseAlarmRate the share, in (0, 1)
     * @throws IllegalArgumentException if there are no scores, one is not a finite number, or the rate is out of range
     */
    public static Threshold atFalseAlarmRate(float[] heldOutScores, double falseAlarmRate) {
        checkRate(falseAlarmRate);
        float[] sorted = checked(heldOutScores);
        Arrays.sort(sorted);
        return new Threshold(sorted[rank(sorted.length, falseAlarmRate) - 1], falseAlarmRate, heldOutScores);
    }

    /** A copy of scores, of which there is at least one and all are finite. */
    static float[] checked(float[] heldOutScores) {
        if (heldOutScores.length == 0) {
            throw new IllegalArgumentException(
                    "a threshold needs the score of at least 1 held-out normal image, got none");
        }
        for (float score : heldOutScores) {
            if (!Float.isFinite(score)) {
                throw new IllegalArgumentException(
                        "the score of a held-out image is %s, expected a finite number".formatted(score));
            }
        }
        return heldOutScores.clone();
    }

    /**
     * Checks a rate.
     *
     * @throws IllegalArgumentException if it is not in (0, 1)
     */
    public static void checkRate(double falseAlarmRate) {
        if (!(falseAlarmRate > 0 && falseAlarmRate < 1)) {
            throw new IllegalArgumentException(
                    "false-alarm rate is %s, expected a share in (0, 1), such as 0.01 for one image in a hundred"
                            .formatted(falseAlarmRate));
        }
    }

    /** Which of the scores, by size and from 1 on. */
    private static int rank(int scores, double falseAlarmRate) {
        // A whole number of images must not become one more by rounding: 20 images and 0.05 give the 20th of 21 parts.
        double rank = Math.ceil((scores + 1.0) * (1 - falseAlarmRate) - 1e-9);
        return (int) Math.min(Math.max(rank, 1), scores);
    }

    /** The least share of normal images above the threshold that so many held-out images can promise; the rate asked for, or more. */
    public double promisedRate() {
        return promisedRate(heldOutScores.length, falseAlarmRate);
    }

    /**
     * The least rate that a number of held-out images can promise when one is asked for; that one, or more.
     *
     * @param heldOut at least 1
     */
    public static double promisedRate(int heldOut, double falseAlarmRate) {
        double reached = (heldOut + 1.0 - rank(heldOut, falseAlarmRate)) / (heldOut + 1.0);
        return Math.max(reached, falseAlarmRate);
    }

    /** How many held-out images a rate takes. */
    public static long imagesFor(double falseAlarmRate) {
        return (long) Math.ceil(1 / falseAlarmRate - 1 - 1e-9);
    }

    /** Whether there were enough held-out images for the rate that was asked for. */
    public boolean keepsRate() {
        return promisedRate() <= falseAlarmRate;
    }

    /** How the held-out scores lie. */
    public ScoreStatistics heldOutStatistics() {
        return ScoreStatistics.of(heldOutScores);
    }

    /** Whether a score is above the threshold. A score that is no number (NaN) counts as above: what could not be scored is not normal. */
    public boolean isExceededBy(double score) {
        return !((float) score <= value);
    }
}
