package dev.kizu.cli;

import dev.kizu.calibrate.InspectionThreshold;
import dev.kizu.calibrate.Threshold;
import dev.kizu.calibrate.ThresholdMethod;
import dev.kizu.features.model.FeatureModel;
import dev.kizu.features.train.FeatureTrainingResult;
import dev.kizu.model.InspectionModel;
import dev.kizu.model.PartModel;
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
 * @param method vae, padim, patchcore, ensemble (of these two) or all (of the three)
 * @param images pictures of good parts that could be read
 * @param heldOut how many of them calibration used
 * @param folds into how many groups they were dealt, each held out from networks, or from a head on features, of its own (of an ensemble with autoencoders that is the heads' number); 1 if the same were held out from all
 * @param seconds wall-clock time
 * @param patches patches that all networks learnt from together, in all epochs; with a backbone feature vectors that heads were fitted to
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
        String method,
        int images,
        int heldOut,
        int folds,
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
        long patches = 0;
        for (TrainingSummary network : result.networks()) {
            patches += (long) network.patches() * network.epochs();
        }
        return of(
                file,
                model,
                result.images(),
                result.plan().folds(),
                result.seconds(),
                patches,
                result.plan().vae().patchWidth() + "x" + result.plan().vae().patchHeight(),
                result.heldOut());
    }

    static TrainJson of(Path file, FeatureTrainingResult result) {
        FeatureModel model = result.model();
        int side = model.cell() * model.config().neighbourhood();
        return of(
                file,
                model,
                result.fitted().size()
                        + (model.config().heldOut() == 0
                                ? 0
                                : result.calibrated().size()),
                result.folds(),
                result.seconds(),
                result.vectors(),
                side + "x" + side,
                result.calibrated());
    }

    private static TrainJson of(
            Path file,
            PartModel model,
            int images,
            int folds,
            double seconds,
            long patches,
            String patch,
            List<Path> calibrated) {
        InspectionThreshold threshold = model.threshold();
        int held = model.heldOut().image(model.score()).length;
        return new TrainJson(
                file.toString(),
                model instanceof FeatureModel features ? features.method().id() : "vae",
                images,
                held,
                folds,
                seconds,
                patches,
                model.preparation().width() + "x" + model.preparation().height(),
                patch,
                model.cell(),
                model.score().id(),
                ReferenceWord.of(model),
                new Chosen(
                        Float.isFinite(threshold.value()) ? threshold.value() : null,
                        threshold.method().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                        threshold.falseAlarmRate(),
                        threshold.method() == ThresholdMethod.FALSE_ALARM_RATE
                                ? Threshold.promisedRate(held, threshold.falseAlarmRate())
                                : null),
                OddPicture.of(model, calibrated));
    }
}
