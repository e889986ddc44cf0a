package dev.kizu.detect;

import dev.kizu.calibrate.CalibrationKind;
import dev.kizu.calibrate.Threshold;
import dev.kizu.score.Aggregation;
import dev.kizu.score.ScoreKind;

/**
 * How a trained network becomes a detector.
 *
 * @param stride pixels between windows, at least 1
 * @param aggregation how window scores become an image score
 * @param calibration what window scores are held against
 * @param score the kind of score that decides whether an image is anomalous; all kinds are computed. {@link ScoreKind#JOINT} needs a
 *     calibration
 * @param falseAlarmRate the share of normal images, in (0, 1), that may be called anomalous by mistake; decides the threshold
 */
public record DetectorOptions(
        int stride, Aggregation aggregation, CalibrationKind calibration, ScoreKind score, double falseAlarmRate) {
    /** The default rate: of a hundred good images one may be called anomalous. */
    private static final double ONE_PERCENT = 0.01;

    /** Checks the values. */
    public DetectorOptions {
        if (stride < 1) {
            throw new IllegalArgumentException("stride is %d, expected at least 1 pixel".formatted(stride));
        }
        if (!ScoreKind.ofTerms().contains(score)) {
            throw new IllegalArgumentException(
                    "a detector has no %s score, expected one of %s".formatted(score.id(), ScoreKind.ofTerms()));
        }
        if (score == ScoreKind.JOINT && calibration == CalibrationKind.NONE) {
            throw new IllegalArgumentException(
                    "the joint score needs a calibration, and there is none. Use calibration positional, or another score");
        }
        Threshold.checkRate(falseAlarmRate);
    }

    /** The default: stride 2, positional calibration, the mean of the top three tenths of the windows, the joint score, 1 % false alarms. */
    public static DetectorOptions robust() {
        return new DetectorOptions(
                2, Aggregation.topShare(0.3), CalibrationKind.POSITIONAL, ScoreKind.JOINT, ONE_PERCENT);
    }

    /** The published recipe: stride 2, raw scores, the largest window, the unregularized score; 1 % false alarms. */
    public static DetectorOptions article() {
        return new DetectorOptions(2, Aggregation.max(), CalibrationKind.NONE, ScoreKind.UNREGULARIZED, ONE_PERCENT);
    }

    /** A copy with another stride. */
    public DetectorOptions withStride(int stride) {
        return new DetectorOptions(stride, aggregation, calibration, score, falseAlarmRate);
    }

    /** A copy with another aggregation. */
    public DetectorOptions withAggregation(Aggregation aggregation) {
        return new DetectorOptions(stride, aggregation, calibration, score, falseAlarmRate);
    }

    /** A copy with another calibration. Without one there is no joint score: if it decided, the unregularized score does now. */
    public DetectorOptions withCalibration(CalibrationKind calibration) {
        boolean lost = score == ScoreKind.JOINT && calibration == CalibrationKind.NONE;
        return new DetectorOptions(
                stride, aggregation, calibration, lost ? ScoreKind.UNREGULARIZED : score, falseAlarmRate);
    }

    /** A copy where another kind of score decides. */
    public DetectorOptions withScore(ScoreKind score) {
        return new DetectorOptions(stride, aggregation, calibration, score, falseAlarmRate);
    }

    /** A copy with another rate of false alarms. */
    public DetectorOptions withFalseAlarmRate(double falseAlarmRate) {
        return new DetectorOptions(stride, aggregation, calibration, score, falseAlarmRate);
    }
}
