package dev.kizu.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kizu.calibrate.PositionalCalibration;
import dev.kizu.calibrate.ScoreStatistics;
import dev.kizu.calibrate.Threshold;
import dev.kizu.model.LoadedModel;
import dev.kizu.model.ModelContent;
import dev.kizu.model.Provenance;
import dev.kizu.vae.Vae;
import dev.kizu.vae.VaeOptions;
import dev.kizu.vae.VaeStructure;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What {@code kizu info --json} prints of a detector: the names and the order of the components are the format.
 *
 * @param file the file, an absolute path
 * @param bytes its size
 * @param formatVersion version of its format
 * @param sha256 digest of the model, the same wherever and whenever it was trained
 * @param network what the network is like
 * @param scoring how windows become a score
 * @param calibration what window scores are held against; null for nothing
 * @param threshold above which score an image is anomalous; null if none was chosen
 * @param kizuVersion version of Kizu that trained it
 * @param training how it was trained; null if the file does not say
 * @param made when and where; null if the file does not say
 */
record InfoJson(
        String file,
        long bytes,
        int formatVersion,
        String sha256,
        Network network,
        Scoring scoring,
        @Nullable Calibration calibration,
        @Nullable Limit threshold,
        String kizuVersion,
        @Nullable Training training,
        @Nullable Made made) {
    /** What the network is like. */
    record Network(
            int patchHeight,
            int patchWidth,
            int channels,
            int depth,
            int baseFilters,
            int latent,
            float varianceFloor,
            int numbers) {}

    /** How windows become a score. */
    record Scoring(int stride, String score, String aggregation) {}

    /** What window scores are held against. */
    record Calibration(String kind, int imageHeight, int imageWidth, int rows, int columns) {}

    /** The threshold, how it was chosen, and the scores that it was chosen from. */
    record Limit(float value, double falseAlarmRate, double promisedRate, ScoreStatistics heldOut) {}

    /** How the network was trained. The gradient clip is null for none, the loss is in nats a patch; folds are 1 if the same images were held out from all networks. */
    record Training(
            String preset,
            long seed,
            int patches,
            int epochs,
            int batchSize,
            float learningRate,
            String schedule,
            float adamEpsilon,
            @Nullable Float gradientClip,
            float klWeight,
            String reduction,
            boolean freshPatches,
            double heldOutShare,
            String normal,
            int images,
            String imagesSha256,
            int heldOut,
            int folds,
            double finalLoss) {}

    /** When and where; what is left out is empty, and the calibration null unless there was one by other images later. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Made(
            String time,
            String data,
            String java,
            String kernel,
            @Nullable Calibrated calibration) {}

    /** A calibration by other images than those that training held out. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Calibrated(String time, String data, int images) {}

    static InfoJson of(Path file, LoadedModel loaded) {
        ModelContent content = loaded.content();
        Provenance provenance = content.provenance();
        return new InfoJson(
                file.toAbsolutePath().normalize().toString(),
                loaded.bytes(),
                loaded.formatVersion(),
                loaded.sha256(),
                network(content.vae()),
                new Scoring(
                        content.stride(),
                        content.score().id(),
                        content.aggregation().toString()),
                calibration(content.calibration()),
                threshold(content.threshold()),
                provenance.kizuVersion(),
                training(provenance.training()),
                made(provenance.circumstances()));
    }

    static Network network(Vae vae) {
        VaeStructure structure = vae.structure();
        return new Network(
                structure.patch().height(),
                structure.patch().width(),
                structure.patch().channels(),
                structure.depth(),
                structure.baseFilters(),
                structure.latent(),
                structure.varianceFloor(),
                vae.parameterCount());
    }

    private static @Nullable Calibration calibration(@Nullable PositionalCalibration calibration) {
        return calibration == null
                ? null
                : new Calibration(
                        "positional",
                        calibration.imageHeight(),
                        calibration.imageWidth(),
                        calibration.rows(),
                        calibration.columns());
    }

    private static @Nullable Limit threshold(@Nullable Threshold threshold) {
        return threshold == null
                ? null
                : new Limit(
                        threshold.value(),
                        threshold.falseAlarmRate(),
                        threshold.promisedRate(),
                        threshold.heldOutStatistics());
    }

    static @Nullable Training training(Provenance.@Nullable Training training) {
        if (training == null) {
            return null;
        }
        VaeOptions options = training.options();
        return new Training(
                training.preset(),
                options.seed(),
                options.patches(),
                options.epochs(),
                options.batchSize(),
                options.learningRate(),
                name(options.schedule()),
                options.adamEpsilon(),
                Float.isFinite(options.gradientClip()) ? options.gradientClip() : null,
                options.klWeight(),
                name(options.reduction()),
                options.freshPatches(),
                training.heldOutShare(),
                training.normal(),
                training.images(),
                training.imagesSha256(),
                training.heldOut(),
                training.folds(),
                training.finalLoss());
    }

    static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static @Nullable Made made(Provenance.@Nullable Circumstances made) {
        if (made == null) {
            return null;
        }
        Provenance.@Nullable Calibration calibration = made.calibration();
        return new Made(
                made.time().toString(),
                made.data(),
                made.java(),
                made.kernel(),
                calibration == null
                        ? null
                        : new Calibrated(calibration.time().toString(), calibration.data(), calibration.images()));
    }
}
