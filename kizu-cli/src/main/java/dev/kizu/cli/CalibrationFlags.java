package dev.kizu.cli;

import dev.kizu.cli.calibrate.ThresholdRule;
import dev.kizu.inspect.CalibrationOptions;
import dev.kizu.model.InspectionModel;
import dev.kizu.model.Provenance;
import dev.kizu.score.Aggregation;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of calibration. */
final class CalibrationFlags {
    @Option(
            names = "--calibration",
            paramLabel = "none|image|positional|auto",
            converter = Convert.ReferenceName.class,
            defaultValue = "auto",
            description =
                    "What scores are held against: nothing, what good pictures show anywhere, or what they show at the same place; auto: "
                            + "the same place, if place explains a tenth of the variance (default: ${DEFAULT-VALUE}).")
    private ReferenceChoice calibration;

    @Option(
            names = "--score",
            paramLabel = "elbo|unregularized|joint|auto",
            converter = Convert.ScoreName.class,
            defaultValue = "auto",
            description =
                    "The score that decides; auto: the one with the largest AUROC on labelled pictures with --f1 or --cost-miss and "
                            + "--cost-alarm, else joint, or unregularized with --calibration none (default: ${DEFAULT-VALUE}).")
    private ScoreChoice score;

    @Option(
            names = "--aggregate",
            paramLabel = "max|mean|topK",
            converter = Convert.Aggregate.class,
            description =
                    "How the cells of a map become a picture's score: the largest, the mean, or the mean of the largest, such as top5 or "
                            + "top20%% (default: as the model does).")
    private @Nullable Aggregation aggregate;

    @Option(
            names = "--false-alarm-rate",
            paramLabel = "A",
            converter = Convert.Rate.class,
            description =
                    "The share of good pictures that may be called anomalous, such as 0.01 or 1%%; takes at least 1/A - 1 good pictures "
                            + "(default: as the model was made for).")
    private @Nullable Double falseAlarmRate;

    @Option(names = "--f1", description = "Choose the threshold of the largest F1 on labelled pictures.")
    private boolean f1;

    @Option(
            names = "--cost-miss",
            paramLabel = "X",
            converter = Convert.Cost.class,
            description = "Choose the threshold of the least cost on labelled pictures, where a missed defect costs X.")
    private @Nullable Double costMiss;

    @Option(
            names = "--cost-alarm",
            paramLabel = "Y",
            converter = Convert.Cost.class,
            description = "What a false alarm costs, with --cost-miss.")
    private @Nullable Double costAlarm;

    @Option(
            names = "--threshold",
            paramLabel = "T",
            converter = Convert.Score32.class,
            description = "Take this threshold.")
    private @Nullable Float threshold;

    @Option(
            names = "--seed",
            paramLabel = "N",
            converter = Convert.Seed.class,
            description = "The seed of everything random (default: that of the model's training).")
    private @Nullable Long seed;

    @Option(
            names = "--threads",
            paramLabel = "N",
            converter = Convert.UpToThousand.class,
            description = "Threads that compute; the model does not depend on it (default: one for each processor).")
    private @Nullable Integer threads;

    /**
     * How the threshold is to be chosen.
     *
     * @throws IllegalArgumentException if several ways are asked for
     */
    ThresholdRule rule() {
        if ((costMiss == null) != (costAlarm == null)) {
            throw new IllegalArgumentException("--cost-miss and --cost-alarm go together; give both");
        }
        long ways = Stream.of(f1, costMiss != null, threshold != null)
                .filter(given -> given)
                .count();
        if (ways > 1) {
            throw new IllegalArgumentException(
                    "--f1, --cost-miss with --cost-alarm, and --threshold are three ways to choose the threshold; give one of them");
        }
        if (costMiss != null && costAlarm != null) {
            return new ThresholdRule.LeastCost(costMiss, costAlarm);
        }
        if (f1) {
            return new ThresholdRule.LargestF1();
        }
        return threshold == null ? new ThresholdRule.FalseAlarms() : new ThresholdRule.Fixed(threshold);
    }

    /** What is not given is as the model has it. */
    CalibrationOptions over(InspectionModel model) {
        Provenance.Training training = model.provenance().training();
        long usual = training == null ? 0 : training.options().seed();
        return new CalibrationOptions(
                calibration.reference(),
                score.kind(),
                aggregate == null ? model.aggregation() : aggregate,
                falseAlarmRate == null ? model.threshold().falseAlarmRate() : falseAlarmRate,
                seed == null ? usual : seed,
                threads == null ? Runtime.getRuntime().availableProcessors() : threads);
    }
}
