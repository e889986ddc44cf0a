package dev.kizu.model;

import dev.kizu.patch.PatchSpec;
import dev.kizu.score.Aggregation;
import dev.kizu.vae.VaeStructure;

/** Reads pieces of a model's configuration that both kinds of model have. */
final class ConfigReader {
    private ConfigReader() {}

    static VaeStructure structure(Section config) throws ModelFormatException {
        Section patch = config.section("patch");
        PatchSpec size = new PatchSpec(
                patch.whole("height", 1, Limits.PATCH_AREA),
                patch.whole("width", 1, Limits.PATCH_AREA),
                patch.whole("channels", 1, Limits.CHANNELS));
        VaeStructure structure = new VaeStructure(
                size,
                config.whole("depth", 1, VaeStructure.MAX_DEPTH),
                config.whole("baseFilters", 1, Limits.FILTERS),
                config.whole("latent", 1, Limits.LATENT),
                (float) config.number("varianceFloor"));
        Limits.check(structure, 1, null);
        return structure;
    }

    static Aggregation aggregation(Section section) throws ModelFormatException {
        return section.has("share")
                ? Aggregation.topShare(section.number("share"))
                : Aggregation.top(section.whole("windows", 1, Integer.MAX_VALUE));
    }
}
