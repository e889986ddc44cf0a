package dev.kizu.features.backbone;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kizu.file.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a backbone's file does not say itself. Immutable. As JSON beside the file, under its name with {@code .json} in place of or after
 * {@code .onnx}: {@code {"layers":["feat_8","feat_16"],"normalization":"-1..1","name":...,"licence":...,"source":...}}, where each may be left out.
 *
 * @param layers names of the values in the network that are its features; empty if not said
 * @param normalization what the network wants its colours to be; null if not said
 * @param name what it is called; null if not said
 * @param licence under which it may be used; null if not said
 * @param source where it is from; null if not said
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record BackboneSpec(
        List<String> layers,
        @Nullable Normalization normalization,
        @Nullable String name,
        @Nullable String licence,
        @Nullable String source) {
    /** Says nothing. */
    public static final BackboneSpec NONE = new BackboneSpec(List.of(), null, null, null, null);

    /** More is no such file. */
    private static final long LONGEST = 1 << 20;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Copies and checks the layers. */
    public BackboneSpec {
        layers = layers == null ? List.of() : List.copyOf(layers);
        if (layers.stream().anyMatch(String::isBlank) || new HashSet<>(layers).size() < layers.size()) {
            throw new IllegalArgumentException("layers %s, expected names, each once".formatted(layers));
        }
    }

    /** Of layers and normalization alone. */
    public static BackboneSpec of(List<String> layers, @Nullable Normalization normalization) {
        return new BackboneSpec(layers, normalization, null, null, null);
    }

    /** Where this says nothing, what another says. */
    public BackboneSpec orElse(BackboneSpec other) {
        return new BackboneSpec(
                layers.isEmpty() ? other.layers : layers,
                normalization == null ? other.normalization : normalization,
                name == null ? other.name : name,
                licence == null ? other.licence : licence,
                source == null ? other.source : source);
    }

    /**
     * Reads what lies beside a backbone.
     *
     * @return {@link #NONE} if nothing lies there
     * @throws BackboneException if two files lie there, or one that is not what it should be
     * @throws IOException if it cannot be read
     */
    public static BackboneSpec beside(Path backbone) throws IOException {
        List<Path> there = places(backbone).filter(Files::exists).toList();
        if (there.size() > 1) {
            throw new BackboneException("%s and %s are both there, which may contradict each other. Remove one"
                    .formatted(there.get(0), there.get(1)));
        }
        return there.isEmpty() ? NONE : read(there.get(0));
    }

    /** Where its JSON goes that is written anew: {@code name.json} for {@code name.onnx}. */
    static Path placeFor(Path backbone) {
        return places(backbone).findFirst().orElseThrow();
    }

    private static Stream<Path> places(Path backbone) {
        String name = String.valueOf(backbone.getFileName());
        Path longer = backbone.resolveSibling(name + ".json");
        return name.endsWith(".onnx")
                ? Stream.of(
                        backbone.resolveSibling(name.substring(0, name.length() - ".onnx".length()) + ".json"), longer)
                : Stream.of(longer);
    }

    /**
     * Reads a file of JSON.
     *
     * @throws BackboneException if it is damaged, or has a member that is not known
     * @throws IOException if it cannot be read
     */
    public static BackboneSpec read(Path file) throws IOException {
        if (Files.size(file) > LONGEST) {
            throw new BackboneException(
                    "%s has %d bytes, expected a few lines of JSON".formatted(file, Files.size(file)));
        }
        try {
            BackboneSpec spec = MAPPER.readValue(Files.readAllBytes(file), BackboneSpec.class);
            if (spec == null) {
                throw new BackboneException("%s says null, expected an object of JSON".formatted(file));
            }
            return spec;
        } catch (UnrecognizedPropertyException e) {
            throw new BackboneException(
                    "%s has a member \"%s\", expected some of layers, normalization, name, licence, source. Correct or remove it"
                            .formatted(file, e.getPropertyName()),
                    e);
        } catch (JacksonException e) {
            throw new BackboneException(
                    "%s cannot be read (%s). Expected JSON like {\"layers\":[\"feat_8\",\"feat_16\"],\"normalization\":\"imagenet\"}"
                            .formatted(file, reason(e)),
                    e);
        }
    }

    private static String reason(JacksonException e) {
        return e.getCause() instanceof IllegalArgumentException cause
                ? String.valueOf(cause.getMessage())
                : e.getOriginalMessage();
    }

    /**
     * Writes a file of JSON, as a whole.
     *
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        byte[] bytes = (MAPPER.writeValueAsString(this) + "\n").getBytes(StandardCharsets.UTF_8);
        WholeFile.write(file, temporary -> Files.write(temporary, bytes));
    }
}
