package dev.kizu.features.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kizu.dataset.FileDigest;
import java.util.Collections;
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
 * @param fitted for each picture that the head was fitted to the first {@value #DIGITS} hexadecimal digits of its file's SHA-256, sorted; empty in files of
 *     earlier versions
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
        int heldOut,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> fitted) {
    /** Two of a million pictures have the same so many digits with a probability of less than 1 in 500. */
    public static final int DIGITS = 12;

    /** Copies the lists. */
    public FeatureConfig {
        layers = layers == null ? List.of() : List.copyOf(layers);
        fitted = fitted == null ? List.of() : List.copyOf(fitted);
    }

    /** A copy that does not say what pictures the head was fitted to. */
    public FeatureConfig withoutFitted() {
        return new FeatureConfig(
                method,
                backbone,
                backboneSha256,
                layers,
                normalization,
                dimensions,
                neighbourhood,
                smoothing,
                entries,
                seed,
                images,
                imagesSha256,
                heldOut,
                List.of());
    }

    /** Which of some files the head was fitted to, by what {@link FileDigest#contents} gives of them. */
    public boolean wasFittedTo(String contents) {
        return Collections.binarySearch(fitted, contents.substring(0, DIGITS)) >= 0;
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
