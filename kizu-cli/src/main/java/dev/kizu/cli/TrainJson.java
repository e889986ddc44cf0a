package dev.kizu.cli;

import dev.kizu.calibrate.InspectionThreshold;
import dev.kizu.calibrate.Threshold;
import dev.kizu.calibrate.ThresholdMethod;
import dev.kizu.image.Preparation;
import dev.kizu.model.InspectionModel;
import dev.kizu.train.PartTrainingResult;
import dev.kizu.vae.TrainingSummary;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What {@code kizu train --json} prints: the names and the order of the components are the format.
 *
 * @param model the model's file, an absolute path
 * @param images pictures of good parts that could be read
 * @param heldOut how many of them calibration used
 * @param seconds wall-clock time
 * @param patches patches that all networks learnt from together, in all epochs
 * @param size the working size, width x height
 * @param patch the size of a patch, width x height
 * @param stride pixels of the working size between windows
 * @param score the kind of score that decides
 * @param calibration what scores are held against
 * @param threshold what is anomalous
 * @param odd held-out pictures that do not look like the others, the worst first
 */
record TrainJson(
        String model,
        int images,
        int heldOut,
        double seconds,
        long patches,
        String size,
        String patch,
        int stride,
        String score,
        String calibration,
        Chosen threshold,
        List<OddPicture> odd) {
    /**
     * A threshold.
     *
     * @param value the score above which a picture is anomalous; null if it is infinite
     * @param method how it was chosen
     * @param falseAlarmRate the rate of false alarms that the threshold of pixels and, by that method, that of images were chosen for
     * @param promisedRate the least rate that so many held-out pictures can promise; null unless the method is {@code false-alarm-rate}
     */
    record Chosen(
            @Nullable Float value,
            String method,
            double falseAlarmRate,
            @Nullable Double promisedRate) {}

    static TrainJson of(Path file, PartTrainingResult result) {
        InspectionModel model = result.model();
        Preparation preparation = model.preparation();
        InspectionThreshold threshold = model.threshold();
        int held = model.heldOut().image(model.score()).length;
        long patches = 0;
        for (TrainingSummary network : result.networks()) {
            patches += (long) network.patches() * network.epochs();
        }
        return new TrainJson(
                file.toString(),
                result.trained().size() + result.heldOut().size(),
                held,
                result.seconds(),
                patches,
                preparation.width() + "x" + preparation.height(),
                result.plan().vae().patchWidth() + "x" + result.plan().vae().patchHeight(),
                model.cell(),
                model.score().id(),
                model.reference().name().toLowerCase(Locale.ROOT),
                new Chosen(
                        Float.isFinite(threshold.value()) ? threshold.value() : null,
                        threshold.method().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                        threshold.falseAlarmRate(),
                        threshold.method() == ThresholdMethod.FALSE_ALARM_RATE
                                ? Threshold.promisedRate(held, threshold.falseAlarmRate())
                                : null),
                OddPicture.of(model, result.heldOut()));
    }
}
