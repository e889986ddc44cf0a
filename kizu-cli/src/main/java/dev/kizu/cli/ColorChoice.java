package dev.kizu.cli;

import org.jspecify.annotations.Nullable;

/** Whether colours count. */
enum ColorChoice {
    GRAY,
    RGB,
    /** By the pictures. */
    AUTO;

    @Nullable
    Boolean colour() {
        return this == AUTO ? null : Boolean.valueOf(this == RGB);
    }
}
