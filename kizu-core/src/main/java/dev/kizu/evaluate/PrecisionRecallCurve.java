package dev.kizu.evaluate;

/**
 * Precision against recall: one point per distinct threshold, none dropped, from recall 0 to recall 1. Arrays have one
 * length and are shared, not copied: treat them as read-only.
 *
 * <p>The points are those of scikit-learn's {@code precision_recall_curve} in reverse order, so that they run like those of
 * {@link RocCurve}.
 *
 * @param precision share of the images called anomalous that are so, in [0, 1]; by convention 1 at the first point, where
 *     no image is called anomalous
 * @param recall share of the anomalous images that are called so, rising, in [0, 1]
 * @param thresholds falling; the first is positive infinity and calls nothing anomalous. Scores at or above a threshold are
 *     called anomalous
 */
public record PrecisionRecallCurve(double[] precision, double[] recall, double[] thresholds) {
    /**
     * The curve of some scores; larger means more anomalous. Equal scores share one point.
     *
     * @param normal scores of normal images, at least one, none NaN; left as they are
     * @param anomalous scores of anomalous images, at least one, none NaN; left as they are
     * @throws IllegalArgumentException if a side is empty or a score is NaN
     */
    public static PrecisionRecallCurve of(double[] normal, double[] anomalous) {
        return of(Sweep.of(normal, anomalous));
    }

    static PrecisionRecallCurve of(Sweep sweep) {
        int points = sweep.thresholds().length;
        double[] precision = new double[points];
        double[] recall = new double[points];
        precision[0] = 1;
        for (int i = 1; i < points; i++) {
            int hits = sweep.truePositives()[i];
            precision[i] = hits / ((double) hits + sweep.falsePositives()[i]);
            recall[i] = (double) hits / sweep.positives();
        }
        return new PrecisionRecallCurve(precision, recall, sweep.thresholds());
    }

    /**
     * Average precision, in [0, 1]: precision summed over the steps of recall, without interpolation; scikit-learn's
     * {@code average_precision_score}.
     */
    public double averagePrecision() {
        double sum = 0;
        for (int i = 1; i < recall.length; i++) {
            sum += (recall[i] - recall[i - 1]) * precision[i];
        }
        return Math.min(sum, 1);
    }
}
