package dev.kizu.model;

import dev.kizu.onnx.OnnxFile;
import dev.kizu.onnx.OnnxFormatException;
import dev.kizu.onnx.OnnxGraph;
import dev.kizu.onnx.OnnxModel;
import java.util.LinkedHashMap;
import java.util.Map;

/** Puts a graph and metadata together to the bytes of a file, with their digest. */
final class FileBytes {
    private FileBytes() {}

    /**
     * The bytes of a file.
     *
     * @throws IllegalArgumentException if a file may not be so large
     */
    static byte[] of(OnnxGraph graph, String kizuVersion, String doc, Map<String, String> metadata) {
        Map<String, String> all = new LinkedHashMap<>(metadata);
        all.put(Metadata.DIGEST, digest(bytes(graph, kizuVersion, doc, all)));
        all.forEach((key, value) -> {
            if (value.length() > Limits.METADATA) {
                throw new IllegalArgumentException(
                        "the metadata entry %s has %,d characters, a model file holds at most %,d. %s"
                                .formatted(
                                        key,
                                        value.length(),
                                        Limits.METADATA,
                                        key.equals(Metadata.CONFIG)
                                                ? "Use a mask with plainer outlines"
                                                : "Hold fewer images out"));
            }
        });
        byte[] bytes = bytes(graph, kizuVersion, doc, all);
        checkSize(bytes.length);
        return bytes;
    }

    static void checkSize(long bytes) {
        if (bytes > Limits.FILE) {
            throw new IllegalArgumentException(
                    "the model takes %,d bytes, a model file holds at most %,d. Use fewer filters, a smaller latent vector or a smaller patch"
                            .formatted(bytes, Limits.FILE));
        }
    }

    private static byte[] bytes(OnnxGraph graph, String kizuVersion, String doc, Map<String, String> metadata) {
        return new OnnxModel(ScoringGraph.IR_VERSION, ScoringGraph.OPSET, "Kizu", kizuVersion, doc, graph, metadata)
                .toByteArray();
    }

    private static String digest(byte[] bytes) {
        try {
            return Digest.of(bytes, OnnxFile.read(bytes));
        } catch (OnnxFormatException e) {
            throw new IllegalStateException("what was just written cannot be read", e);
        }
    }
}
