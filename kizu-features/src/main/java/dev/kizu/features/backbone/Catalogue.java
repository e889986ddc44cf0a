package dev.kizu.features.backbone;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Backbones that can be downloaded. As JSON: {@code {"backbones":[{"name":...,"address":...,"sha256":...,"bytes":...,"licence":...}]}} with the members of
 * {@link CatalogueEntry}. Immutable.
 *
 * @param backbones in the order of the file, names once each
 */
public record Catalogue(List<CatalogueEntry> backbones) {
    private static final int LONGEST = 1 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Copies the list and checks the names. */
    public Catalogue {
        if (backbones == null) {
            throw new IllegalArgumentException("expected a member \"backbones\"");
        }
        backbones = List.copyOf(backbones);
        if (backbones.stream().map(CatalogueEntry::name).distinct().count() < backbones.size()) {
            throw new IllegalArgumentException("expected every name once");
        }
    }

    /** The catalogue that comes with Kizu. */
    public static Catalogue builtIn() {
        try (InputStream in = Catalogue.class.getResourceAsStream("catalogue.json")) {
            if (in == null) {
                throw new IllegalStateException("the catalogue of backbones is missing from the program's jar");
            }
            return parse(in.readAllBytes(), "the program's catalogue");
        } catch (IOException e) {
            throw new IllegalStateException("the catalogue of backbones in the program's jar is damaged", e);
        }
    }

    /**
     * Reads a catalogue of one's own.
     *
     * @param place a file, or an address that begins with {@code http://} or {@code https://}
     * @throws BackboneException if it cannot be had, or is not what it should be
     * @throws IOException if the file cannot be read
     */
    public static Catalogue read(String place) throws IOException {
        if (place.startsWith("http://") || place.startsWith("https://")) {
            return parse(fetch(place), place);
        }
        Path file = Path.of(place);
        try (InputStream in = Files.newInputStream(file)) {
            return parse(whole(in, place), place);
        }
    }

    private static byte[] fetch(String address) throws IOException {
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(PATIENCE)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        try {
            HttpResponse<InputStream> answer = client.send(
                    HttpRequest.newBuilder(URI.create(address))
                            .timeout(PATIENCE)
                            .build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream in = answer.body()) {
                if (answer.statusCode() != 200) {
                    throw new BackboneException("%s answered HTTP %d, expected a catalogue. Check the address"
                            .formatted(address, answer.statusCode()));
                }
                return whole(in, address);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("download of " + address + " was interrupted");
        } catch (BackboneException e) {
            throw e;
        } catch (IOException e) {
            throw new BackboneException(
                    "%s does not answer (%s). Check the address and the network".formatted(address, e), e);
        }
    }

    private static byte[] whole(InputStream in, String place) throws IOException {
        byte[] bytes = in.readNBytes(LONGEST + 1);
        if (bytes.length > LONGEST) {
            throw new BackboneException("%s has more than %,d bytes: it is no catalogue".formatted(place, LONGEST));
        }
        return bytes;
    }

    private static Catalogue parse(byte[] json, String place) throws BackboneException {
        try {
            Catalogue catalogue = MAPPER.readValue(json, Catalogue.class);
            if (catalogue == null) {
                throw new BackboneException("%s says null, expected a catalogue".formatted(place));
            }
            return catalogue;
        } catch (JacksonException e) {
            String reason = e.getCause() instanceof IllegalArgumentException cause
                    ? String.valueOf(cause.getMessage())
                    : e.getOriginalMessage();
            throw new BackboneException(
                    "%s is no catalogue of backbones (%s). Expected {\"backbones\":[{\"name\",\"address\",\"sha256\",\"bytes\",\"licence\",...}]}"
                            .formatted(place, reason),
                    e);
        }
    }

    /**
     * The backbone of a name.
     *
     * @throws BackboneException if there is none; the message tells the names
     */
    public CatalogueEntry named(String name) throws BackboneException {
        return backbones.stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new BackboneException(
                        ("no backbone of the catalogue is called \"%s\", expected one of: %s. Another catalogue is taken by --catalogue; "
                                        + "for a file that you have there is 'kizu backbone add'")
                                .formatted(
                                        name,
                                        backbones.stream()
                                                .map(CatalogueEntry::name)
                                                .collect(Collectors.joining(", ")))));
    }
}
