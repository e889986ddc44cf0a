package dev.kizu.evaluate;

/**
 * How well one score separates anomalous from normal.
 *
 * @param roc the whole ROC curve
 * @param auroc area under the ROC curve, in [0, 1]
 * @param aurocLow lower end of the 95 % interval (DeLong), in [0, 1]
 * @param aurocHigh upper end of the 95 % interval (DeLong), in [0, 1]
 * @param averagePrecision average precision, in [0, 1]
 * @param f1Max the largest F1 over all thresholds, in [0, 1]
 * @param f1Threshold the threshold of {@code f1Max}: scores at or above it are called anomalous
 */
public record Evaluation(
        RocCurve roc,
        double auroc,
        double aurocLow,
        double aurocHigh,
        double averagePrecision,
        double f1Max,
        double f1Threshold) {
    /**
     * Evaluates scores; larger means more anomalous. Ties count half in the AUROC and share one point in the curves.
     * Average precision and F1 are defined as in scikit-learn. Where several thresholds reach the largest F1, the largest
     * of them is given. Takes O(n log n) time.
     *
     * <p>The interval is AUROC plus and minus 1.96 of DeLong's standard errors, cut to [0, 1]. Two edge cases: with a single
     * normal or a single anomalous score there is no spread to estimate, and the interval is all of [0, 1]. With perfect
     * separation (AUROC 0 or 1) DeLong's variance is 0 and the interval shrinks to a point, which says too much when images
     * are few.
     *
     * @param normal scores of normal images, at least one, none NaN, infinities allowed; left as they are
     * @param anomalous scores of anomalous images, at least one, none NaN, infinities allowed; left as they are
     * @throws IllegalArgumentException if a side is empty or a score is NaN
     */
    public static Evaluation of(double[] normal, double[] anomalous) {
        Sweep sweep = Sweep.of(normal, anomalous);
        Placements placements = Placements.of(normal, anomalous);
        double auroc = placements.auroc();
        double margin = NormalDistribution.QUANTILE_975 * Math.sqrt(placements.variance());
        int best = 1;
        for (int i = 2; i < sweep.thresholds().length; i++) {
            if (f1(sweep, i) > f1(sweep, best)) {
                best = i;
            }
        }
        return new Evaluation(
                RocCurve.of(sweep),
                auroc,
                Math.max(0, auroc - margin),
                Math.min(1, auroc + margin),
                PrecisionRecallCurve.of(sweep).averagePrecision(),
                f1(sweep, best),
                sweep.thresholds()[best]);
    }

    private static double f1(Sweep sweep, int point) {
        double hits = sweep.truePositives()[point];
        return 2 * hits / (hits + sweep.falsePositives()[point] + sweep.positives());
    }
}
