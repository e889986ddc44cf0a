package dev.kizu.detect;

import dev.kizu.calibrate.CalibrationKind;

/**
 * How a trained network becomes a detector.
 *
 * @param stride pixels between windows, at least 1
 * @param aggregation how window scores become an image score
 * @param calibration what window scores are held against
 */
public record DetectorOptions(int stride, Aggregation aggregation, CalibrationKind calibration) {
    /** Checks the stride. */
    public DetectorOptions {
        if (stride < 1) {
            throw new IllegalArgumentException("stride is %d, expected at least 1 pixel".formatted(stride));
        }
    }

    /** The default: stride 2, positional calibration, the mean of the top three tenths of the windows. */
    public static DetectorOptions robust() {
        return new DetectorOptions(2, Aggregation.topShare(0.3), CalibrationKind.POSITIONAL);
    }

    /** The published recipe: stride 2, raw scores, the largest window. */
    public static DetectorOptions article() {
        return new DetectorOptions(2, Aggregation.max(), CalibrationKind.NONE);
    }

    /** A copy with another stride. */
    public DetectorOptions withStride(int stride) {
        return new DetectorOptions(stride, aggregation, calibration);
    }

    /** A copy with another aggregation. */
    public DetectorOptions withAggregation(Aggregation aggregation) {
        return new DetectorOptions(stride, aggregation, calibration);
    }

    /** A copy with another calibration. */
    public DetectorOptions withCalibration(CalibrationKind calibration) {
        return new DetectorOptions(stride, aggregation, calibration);
    }
}
