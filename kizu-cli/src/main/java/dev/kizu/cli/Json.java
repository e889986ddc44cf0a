package dev.kizu.cli;

import java.io.PrintStream;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes records as JSON. */
final class Json {
    private Json() {}

    /** Prints one line: components in their order, in ASCII, so that the terminal's encoding does not matter. */
    static void print(Record value, PrintStream out) {
        out.println(JsonMapper.builder()
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                .build()
                .writeValueAsString(value));
        out.flush();
    }
}
