package dev.kizu.evaluate;

/**
 * A receiver operating characteristic: one point per distinct threshold, none dropped, from (0, 0) to (1, 1). Arrays have
 * one length and are shared, not copied: treat them as read-only.
 *
 * @param falsePositiveRate rising, in [0, 1]
 * @param truePositiveRate rising, in [0, 1]
 * @param thresholds falling; the first is positive infinity. Scores at or above a threshold are called anomalous
 */
public record RocCurve(double[] falsePositiveRate, double[] truePositiveRate, double[] thresholds) {}
