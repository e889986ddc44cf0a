package dev.kizu.model;

import dev.kizu.calibrate.PositionalCalibration;
import dev.kizu.calibrate.ScoreStatistics;
import dev.kizu.calibrate.Threshold;
import dev.kizu.onnx.OnnxFile;
import dev.kizu.onnx.OnnxFormatException;
import dev.kizu.onnx.OnnxGraph;
import dev.kizu.onnx.OnnxModel;
import dev.kizu.score.Aggregation;
import dev.kizu.vae.VaeOptions;
import dev.kizu.vae.VaeStructure;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns a model into the bytes of its file. */
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
        OnnxGraph graph = ScoringGraph.of(content);
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(Metadata.FORMAT, String.valueOf(ModelFile.FORMAT_VERSION));
        metadata.put(Metadata.CONFIG, config().toString());
        metadata.put(Metadata.CALIBRATION, calibration().toString());
        metadata.put(Metadata.THRESHOLD, threshold().toString());
        metadata.put(Metadata.PROVENANCE, provenance().toString());
        Provenance.@Nullable Circumstances circumstances = content.provenance().circumstances();
        if (circumstances != null) {
            metadata.put(Metadata.CIRCUMSTANCES, circumstances(circumstances).toString());
        }
        metadata.put(Metadata.DIGEST, digest(bytes(graph, metadata)));
        metadata.forEach((key, value) -> {
            if (value.length() > Limits.METADATA) {
                throw new IllegalArgumentException(
                        "the metadata entry %s has %,d characters, a model file holds at most %,d. Hold fewer images out"
                                .formatted(key, value.length(), Limits.METADATA));
            }
        });
        byte[] bytes = bytes(graph, metadata);
        checkSize(bytes.length);
        return bytes;
    }

    static void checkSize(long bytes) {
        if (bytes > Limits.FILE) {
            throw new IllegalArgumentException(
                    "the model takes %,d bytes, a model file holds at most %,d. Use fewer filters, a smaller latent vector or a smaller patch"
                            .formatted(bytes, Limits.FILE));
        }
    }

    private byte[] bytes(OnnxGraph graph, Map<String, String> metadata) {
        return new OnnxModel(
                        ScoringGraph.IR_VERSION,
                        ScoringGraph.OPSET,
                        "Kizu",
                        content.provenance().kizuVersion(),
                        "Anomaly detection by a variational autoencoder over image patches, trained on normal images alone. "
                                + "Takes an image, gives a score and a verdict.",
                        graph,
                        metadata)
                .toByteArray();
    }

    private static String digest(byte[] bytes) {
        try {
            return Digest.of(bytes, OnnxFile.read(bytes));
        } catch (OnnxFormatException e) {
            throw new IllegalStateException("what was just written cannot be read", e);
        }
    }

    private JsonWriter config() {
        VaeStructure structure = content.vae().structure();
        return new JsonWriter()
                .put(
                        "patch",
                        new JsonWriter()
                                .put("height", structure.patch().height())
                                .put("width", structure.patch().width())
                                .put("channels", structure.patch().channels()))
                .put("depth", structure.depth())
                .put("baseFilters", structure.baseFilters())
                .put("latent", structure.latent())
                .put("varianceFloor", structure.varianceFloor())
                .put("stride", content.stride())
                .put("aggregation", aggregation())
                .put("score", JsonNames.of(content.score()));
    }

    private JsonWriter aggregation() {
        JsonWriter json = new JsonWriter().put("name", content.aggregation().toString());
        return content.aggregation() instanceof Aggregation.TopShare top
                ? json.put("share", top.share())
                : json.put("windows", ((Aggregation.TopCount) content.aggregation()).windows());
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

    private JsonWriter provenance() {
        JsonWriter json =
                new JsonWriter().put("kizuVersion", content.provenance().kizuVersion());
        Provenance.@Nullable Training training = content.provenance().training();
        return training == null ? json.putNull("training") : json.put("training", training(training));
    }

    private static JsonWriter training(Provenance.Training training) {
        return new JsonWriter()
                .put("preset", training.preset())
                .put("seed", training.options().seed())
                .put("options", options(training.options()))
                .put("heldOutShare", training.heldOutShare())
                .put(
                        "data",
                        new JsonWriter()
                                .put("normal", training.normal())
                                .put("images", training.images())
                                .put("sha256", training.imagesSha256())
                                .put("heldOut", training.heldOut()))
                .put("finalLoss", training.finalLoss());
    }

    private static JsonWriter options(VaeOptions options) {
        return new JsonWriter()
                .put("patchHeight", options.patchHeight())
                .put("patchWidth", options.patchWidth())
                .put("depth", options.depth())
                .put("baseFilters", options.baseFilters())
                .put("latent", options.latent())
                .put("varianceFloor", options.varianceFloor())
                .put("patches", options.patches())
                .put("epochs", options.epochs())
                .put("batchSize", options.batchSize())
                .put("learningRate", options.learningRate())
                .put("schedule", JsonNames.of(options.schedule()))
                .put("adamEpsilon", options.adamEpsilon())
                // Null for none: JSON has no infinity.
                .put("gradientClip", options.gradientClip())
                .put("klWeight", options.klWeight())
                .put("reduction", JsonNames.of(options.reduction()))
                .put("freshPatches", options.freshPatches());
    }

    private static JsonWriter circumstances(Provenance.Circumstances circumstances) {
        JsonWriter json = new JsonWriter().put("time", circumstances.time().toString());
        putIfKnown(json, "data", circumstances.data());
        putIfKnown(json, "java", circumstances.java());
        putIfKnown(json, "kernel", circumstances.kernel());
        return json;
    }

    private static void putIfKnown(JsonWriter json, String name, String value) {
        if (!value.isEmpty()) {
            json.put(name, value);
        }
    }
}
