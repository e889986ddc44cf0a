package dev.kizu.model;

import dev.kizu.calibrate.HeldOutScores;
import dev.kizu.calibrate.InspectionThreshold;
import dev.kizu.image.Preparation;
import dev.kizu.score.Aggregation;
import dev.kizu.score.ScoreKind;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a file of any model of parts says in its metadata, whatever the method: names and JSON as docs/model-file.md describes them. For
 * modules that bring methods of their own.
 *
 * @param preparation how a picture becomes an image
 * @param cell side of a cell of the anomaly map, in pixels of the working size
 * @param score the kind of score that decides
 * @param aggregation how the cells of a map become an image score
 * @param heldOut scores of held-out normal images
 * @param threshold what is anomalous
 * @param provenance where the model comes from
 */
public record PartMetadata(
        Preparation preparation,
        int cell,
        ScoreKind score,
        Aggregation aggregation,
        HeldOutScores heldOut,
        InspectionThreshold threshold,
        Provenance provenance) {
    /**
     * The entries of a model.
     *
     * @return names and JSON, in the order in which they are written, the format's version first
     * @throws IllegalArgumentException if a score of a held-out image is not finite
     */
    public static Map<String, String> write(PartModel model, int formatVersion) {
        HeldOutJson.check(model.heldOut());
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(Metadata.FORMAT, String.valueOf(formatVersion));
        metadata.put(
                Metadata.CONFIG,
                new JsonWriter()
                        .put("preparation", PreparationJson.write(model.preparation()))
                        .put("cell", model.cell())
                        .put("aggregation", ConfigWriter.aggregation(model.aggregation()))
                        .put("score", JsonNames.of(model.score()))
                        .toString());
        metadata.put(Metadata.THRESHOLD, ThresholdJson.write(model.threshold()).toString());
        metadata.put(Metadata.HELD_OUT, HeldOutJson.write(model.heldOut()).toString());
        ProvenanceWriter.put(metadata, model.provenance());
        return metadata;
    }

    /**
     * Reads the entries of a model.
     *
     * @throws ModelFormatException if one is missing or makes no sense; the message says which
     */
    public static PartMetadata read(Map<String, String> metadata) throws ModelFormatException {
        return ModelSource.sensible(() -> {
            Section config = section(metadata, Metadata.CONFIG);
            Preparation preparation = PreparationJson.read(config.section("preparation"));
            Section threshold = section(metadata, Metadata.THRESHOLD);
            return new PartMetadata(
                    preparation,
                    config.whole("cell", 1, Math.min(preparation.height(), preparation.width())),
                    config.oneOf("score", ScoreKind.values()),
                    ConfigReader.aggregation(config.section("aggregation")),
                    HeldOutJson.read(section(metadata, Metadata.HELD_OUT)),
                    ThresholdJson.read(threshold, number(threshold, "value"), number(threshold, "pixelValue")),
                    ProvenanceReader.read(
                            section(metadata, Metadata.PROVENANCE),
                            metadata.containsKey(Metadata.CIRCUMSTANCES)
                                    ? section(metadata, Metadata.CIRCUMSTANCES)
                                    : null));
        });
    }

    /** A threshold that is null lets everything pass. */
    private static float number(Section section, String member) throws ModelFormatException {
        return section.has(member) ? (float) section.number(member) : Float.POSITIVE_INFINITY;
    }

    private static Section section(Map<String, String> metadata, String entry) throws ModelFormatException {
        String json = metadata.get(entry);
        if (json == null) {
            throw new ModelFormatException("it has no metadata entry " + entry);
        }
        return Section.of(entry, json);
    }
}
