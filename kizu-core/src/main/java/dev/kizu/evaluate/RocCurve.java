package dev.kizu.evaluate;

/**
 * A receiver operating characteristic: one point per distinct threshold, none dropped, from (0, 0) to (1, 1). Arrays have
 * one length and are shared, not copied: treat them as read-only.
 *
 * @param falsePositiveRate rising, in [0, 1]
 * @param truePositiveRate rising, in [0, 1]
 * @param thresholds falling; the first is positive infinity and calls nothing anomalous. Scores at or above a threshold are
 *     called anomalous, so where scores are infinite themselves, the second is positive infinity too
 */
public record RocCurve(double[] falsePositiveRate, double[] truePositiveRate, double[] thresholds) {
    /**
     * The curve of some scores; larger means more anomalous. Equal scores share one point.
     *
     * @param normal scores of normal images, at least one, none NaN; left as they are
     * @param anomalous scores of anomalous images, at least one, none NaN; left as they are
     * @throws IllegalArgumentException if a side is empty or a score is NaN
     */
    public static RocCurve of(double[] normal, double[] anomalous) {
        return of(Sweep.of(normal, anomalous));
    }

    static RocCurve of(Sweep sweep) {
        int points = sweep.thresholds().length;
        double[] falsePositiveRate = new double[points];
        double[] truePositiveRate = new double[points];
        for (int i = 0; i < points; i++) {
            falsePositiveRate[i] = (double) sweep.falsePositives()[i] / sweep.negatives();
            truePositiveRate[i] = (double) sweep.truePositives()[i] / sweep.positives();
        }
        return new RocCurve(falsePositiveRate, truePositiveRate, sweep.thresholds());
    }
}
