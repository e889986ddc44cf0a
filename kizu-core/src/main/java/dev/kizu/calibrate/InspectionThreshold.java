package dev.kizu.calibrate;

/**
 * Above which score an image is anomalous, and above which value of its map a pixel belongs to a flaw.
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
     * @param imageScores of held-out normal images, at least one
     * @param peaks of their maps
     */
    public static InspectionThreshold atFalseAlarmRate(float[] imageScores, float[] peaks, double rate) {
        return new InspectionThreshold(
                Threshold.atFalseAlarmRate(imageScores, rate).value(),
                Threshold.atFalseAlarmRate(peaks, rate).value(),
                ThresholdMethod.FALSE_ALARM_RATE,
                rate,
                1,
                1);
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
