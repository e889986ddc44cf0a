package dev.kizu.evaluate;

/**
 * How well one score separates anomalous from normal.
 *
 * @param roc the whole ROC curve
 * @param auroc area under the ROC curve, in [0, 1]
 * @param aurocLow lower end of the 95 % interval (DeLong; exact where all pairs are in order), in [0, 1]
 * @param aurocHigh upper end of the 95 % interval (DeLong; exact where no pair is in order), in [0, 1]
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
    /** What lies beyond each end of a 95 % interval. */
    private static final double TAIL = 0.025;

    /**
     * Evaluates scores; larger means more anomalous. Ties count half in the AUROC and share one point in the curves.
     * Average precision and F1 are defined as in scikit-learn. Where several thresholds reach the largest F1, the largest
     * of them is given. Takes O(n log n) time.
     *
     * <p>The interval is AUROC plus and minus 1.96 of DeLong's standard errors, cut to [0, 1]. Two edge cases: with a single
     * normal or a single anomalous score there is no spread to estimate, and the interval is all of [0, 1]. With perfect
     * separation (AUROC 0 or 1) DeLong's variance is 0, and the interval would shrink to a point. An exact bound takes its place: of the
     * scores k pairs can be formed that share no image, k being the smaller number of images of a side. Each is in the right order with a
     * probability that is the true AUROC, independently of the others, so all k are with a probability of AUROC to the k. The smallest AUROC for
     * which that is 2.5 % is the lower end, {@code 0.025^(1/k)}, and 1 the upper one; turned around for an AUROC of 0. That is the interval of C. J.
     * Clopper and E. S. Pearson, "The Use of Confidence or Fiducial Limits Illustrated in the Case of the Binomial", Biometrika 26, 1934, for
     * k successes in k trials. It is wide rather than wrong. Just short of perfect separation of few images DeLong's interval is narrower, and
     * somewhat too narrow.
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
        double low = Math.max(0, auroc - margin);
        double high = Math.min(1, auroc + margin);
        if (margin == 0 && (auroc == 0 || auroc == 1)) {
            double bound = Math.pow(TAIL, 1.0 / Math.min(normal.length, anomalous.length));
            low = auroc == 1 ? bound : 0;
            high = auroc == 1 ? 1 : 1 - bound;
        }
        int best = 1;
        for (int i = 2; i < sweep.thresholds().length; i++) {
            if (f1(sweep, i) > f1(sweep, best)) {
                best = i;
            }
        }
        return new Evaluation(
                RocCurve.of(sweep),
                auroc,
                low,
                high,
                PrecisionRecallCurve.of(sweep).averagePrecision(),
                f1(sweep, best),
                sweep.thresholds()[best]);
    }

    private static double f1(Sweep sweep, int point) {
        double hits = sweep.truePositives()[point];
        return 2 * hits / (hits + sweep.falsePositives()[point] + sweep.positives());
    }
}
