package dev.kizu.inspect;

import dev.kizu.calibrate.Reference;
import dev.kizu.calibrate.Threshold;
import dev.kizu.score.Aggregation;
import dev.kizu.score.ScoreKind;
import org.jspecify.annotations.Nullable;

/**
 * How an inspection is calibrated.
 *
 * @param reference what scores are held against; null to decide by the share of the variance that position explains
 * @param score the kind of score that decides; null for the joint score where there is one, else the unregularized one
 * @param aggregation how the cells of a map become an image score
 * @param falseAlarmRate the share of normal images that may be called anomalous, in (0, 1)
 * @param seed decides what is random
 * @param threads worker threads, at least 1; results do not depend on it
 */
public record CalibrationOptions(
        @Nullable Reference reference,
        @Nullable ScoreKind score,
        Aggregation aggregation,
        double falseAlarmRate,
        long seed,
        int threads) {
    /** Checks the values. */
    public CalibrationOptions {
        Threshold.checkRate(falseAlarmRate);
        if (score != null && !ScoreKind.ofTerms().contains(score)) {
            throw new IllegalArgumentException(
                    "loss terms have no %s score, expected one of %s".formatted(score.id(), ScoreKind.ofTerms()));
        }
        if (score == ScoreKind.JOINT && reference == Reference.NONE) {
            throw new IllegalArgumentException(
                    "the joint score needs something to be held against, and the calibration is none. Use calibration image or positional, or another score");
        }
    }

    /** The default: reference and score by the data, the mean of the top 0.3 % of the cells, 1 % false alarms. */
    public static CalibrationOptions standard() {
        return new CalibrationOptions(
                null,
                null,
                Aggregation.topShare(0.003),
                0.01,
                0,
                Runtime.getRuntime().availableProcessors());
    }

    /** A copy with another reference; null to decide by the data. */
    public CalibrationOptions withReference(@Nullable Reference reference) {
        return new CalibrationOptions(reference, score, aggregation, falseAlarmRate, seed, threads);
    }

    /** A copy where another kind of score decides; null for the default. */
    public CalibrationOptions withScore(@Nullable ScoreKind score) {
        return new CalibrationOptions(reference, score, aggregation, falseAlarmRate, seed, threads);
    }

    /** A copy with another aggregation. */
    public CalibrationOptions withAggregation(Aggregation aggregation) {
        return new CalibrationOptions(reference, score, aggregation, falseAlarmRate, seed, threads);
    }

    /** A copy with another rate of false alarms. */
    public CalibrationOptions withFalseAlarmRate(double falseAlarmRate) {
        return new CalibrationOptions(reference, score, aggregation, falseAlarmRate, seed, threads);
    }

    /** A copy with another seed. */
    public CalibrationOptions withSeed(long seed) {
        return new CalibrationOptions(reference, score, aggregation, falseAlarmRate, seed, threads);
    }

    /** A copy with another number of threads. */
    public CalibrationOptions withThreads(int threads) {
        return new CalibrationOptions(reference, score, aggregation, falseAlarmRate, seed, threads);
    }
}
