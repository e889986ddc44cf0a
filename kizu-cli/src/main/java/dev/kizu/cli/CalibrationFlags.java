package dev.kizu.cli;

import dev.kizu.cli.calibrate.ThresholdRule;
import dev.kizu.features.model.FeatureModel;
import dev.kizu.inspect.CalibrationOptions;
import dev.kizu.model.InspectionModel;
import dev.kizu.model.PartModel;
import dev.kizu.model.Provenance;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of calibration. */
final class CalibrationFlags {
    @Mixin
    private JudgementFlags judgement;

    @Mixin
    private ThresholdFlag given;

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

    /**
     * How the threshold is to be chosen.
     *
     * @throws IllegalArgumentException if several ways are asked for
     */
    ThresholdRule rule() {
        Float threshold = given.value();
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
        return threshold == null
                ? new ThresholdRule.FalseAlarms(judgement.asksForRate())
                : new ThresholdRule.Fixed(threshold);
    }

    /**
     * What is not given is as the model has it; the score, however, is decided anew where scores are held against something else, or where
     * labelled pictures tell which one is best.
     *
     * @throws IllegalArgumentException if something is given that such a model does not have
     */
    CalibrationOptions over(PartModel model, ThresholdRule rule) {
        CalibrationOptions usual = CalibrationOptions.standard()
                .withAggregation(model.aggregation())
                .withFalseAlarmRate(model.threshold().falseAlarmRate())
                .withSeed(seed(model));
        if (model instanceof FeatureModel features) {
            List<String> others = judgement.ofAutoencoder();
            if (!others.isEmpty()) {
                throw new IllegalArgumentException(
                        "%s goes with models of autoencoders alone; this one is %s, which has one score and holds it against nothing else. Leave it out"
                                .formatted(
                                        String.join(", ", others),
                                        features.method().title()));
            }
        } else if (keepsCalibration()) {
            usual = usual.withReference(((InspectionModel) model).reference());
            usual = judgement.asksForScore() || rule.needsLabels() ? usual : usual.withScore(model.score());
        }
        return judgement.over(usual);
    }

    private static long seed(PartModel model) {
        if (model instanceof FeatureModel features) {
            return features.config().seed();
        }
        Provenance.Training training = model.provenance().training();
        return training == null ? 0 : training.options().seed();
    }

    /** Whether scores are held against what the model holds them against. */
    boolean keepsCalibration() {
        return !judgement.asksForCalibration();
    }
}
