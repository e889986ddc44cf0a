package dev.kizu.features.model;

import java.util.List;

/**
 * How a model on features looks at pictures: what its graph was built from. JSON in the file's metadata: the names of the components are
 * the format.
 *
 * @param method {@code padim}, {@code patchcore}, {@code ensemble}, of both, or {@code all}, of both and autoencoders
 * @param backbone the backbone, by a name for people
 * @param backboneSha256 digest of its file
 * @param layers names of the backbone's values that are its features
 * @param normalization what the backbone wants colours to be, as {@link dev.kizu.features.backbone.Normalization#parse} takes it
 * @param dimensions features at each position after projection; an ensemble's heads may look at the first of them only
 * @param neighbourhood edge of the neighbourhoods that are averaged; 1 if none are
 * @param smoothing deviation of the Gaussian that smooths the map, in cells
 * @param entries PatchCore's bank: number of entries; 0 without one
 * @param seed that everything random depends on
 * @param images normal pictures, those held out included, and those that turned out to be damaged
 * @param imagesSha256 digest of their files
 * @param heldOut how many of them the head was not fitted to; where 0, each was scored by a head that was fitted without it
 */
public record FeatureConfig(
        String method,
        String backbone,
        String backboneSha256,
        List<String> layers,
        String normalization,
        int dimensions,
        int neighbourhood,
        double smoothing,
        int entries,
        long seed,
        int images,
        String imagesSha256,
        int heldOut) {
    /** Copies the list. */
    public FeatureConfig {
        layers = layers == null ? List.of() : List.copyOf(layers);
    }

    /** The method, by its name. Throws {@link IllegalArgumentException} if there is none of this name. */
    public Method kind() {
        for (Method each : Method.values()) {
            if (each.id().equals(method)) {
                return each;
            }
        }
        throw new IllegalArgumentException(
                "the method is '%s', expected padim, patchcore, ensemble or all. A newer version of Kizu may know it"
                        .formatted(method));
    }
}
