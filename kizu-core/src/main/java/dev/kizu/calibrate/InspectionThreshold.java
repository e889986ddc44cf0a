package dev.kizu.calibrate;

/**
 * Above which score an image is anomalous, and above which value of its map a pixel belongs to a flaw.
 *
 * <p>A threshold by the rate of false alarms is the one of {@link Threshold} where there are enough held-out images to promise that rate. With fewer it is the largest of
 * their scores or, if that is lower, the score that by the tail of most of them the rate is above ({@link TailQuantile}). So one image that is not like the others does not let
 * every defect pass; {@link #promisedRate} says what the threshold is good for.
 *
 * @param value the image threshold
 * @param pixelValue the pixel threshold: held-out normal images have a pixel above it as seldom as {@code falseAlarmRate} says
 * @param method how the image threshold was chosen
 * @param falseAlarmRate the rate that the pixel threshold and, by {@link ThresholdMethod#FALSE_ALARM_RATE}, the image threshold were chosen
 *     for, in (0, 1)
 * @param missCost what a missed defect costs; 1 unless the method is {@link ThresholdMethod#COST}
 * @param alarmCost what a false alarm costs; 1 unless the method is {@link ThresholdMethod#COST}
 */
public record InspectionThreshold(
        float value,
        float pixelValue,
        ThresholdMethod method,
        double falseAlarmRate,
        double missCost,
        double alarmCost) {
    /** Checks the values. */
    public InspectionThreshold {
        Threshold.checkRate(falseAlarmRate);
        if (Float.isNaN(value) || Float.isNaN(pixelValue)) {
            throw new IllegalArgumentException("a threshold is NaN, expected a number");
        }
        if (!(missCost > 0 && Double.isFinite(missCost) && alarmCost > 0 && Double.isFinite(alarmCost))) {
            throw new IllegalArgumentException("costs are %s a miss and %s a false alarm, expected positive numbers"
                    .formatted(missCost, alarmCost));
        }
    }

    /**
     * By the share of normal images that may lie above it.
     *
     * @param imageScores of held-out normal images, at least one, all finite
     * @param peaks of their maps
     */
    public static InspectionThreshold atFalseAlarmRate(float[] imageScores, float[] peaks, double rate) {
        return new InspectionThreshold(
                chosen(imageScores, rate), chosen(peaks, rate), ThresholdMethod.FALSE_ALARM_RATE, rate, 1, 1);
    }

    private static float chosen(float[] scores, double rate) {
        Threshold threshold = Threshold.atFalseAlarmRate(scores, rate);
        return threshold.keepsRate() || scores.length < 2
                ? threshold.value()
                : Math.min(threshold.value(), TailQuantile.above(scores, rate));
    }

    /**
     * The least rate of false alarms that held-out images can promise of this threshold: of n with m scores above it {@code (m + 1) / (n + 1)}, as a new image is as likely as
     * any of them to have any rank; the rate that was asked for, if that is more.
     *
     * @param imageScores of held-out normal images, those that the threshold was chosen from
     */
    public double promisedRate(float[] imageScores) {
        int above = 0;
        for (float score : imageScores) {
            above += score > value ? 1 : 0;
        }
        return Math.max(falseAlarmRate, (above + 1.0) / (imageScores.length + 1.0));
    }

    /** A copy with an image threshold that was chosen otherwise. */
    public InspectionThreshold withValue(float value, ThresholdMethod method, double missCost, double alarmCost) {
        return new InspectionThreshold(value, pixelValue, method, falseAlarmRate, missCost, alarmCost);
    }

    /** Whether a score is above the threshold. A score that is no number (NaN) counts as above: what could not be scored is not normal. */
    public boolean isExceededBy(double score) {
        return !((float) score <= value);
    }
}
