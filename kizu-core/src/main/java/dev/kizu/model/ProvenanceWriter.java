package dev.kizu.model;

import dev.kizu.vae.VaeOptions;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes where a model comes from. */
final class ProvenanceWriter {
    private ProvenanceWriter() {}

    /** Adds the entries. */
    static void put(Map<String, String> metadata, Provenance provenance) {
        metadata.put(Metadata.PROVENANCE, provenance(provenance).toString());
        Provenance.@Nullable Circumstances circumstances = provenance.circumstances();
        if (circumstances != null) {
            metadata.put(Metadata.CIRCUMSTANCES, circumstances(circumstances).toString());
        }
    }

    private static JsonWriter provenance(Provenance provenance) {
        JsonWriter json = new JsonWriter().put("kizuVersion", provenance.kizuVersion());
        Provenance.@Nullable Training training = provenance.training();
        return training == null ? json.putNull("training") : json.put("training", training(training));
    }

    private static JsonWriter training(Provenance.Training training) {
        JsonWriter data = new JsonWriter()
                .put("normal", training.normal())
                .put("images", training.images())
                .put("sha256", training.imagesSha256())
                .put("heldOut", training.heldOut());
        if (training.folds() > 1) {
            data.put("folds", training.folds());
        }
        return new JsonWriter()
                .put("preset", training.preset())
                .put("seed", training.options().seed())
                .put("options", options(training.options()))
                .put("heldOutShare", training.heldOutShare())
                .put("data", data)
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
        Provenance.@Nullable Calibration calibration = circumstances.calibration();
        return calibration == null ? json : json.put("calibration", calibration(calibration));
    }

    private static JsonWriter calibration(Provenance.Calibration calibration) {
        JsonWriter json = new JsonWriter().put("time", calibration.time().toString());
        putIfKnown(json, "data", calibration.data());
        return json.put("images", calibration.images());
    }

    private static void putIfKnown(JsonWriter json, String name, String value) {
        if (!value.isEmpty()) {
            json.put(name, value);
        }
    }
}
