package dev.kizu.model;

import java.util.Locale;

/** The names of enumerations in the metadata. */
final class JsonNames {
    private JsonNames() {}

    /** In small letters, with hyphens. */
    static String of(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
