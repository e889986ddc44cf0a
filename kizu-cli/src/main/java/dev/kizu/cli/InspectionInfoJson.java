package dev.kizu.cli;

import dev.kizu.calibrate.HeldOutScores;
import dev.kizu.calibrate.InspectionThreshold;
import dev.kizu.calibrate.OddScores;
import dev.kizu.calibrate.ScoreStatistics;
import dev.kizu.calibrate.Threshold;
import dev.kizu.calibrate.ThresholdMethod;
import dev.kizu.features.model.FeatureConfig;
import dev.kizu.features.model.FeatureModel;
import dev.kizu.features.model.FeatureModelFile;
import dev.kizu.features.model.LoadedFeatureModel;
import dev.kizu.image.Mask;
import dev.kizu.image.Preparation;
import dev.kizu.image.Region;
import dev.kizu.model.InspectionModel;
import dev.kizu.model.LoadedInspection;
import dev.kizu.model.PartModel;
import dev.kizu.model.ScaleModel;
import dev.kizu.score.ScoreKind;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code kizu info --json} prints of the model of an inspection: the names and the order of the components are the format.
 *
 * @param file the file, an absolute path
 * @param bytes its size
 * @param formatVersion version of its format
 * @param sha256 digest of the model, the same wherever and whenever it was trained
 * @param preparation how a picture becomes the image that is looked at
 * @param scales what autoencoders do at each scale; empty for a model without
 * @param features how a model on features looks at pictures; null for others
 * @param map how windows become a map, and the map a score
 * @param autoencoders the same of autoencoders beside features, whose map and score are a part of the whole's; null for other models
 * @param threshold what is anomalous
 * @param heldOut for each kind of score how those of held-out normal images lie; empty where there are none
 * @param kizuVersion version of Kizu that trained it
 * @param training how autoencoders were trained; null for a model without, or if the file does not say
 * @param made when and where; null if the file does not say
 */
record InspectionInfoJson(
        String file,
        long bytes,
        int formatVersion,
        String sha256,
        Prepared preparation,
        List<Scale> scales,
        @Nullable FeatureConfig features,
        Scoring map,
        @Nullable Scoring autoencoders,
        Limit threshold,
        Map<String, HeldOut> heldOut,
        String kizuVersion,
        InfoJson.@Nullable Training training,
        InfoJson.@Nullable Made made) {
    /**
     * How a picture becomes an image. Region and mask are null for all of it.
     *
     * @param maskPixels how many pixels of the image count
     */
    record Prepared(
            int channels,
            int height,
            int width,
            @Nullable Part region,
            @Nullable Integer maskPixels) {}

    /** A part of a picture, in pixels. */
    record Part(int x, int y, int width, int height) {}

    /** One scale: by how much the image is shrunk, and how it is looked at. */
    record Scale(int factor, int stride, InfoJson.Network network) {}

    /** The side of a cell, what scores are held against, and how cells become a score. */
    record Scoring(int cell, String reference, String score, String aggregation) {}

    /**
     * The thresholds, null where they are infinite, and how they were chosen.
     *
     * @param falseAlarmRate the rate that the threshold of pixels and, by that method, that of images were chosen for
     * @param promisedRate the least rate that so many held-out images can promise; null unless the method is {@code false-alarm-rate}
     * @param missCost null unless the method is {@code cost}
     * @param alarmCost likewise
     */
    record Limit(
            @Nullable Float value,
            @Nullable Float pixelValue,
            String method,
            double falseAlarmRate,
            @Nullable Double promisedRate,
            @Nullable Double missCost,
            @Nullable Double alarmCost) {}

    /** Scores of held-out images, the largest values of their maps, and the scores that are odd, the largest first. */
    record HeldOut(ScoreStatistics image, ScoreStatistics peak, Odd odd) {}

    /** Scores that lie far above the others, the largest first, and the largest of those others. */
    record Odd(List<Float> scores, float largestOther) {}

    static InspectionInfoJson of(Path file, LoadedInspection loaded) {
        InspectionModel model = loaded.model();
        return new InspectionInfoJson(
                file.toAbsolutePath().normalize().toString(),
                loaded.bytes(),
                loaded.formatVersion(),
                loaded.digest(),
                prepared(model.preparation()),
                model.scales().stream().map(InspectionInfoJson::scale).toList(),
                null,
                scoring(model),
                null,
                limit(model),
                heldOut(model.heldOut()),
                model.provenance().kizuVersion(),
                InfoJson.training(model.provenance().training()),
                InfoJson.made(model.provenance().circumstances()));
    }

    static InspectionInfoJson of(Path file, LoadedFeatureModel loaded) {
        FeatureModel model = loaded.model();
        InspectionModel autoencoders = model.autoencoders();
        return new InspectionInfoJson(
                file.toAbsolutePath().normalize().toString(),
                loaded.bytes(),
                FeatureModelFile.FORMAT_VERSION,
                loaded.digest(),
                prepared(model.preparation()),
                autoencoders == null
                        ? List.of()
                        : autoencoders.scales().stream()
                                .map(InspectionInfoJson::scale)
                                .toList(),
                model.config().withoutFitted(),
                scoring(model),
                autoencoders == null ? null : scoring(autoencoders),
                limit(model),
                heldOut(model.heldOut()),
                model.provenance().kizuVersion(),
                autoencoders == null
                        ? null
                        : InfoJson.training(autoencoders.provenance().training()),
                InfoJson.made(model.provenance().circumstances()));
    }

    private static Scoring scoring(PartModel model) {
        return new Scoring(
                model.cell(),
                ReferenceWord.of(model),
                model.score().id(),
                model.aggregation().toString());
    }

    private static Prepared prepared(Preparation preparation) {
        @Nullable Region region = preparation.region();
        @Nullable Mask mask = preparation.mask();
        return new Prepared(
                preparation.channels(),
                preparation.height(),
                preparation.width(),
                region == null ? null : new Part(region.x(), region.y(), region.width(), region.height()),
                mask == null ? null : mask.count());
    }

    private static Scale scale(ScaleModel scale) {
        return new Scale(scale.factor(), scale.stride(), InfoJson.network(scale.vae()));
    }

    private static Limit limit(PartModel model) {
        InspectionThreshold threshold = model.threshold();
        int heldOut = model.heldOut().image(model.score()).length;
        boolean byRate = threshold.method() == ThresholdMethod.FALSE_ALARM_RATE && heldOut > 0;
        boolean byCost = threshold.method() == ThresholdMethod.COST;
        return new Limit(
                finite(threshold.value()),
                finite(threshold.pixelValue()),
                InfoJson.name(threshold.method()),
                threshold.falseAlarmRate(),
                byRate ? Threshold.promisedRate(heldOut, threshold.falseAlarmRate()) : null,
                byCost ? threshold.missCost() : null,
                byCost ? threshold.alarmCost() : null);
    }

    private static @Nullable Float finite(float value) {
        return Float.isFinite(value) ? value : null;
    }

    private static Map<String, HeldOut> heldOut(HeldOutScores scores) {
        Map<String, HeldOut> result = new LinkedHashMap<>();
        for (ScoreKind kind : ScoreKind.values()) {
            if (scores.image(kind).length > 0) {
                result.put(
                        kind.id(),
                        new HeldOut(
                                ScoreStatistics.of(scores.image(kind)),
                                ScoreStatistics.of(scores.peak(kind)),
                                odd(scores.image(kind))));
            }
        }
        return result;
    }

    private static Odd odd(float[] scores) {
        OddScores odd = OddScores.among(scores);
        return new Odd(odd.images().stream().map(i -> scores[i]).toList(), odd.largestOther());
    }
}
