package dev.kizu.cli;

import dev.kizu.calibrate.CalibrationKind;
import dev.kizu.detect.DetectorOptions;
import dev.kizu.score.Aggregation;
import dev.kizu.score.ScoreKind;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of scoring. Those not given are left as the preset has them. */
final class ScoringFlags {
    @Option(
            names = "--stride",
            paramLabel = "N",
            converter = Convert.Count.class,
            description = "Pixels from one window to the next (${bundle:preset.stride}).")
    private @Nullable Integer stride;

    @Option(
            names = "--aggregate",
            paramLabel = "max|mean|topK",
            converter = Convert.Aggregate.class,
            description =
                    "How window scores become an image's score: the largest, the mean, or the mean of the largest, "
                            + "such as top5 or top20%% (${bundle:preset.aggregate}).")
    private @Nullable Aggregation aggregate;

    @Option(
            names = "--calibration",
            paramLabel = "none|positional",
            converter = Convert.Calibration.class,
            description =
                    "What window scores are held against: nothing, or what held-out normal images show at the same place; "
                            + "the joint score needs one (${bundle:preset.calibration}).")
    private @Nullable CalibrationKind calibration;

    @Option(
            names = "--score",
            paramLabel = "elbo|unregularized|joint",
            converter = Convert.Score.class,
            description = "The score by which a saved model decides (${bundle:preset.score}).")
    private @Nullable ScoreKind score;

    @Option(
            names = "--false-alarms",
            paramLabel = "RATE",
            converter = Convert.Rate.class,
            description =
                    "The share of good images that a saved model may call anomalous, such as 0.01 or 1%%; decides its threshold "
                            + "(${bundle:preset.false-alarms}).")
    private @Nullable Double falseAlarms;

    /** The preset's options with what was given. */
    DetectorOptions over(DetectorOptions preset) {
        DetectorOptions options = preset;
        options = stride == null ? options : options.withStride(stride);
        options = aggregate == null ? options : options.withAggregation(aggregate);
        options = calibration == null ? options : options.withCalibration(calibration);
        options = score == null ? options : options.withScore(score);
        return falseAlarms == null ? options : options.withFalseAlarmRate(falseAlarms);
    }
}
