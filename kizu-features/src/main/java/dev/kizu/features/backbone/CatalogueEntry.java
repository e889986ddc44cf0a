package dev.kizu.features.backbone;

import dev.kizu.dataset.RemoteDataset;
import dev.kizu.dataset.RemoteFile;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A backbone that can be downloaded.
 *
 * @param name what it is called here
 * @param address where its file is published, http or https, ending in a plain file name
 * @param sha256 SHA-256 of the file, 64 lower-case hexadecimal digits
 * @param bytes its size
 * @param licence under which it may be used
 * @param layers names of its features; empty if not said
 * @param normalization what it wants its colours to be; null if not said
 * @param size the images that it takes, for the reader; null if not said
 * @param facts where each of these is known from; empty if not said
 */
public record CatalogueEntry(
        String name,
        URI address,
        String sha256,
        long bytes,
        String licence,
        List<String> layers,
        @Nullable Normalization normalization,
        @Nullable String size,
        List<String> facts) {
    /** Checks everything. */
    public CatalogueEntry {
        if (name == null || address == null || sha256 == null || licence == null) {
            throw new IllegalArgumentException(
                    "expected name, address, sha256, bytes and licence for each backbone, got " + name + ", " + address
                            + ", " + sha256 + ", " + bytes + ", " + licence);
        }
        BackboneStore.checkName(name);
        layers = layers == null ? List.of() : List.copyOf(layers);
        facts = facts == null ? List.of() : List.copyOf(facts);
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException(
                    "backbone %s has the sum %s, expected the 64 lower-case hexadecimal digits of a SHA-256"
                            .formatted(name, sha256));
        }
        download(name, address, sha256, bytes);
    }

    /** Its one file, as what can be downloaded. */
    RemoteDataset download() {
        return download(name, address, sha256, bytes);
    }

    private static RemoteDataset download(String name, URI address, String sha256, long bytes) {
        String text = address.toString();
        int end = text.lastIndexOf('/') + 1;
        return new RemoteDataset(
                name,
                List.of(URI.create(text.substring(0, end))),
                List.of(new RemoteFile(text.substring(end), bytes, sha256)));
    }

    /** What is written beside its file. */
    public BackboneSpec spec() {
        return new BackboneSpec(layers, normalization, name, licence, address.toString());
    }
}
