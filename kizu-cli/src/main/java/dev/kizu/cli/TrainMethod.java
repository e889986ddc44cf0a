package dev.kizu.cli;

import dev.kizu.features.model.Method;
import org.jspecify.annotations.Nullable;

/** What {@code kizu train} can train. */
enum TrainMethod {
    VAE(null),
    PADIM(Method.PADIM),
    PATCHCORE(Method.PATCHCORE),
    /** Those on features of a backbone together. */
    BOTH(Method.ENSEMBLE),
    /** All that there can be: without a backbone what needs none. */
    AUTO(Method.ALL);

    private final @Nullable Method onFeatures;

    TrainMethod(@Nullable Method onFeatures) {
        this.onFeatures = onFeatures;
    }

    /** The method on features of a pretrained network; null if it is none. */
    @Nullable
    Method onFeatures() {
        return onFeatures;
    }
}
