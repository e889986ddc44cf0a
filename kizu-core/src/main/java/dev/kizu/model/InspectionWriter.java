package dev.kizu.model;

import java.util.LinkedHashMap;
import java.util.Map;

/** Turns the model of an inspection into the bytes of its file. */
final class InspectionWriter {
    /** Of a scale: the degrees of freedom of the distributions of places, where they are finite. */
    static final String PLACE_FREEDOM = "placeFreedom";

    private final InspectionModel model;

    private InspectionWriter(InspectionModel model) {
        this.model = model;
    }

    /**
     * Writes a model: the same bytes for the same content.
     *
     * @throws IllegalArgumentException if it is beyond the limits of a file
     */
    static byte[] write(InspectionModel model) {
        Limits.check(model);
        HeldOutJson.check(model.heldOut());
        return new InspectionWriter(model).write();
    }

    private byte[] write() {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(Metadata.FORMAT, String.valueOf(ModelFile.INSPECTION_FORMAT_VERSION));
        metadata.put(Metadata.CONFIG, config().toString());
        metadata.put(
                Metadata.CALIBRATION,
                new JsonWriter()
                        .put("reference", JsonNames.of(model.reference()))
                        .toString());
        metadata.put(Metadata.THRESHOLD, ThresholdJson.write(model.threshold()).toString());
        metadata.put(Metadata.HELD_OUT, HeldOutJson.write(model.heldOut()).toString());
        ProvenanceWriter.put(metadata, model.provenance());
        return FileBytes.of(
                InspectionGraph.of(model),
                model.provenance().kizuVersion(),
                "Inspection of parts by variational autoencoders over image patches, trained on normal images alone. "
                        + "Takes a prepared image, gives an anomaly map, a score and a verdict.",
                metadata);
    }

    private JsonWriter config() {
        return new JsonWriter()
                .put("preparation", PreparationJson.write(model.preparation()))
                .put(
                        "scales",
                        model.scales().stream().map(InspectionWriter::scale).toList())
                .put("cell", model.cell())
                .put("aggregation", ConfigWriter.aggregation(model.aggregation()))
                .put("score", JsonNames.of(model.score()));
    }

    private static JsonWriter scale(ScaleModel scale) {
        JsonWriter json = new JsonWriter()
                .put("factor", scale.factor())
                .put("stride", scale.stride())
                .put("mixtureComponents", scale.calibration().components());
        float freedom = scale.calibration().placeFreedom();
        if (Float.isFinite(freedom)) {
            json.put(PLACE_FREEDOM, freedom);
        }
        return ConfigWriter.putStructure(json, scale.vae().structure());
    }
}
