package dev.kizu.cli;

import dev.kizu.calibrate.Reference;
import org.jspecify.annotations.Nullable;

/** {@code --calibration} of an inspection. */
enum ReferenceChoice {
    NONE(Reference.NONE),
    IMAGE(Reference.IMAGE),
    POSITIONAL(Reference.POSITIONAL),
    /** By the pictures. */
    AUTO(null);

    private final @Nullable Reference reference;

    ReferenceChoice(@Nullable Reference reference) {
        this.reference = reference;
    }

    @Nullable
    Reference reference() {
        return reference;
    }
}
