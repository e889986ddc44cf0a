package dev.kizu.evaluate;

import java.util.function.ToDoubleFunction;

/**
 * A threshold chosen on labelled scores, and how it does on them. On the images that it was chosen on it looks better than it is: judge it on
 * others.
 *
 * <p>It lies halfway between two neighbouring scores, so that new scores may differ a little; on a float where one lies between, so that scores
 * kept in single precision are judged alike. Next to an infinite score there is no half of the way, and it is the lower neighbour. Where all
 * images are best called anomalous, it is the next float below the smallest score, see {@link #stopsAll}; where none is, positive infinity.
 *
 * @param threshold scores above it are called anomalous
 * @param confusion what it does on the scores it was chosen on
 */
public record ThresholdChoice(double threshold, Confusion confusion) {
    /** Whether all images that it was chosen on are called anomalous. */
    public boolean stopsAll() {
        return confusion.passed() == 0 && confusion.missed() == 0;
    }

    /**
     * The threshold of the largest F1. Of several, the largest threshold, which gives the fewest alarms.
     *
     * @param normal scores of normal images, at least one, none NaN; left as they are
     * @param anomalous scores of anomalous images, at least one, none NaN; left as they are
     * @throws IllegalArgumentException if a side is empty or a score is NaN
     */
    public static ThresholdChoice largestF1(double[] normal, double[] anomalous) {
        return best(normal, anomalous, Confusion::f1, false);
    }

    /**
     * The threshold of the least cost on these images as they are; see {@link #leastCost(double[], double[], double, double, double)}, with
     * their share of anomalous images.
     */
    public static ThresholdChoice leastCost(
            double[] normal, double[] anomalous, double costOfMiss, double costOfFalseAlarm) {
        double anomalousShare = (double) anomalous.length / Math.max(1, (long) normal.length + anomalous.length);
        return leastCost(normal, anomalous, costOfMiss, costOfFalseAlarm, anomalousShare);
    }

    /**
     * The threshold of the least cost that is expected of an image: {@code share * missRate * costOfMiss + (1 - share) * falseAlarmRate *
     * costOfFalseAlarm}. Of several, the smallest threshold, which misses the least. Costs that differ by less than {@code 1e-12} of the
     * largest possible one count as equal.
     *
     * @param normal scores of normal images, at least one, none NaN; left as they are
     * @param anomalous scores of anomalous images, at least one, none NaN; left as they are
     * @param costOfMiss of an anomalous image that is called normal, in any unit; finite, at least 0
     * @param costOfFalseAlarm of a normal image that is called anomalous, in the same unit
     * @param anomalousShare the share of anomalous images where the threshold will be used, in [0, 1]
     * @throws IllegalArgumentException if a side is empty, a score is NaN, or another argument is out of its range
     */
    public static ThresholdChoice leastCost(
            double[] normal, double[] anomalous, double costOfMiss, double costOfFalseAlarm, double anomalousShare) {
        if (!(costOfMiss >= 0 && costOfFalseAlarm >= 0 && anomalousShare >= 0 && anomalousShare <= 1)
                || !Double.isFinite(costOfMiss)
                || !Double.isFinite(costOfFalseAlarm)) {
            throw new IllegalArgumentException(
                    "a miss costs %s, a false alarm %s, and the share of anomalous images is %s: expected finite costs of at least 0 and a share in [0, 1]"
                            .formatted(costOfMiss, costOfFalseAlarm, anomalousShare));
        }
        double miss = anomalousShare * costOfMiss;
        double alarm = (1 - anomalousShare) * costOfFalseAlarm;
        double scale = Math.max(miss, alarm);
        return best(
                normal,
                anomalous,
                // A rounding error must not decide between equal costs.
                counts -> scale == 0
                        ? 0
                        : -Math.rint((miss * counts.missRate().proportion()
                                        + alarm * counts.falseAlarmRate().proportion())
                                / scale
                                * 1e12),
                true);
    }

    private static ThresholdChoice best(
            double[] normal, double[] anomalous, ToDoubleFunction<Confusion> worth, boolean smallest) {
        Sweep sweep = Sweep.of(normal, anomalous);
        double[] scores = sweep.thresholds();
        int best = 0;
        Confusion bestCounts = counts(sweep, 0);
        // Each point calls the scores from its own up anomalous; the first one none. What is negative infinity is never
        // above.
        int points = scores[scores.length - 1] == Double.NEGATIVE_INFINITY ? scores.length - 1 : scores.length;
        for (int i = 1; i < points; i++) {
            Confusion counts = counts(sweep, i);
            double gain = worth.applyAsDouble(counts) - worth.applyAsDouble(bestCounts);
            if (gain > 0 || (smallest && gain == 0)) {
                best = i;
                bestCounts = counts;
            }
        }
        double threshold = best == 0
                ? Double.POSITIVE_INFINITY
                : best + 1 == scores.length ? below(scores[best]) : between(scores[best + 1], scores[best]);
        return new ThresholdChoice(threshold, bestCounts);
    }

    private static Confusion counts(Sweep sweep, int point) {
        int caught = sweep.truePositives()[point];
        int falseAlarms = sweep.falsePositives()[point];
        return new Confusion(caught, sweep.positives() - caught, sweep.negatives() - falseAlarms, falseAlarms);
    }

    /** Below a finite score also where both are rounded to single precision, and finite wherever the score is within its range. */
    private static double below(double score) {
        double single = Math.nextDown((float) score);
        return single < score ? single : Math.nextDown(score);
    }

    /** A number from {@code low}, included, to {@code high}, excluded. */
    private static double between(double low, double high) {
        double middle = low / 2 + high / 2;
        // The nearest float may be the upper neighbour itself; then the one below it.
        float nearest = (float) middle;
        for (float single : new float[] {nearest, Math.nextDown(nearest)}) {
            if (low <= single && single < (float) high && single < high) {
                return single;
            }
        }
        return low <= middle && middle < high ? middle : low;
    }
}
