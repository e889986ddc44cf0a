package dev.kizu.model;

import dev.kizu.calibrate.PositionalCalibration;
import dev.kizu.calibrate.ScoreStatistics;
import dev.kizu.calibrate.Threshold;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns a detector into the bytes of its file. */
final class ModelWriter {
    private final ModelContent content;

    private ModelWriter(ModelContent content) {
        this.content = content;
    }

    /**
     * Writes a model: the same bytes for the same content.
     *
     * @throws IllegalArgumentException if it is beyond the limits of a file
     */
    static byte[] write(ModelContent content) {
        Limits.check(content.vae().structure(), content.stride(), content.calibration());
        return new ModelWriter(content).write();
    }

    private byte[] write() {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(Metadata.FORMAT, String.valueOf(ModelFile.FORMAT_VERSION));
        metadata.put(Metadata.CONFIG, config().toString());
        metadata.put(Metadata.CALIBRATION, calibration().toString());
        metadata.put(Metadata.THRESHOLD, threshold().toString());
        ProvenanceWriter.put(metadata, content.provenance());
        return FileBytes.of(
                ScoringGraph.of(content),
                content.provenance().kizuVersion(),
                "Anomaly detection by a variational autoencoder over image patches, trained on normal images alone. "
                        + "Takes an image, gives a score and a verdict.",
                metadata);
    }

    private JsonWriter config() {
        return ConfigWriter.putStructure(new JsonWriter(), content.vae().structure())
                .put("stride", content.stride())
                .put("aggregation", ConfigWriter.aggregation(content.aggregation()))
                .put("score", JsonNames.of(content.score()));
    }

    private JsonWriter calibration() {
        @Nullable PositionalCalibration calibration = content.calibration();
        if (calibration == null) {
            return new JsonWriter().put("kind", "none");
        }
        return new JsonWriter()
                .put("kind", "positional")
                .put("imageHeight", calibration.imageHeight())
                .put("imageWidth", calibration.imageWidth())
                .put("rows", calibration.rows())
                .put("columns", calibration.columns());
    }

    private JsonWriter threshold() {
        @Nullable Threshold threshold = content.threshold();
        if (threshold == null) {
            return new JsonWriter()
                    .put("rule", "none")
                    .putNull("value")
                    .put("falseAlarmRate", content.falseAlarmRate());
        }
        return new JsonWriter()
                .put("rule", "false-alarm-rate")
                .put("value", threshold.value())
                .put("falseAlarmRate", threshold.falseAlarmRate())
                .put("promisedRate", threshold.promisedRate())
                .put("heldOut", statistics(threshold.heldOutStatistics()))
                .put("heldOutScores", threshold.heldOutScores());
    }

    private static JsonWriter statistics(ScoreStatistics statistics) {
        return new JsonWriter()
                .put("count", statistics.count())
                .put("mean", statistics.mean())
                .put("standardDeviation", statistics.standardDeviation())
                .put("min", statistics.min())
                .put("median", statistics.median())
                .put("max", statistics.max());
    }
}
