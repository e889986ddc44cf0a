package dev.kizu.cli;

import dev.kizu.calibrate.InspectionThreshold;
import dev.kizu.calibrate.Threshold;
import dev.kizu.calibrate.ThresholdMethod;
import dev.kizu.cli.calibrate.Recalibration;
import dev.kizu.model.PartModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What {@code kizu calibrate --json} prints: the names and the order of the components are the format.
 *
 * @param model the new model's file, an absolute path
 * @param from the model that was calibrated anew, an absolute path
 * @param normals pictures of good parts that it was calibrated by
 * @param heldOut whether those are the ones that training calibrated by
 * @param kept whether the model's scores of good parts were kept: there were no pictures of good parts to calibrate by, or of a model on
 *     features those that training calibrated by
 * @param leftOut pictures of good parts beyond the most that are used
 * @param labelled labelled pictures that decided
 * @param failed pictures that could not be read
 * @param calibration what scores are held against
 * @param explainedByPosition the share of the variance that position explains; null where the calibration was kept, and for models on features
 * @param explainedByPlace the share of the cells that their place explains better than their kind, in [0, 1]; null likewise
 * @param score the kind of score that decides
 * @param aggregation how cells become a picture's score
 * @param threshold what is anomalous
 * @param odd pictures of good parts that do not look like the others, the worst first
 * @param seconds wall-clock time
 */
record CalibrationJson(
        String model,
        String from,
        int normals,
        boolean heldOut,
        boolean kept,
        int leftOut,
        int labelled,
        int failed,
        String calibration,
        @Nullable Double explainedByPosition,
        @Nullable Double explainedByPlace,
        String score,
        String aggregation,
        Chosen threshold,
        List<OddPicture> odd,
        double seconds) {
    /**
     * A threshold.
     *
     * @param value the score above which a picture is anomalous; null where none or all are
     * @param pixelValue the value above which a pixel belongs to a flaw
     * @param method how it was chosen
     * @param falseAlarmRate the rate that the threshold of pixels and, by that method, that of images were chosen for
     * @param promisedRate the least rate that so many pictures can promise; null unless the method is {@code false-alarm-rate}
     * @param normalsNeeded how many pictures the rate that was asked for takes; null likewise
     */
    record Chosen(
            @Nullable Float value,
            float pixelValue,
            String method,
            double falseAlarmRate,
            @Nullable Double promisedRate,
            @Nullable Long normalsNeeded) {}

    static CalibrationJson of(Path target, Path from, Recalibration.Result result, double seconds) {
        PartModel model = result.model();
        InspectionThreshold threshold = model.threshold();
        double rate = threshold.falseAlarmRate();
        boolean byRate = threshold.method() == ThresholdMethod.FALSE_ALARM_RATE;
        return new CalibrationJson(
                target.toString(),
                from.toAbsolutePath().normalize().toString(),
                result.count(),
                result.heldOut(),
                result.kept(),
                result.leftOut(),
                result.labelled(),
                result.failures().size(),
                ReferenceWord.of(model),
                result.explainedByPosition(),
                result.explainedByPlace(),
                model.score().id(),
                model.aggregation().toString(),
                new Chosen(
                        Float.isFinite(threshold.value()) ? threshold.value() : null,
                        threshold.pixelValue(),
                        lower(threshold.method()),
                        rate,
                        byRate ? Threshold.promisedRate(result.count(), rate) : null,
                        byRate ? Threshold.imagesFor(rate) : null),
                result.normals().isEmpty() ? List.of() : OddPicture.of(model, result.normals()),
                seconds);
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
