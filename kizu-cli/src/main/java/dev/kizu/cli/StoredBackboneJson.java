package dev.kizu.cli;

import dev.kizu.features.backbone.BackboneSpec;
import dev.kizu.features.backbone.StoredBackbone;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is told of a backbone in the store as JSON: the names and the order of the components are the format.
 *
 * @param name what it is called
 * @param file its file, an absolute path
 * @param bytes its size
 * @param layers names of its features; empty if not said, so that they are chosen when it is used
 * @param normalization what it wants its colours to be; null if not said
 * @param licence under which it may be used; null if not said
 * @param source where it is from; null if not said
 */
record StoredBackboneJson(
        String name,
        String file,
        long bytes,
        List<String> layers,
        @Nullable String normalization,
        @Nullable String licence,
        @Nullable String source) {
    static StoredBackboneJson of(StoredBackbone backbone) {
        BackboneSpec spec = backbone.spec();
        return new StoredBackboneJson(
                backbone.name(),
                backbone.file().toString(),
                backbone.bytes(),
                spec.layers(),
                spec.normalization() == null ? null : spec.normalization().toString(),
                spec.licence(),
                spec.source());
    }
}
