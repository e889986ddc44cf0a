package dev.kizu.cli.inspect;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** Results as JSON: components in their order, in UTF-8, on one line. */
final class ResultJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    private ResultJson() {}

    static String text(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    static <T> T read(byte[] json, Class<T> type) throws JacksonException {
        return MAPPER.readValue(json, type);
    }
}
