package dev.kizu.evaluate;

/**
 * How many images were judged rightly and wrongly.
 *
 * @param caught anomalous images that were called anomalous
 * @param missed anomalous images that were called normal
 * @param passed normal images that were called normal
 * @param falseAlarms normal images that were called anomalous
 */
public record Confusion(long caught, long missed, long passed, long falseAlarms) {
    /** @throws IllegalArgumentException if a number is below 0 */
    public Confusion {
        if (caught < 0 || missed < 0 || passed < 0 || falseAlarms < 0) {
            throw new IllegalArgumentException(
                    "%d caught, %d missed, %d passed, %d false alarms: expected no number below 0"
                            .formatted(caught, missed, passed, falseAlarms));
        }
    }

    /**
     * Counts verdicts: scores above the threshold are called anomalous, and so is what is no number (NaN), since what could not be scored is
     * not normal.
     *
     * @param normal scores of normal images, possibly none; left as they are
     * @param anomalous scores of anomalous images, possibly none; left as they are
     * @param threshold not NaN, infinities allowed
     * @throws IllegalArgumentException if the threshold is NaN
     */
    public static Confusion of(double[] normal, double[] anomalous, double threshold) {
        if (Double.isNaN(threshold)) {
            throw new IllegalArgumentException("the threshold is NaN, expected a number or an infinity");
        }
        long falseAlarms = above(normal, threshold);
        long caught = above(anomalous, threshold);
        return new Confusion(caught, anomalous.length - caught, normal.length - falseAlarms, falseAlarms);
    }

    private static long above(double[] scores, double threshold) {
        long above = 0;
        for (double score : scores) {
            above += score <= threshold ? 0 : 1;
        }
        return above;
    }

    /** The share of normal images that were called anomalous, with its 95 % interval. */
    public WilsonInterval falseAlarmRate() {
        return WilsonInterval.of(falseAlarms, falseAlarms + passed);
    }

    /** The share of anomalous images that were called normal, with its 95 % interval. */
    public WilsonInterval missRate() {
        return WilsonInterval.of(missed, missed + caught);
    }

    /** F1, in [0, 1]: the harmonic mean of precision and recall; 0 if nothing was caught. */
    public double f1() {
        return caught == 0 ? 0 : 2.0 * caught / (2.0 * caught + missed + falseAlarms);
    }
}
