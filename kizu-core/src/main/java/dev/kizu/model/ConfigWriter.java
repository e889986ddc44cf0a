package dev.kizu.model;

import dev.kizu.score.Aggregation;
import dev.kizu.vae.VaeStructure;

/** Writes pieces of a model's configuration that both kinds of model have. */
final class ConfigWriter {
    private ConfigWriter() {}

    /** Adds what a network is like to an object. */
    static JsonWriter putStructure(JsonWriter json, VaeStructure structure) {
        return json.put(
                        "patch",
                        new JsonWriter()
                                .put("height", structure.patch().height())
                                .put("width", structure.patch().width())
                                .put("channels", structure.patch().channels()))
                .put("depth", structure.depth())
                .put("baseFilters", structure.baseFilters())
                .put("latent", structure.latent())
                .put("varianceFloor", structure.varianceFloor());
    }

    static JsonWriter aggregation(Aggregation aggregation) {
        JsonWriter json = new JsonWriter().put("name", aggregation.toString());
        return aggregation instanceof Aggregation.TopShare top
                ? json.put("share", top.share())
                : json.put("windows", ((Aggregation.TopCount) aggregation).windows());
    }
}
