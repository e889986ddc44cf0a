package dev.kizu.onnx;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is read of an ONNX file: its constants and its metadata, not its steps. Bytes are not copied.
 *
 * <p>Made for files from anywhere: lengths, shapes and counts are checked before memory is taken for them, nothing nests deeper than a
 * tensor, and no other file is opened, since constants that lie outside are refused.
 *
 * @param irVersion version of the file format
 * @param producer the program that made it; may be empty
 * @param opset version of the standard operators
 * @param metadata names and values, in order
 * @param initializers constants by name, in order
 * @param parts what the file consists of on its outermost level, in order and without gaps
 */
public record OnnxFile(
        long irVersion,
        String producer,
        long opset,
        Map<String, String> metadata,
        Map<String, OnnxTensor> initializers,
        List<Part> parts) {
    private static final int MAX_METADATA = 1000;
    private static final int MAX_METADATA_BYTES = 1 << 23;
    private static final int MAX_INITIALIZERS = 10_000;
    private static final int MAX_DIMENSIONS = 8;
    private static final int MAX_PARTS = 10_000;

    /**
     * A run of the file's bytes.
     *
     * @param start index of the first byte
     * @param end index after the last one
     * @param field the number of the field that this is
     * @param contentStart index of the first byte after the field's number and length
     * @param metadataKey the name of the metadata entry that this is; empty for anything else
     */
    public record Part(int start, int end, int field, int contentStart, String metadataKey) {}

    /**
     * Reads a file.
     *
     * @throws OnnxFormatException if the bytes are not an ONNX file, or one with what is not supported
     */
    public static OnnxFile read(byte[] bytes) throws OnnxFormatException {
        return new Draft().read(bytes);
    }

    private static final class Draft {
        private long irVersion;
        private String producer = "";
        private long opset;
        private int metadataBytes;
        private boolean graphSeen;
        private final Map<String, String> metadata = new LinkedHashMap<>();
        private final Map<String, OnnxTensor> initializers = new LinkedHashMap<>();
        private final List<Part> parts = new ArrayList<>();

        OnnxFile read(byte[] bytes) throws OnnxFormatException {
            ProtoReader in = new ProtoReader(bytes, 0, bytes.length, "the file");
            while (in.next()) {
                String key = "";
                switch (in.field()) {
                    case 1 -> irVersion = in.number();
                    case 2 -> producer = in.text();
                    case 7 -> graph(in);
                    case 8 -> operators(in.message("the list of operators"));
                    case 14 -> {
                        metadataBytes += in.fieldEnd() - in.fieldStart();
                        if (metadataBytes > MAX_METADATA_BYTES) {
                            throw in.wrong("has more than %,d bytes of metadata".formatted(MAX_METADATA_BYTES));
                        }
                        key = metadata(in.message("the metadata"));
                    }
                    default -> {
                        // Nothing that is needed here.
                    }
                }
                if (parts.size() == MAX_PARTS) {
                    throw in.wrong("has more than %d parts".formatted(MAX_PARTS));
                }
                parts.add(new Part(in.fieldStart(), in.fieldEnd(), in.field(), in.contentStart(), key));
            }
            if (irVersion < 1 || !graphSeen) {
                throw in.wrong("has no %s".formatted(graphSeen ? "format version" : "graph"));
            }
            return new OnnxFile(
                    irVersion,
                    producer,
                    opset,
                    Collections.unmodifiableMap(metadata),
                    Collections.unmodifiableMap(initializers),
                    Collections.unmodifiableList(parts));
        }

        private void operators(ProtoReader in) throws OnnxFormatException {
            String domain = "";
            long version = 0;
            while (in.next()) {
                switch (in.field()) {
                    case 1 -> domain = in.text();
                    case 2 -> version = in.number();
                    default -> {
                        // Nothing that is needed here.
                    }
                }
            }
            if (domain.isEmpty() || domain.equals("ai.onnx")) {
                opset = version;
            }
        }

        private String metadata(ProtoReader in) throws OnnxFormatException {
            String key = "";
            String value = "";
            while (in.next()) {
                switch (in.field()) {
                    case 1 -> key = in.text();
                    case 2 -> value = in.text();
                    default -> {
                        // Nothing that is needed here.
                    }
                }
            }
            if (metadata.size() == MAX_METADATA) {
                throw in.wrong("has more than %d entries".formatted(MAX_METADATA));
            }
            if (metadata.putIfAbsent(key, value) != null) {
                throw in.wrong("has two entries with the name '%s'".formatted(shortened(key)));
            }
            return key;
        }

        private void graph(ProtoReader file) throws OnnxFormatException {
            if (graphSeen) {
                throw file.wrong("has two graphs");
            }
            graphSeen = true;
            ProtoReader in = file.message("the graph");
            while (in.next()) {
                if (in.field() == 5) {
                    if (initializers.size() == MAX_INITIALIZERS) {
                        throw in.wrong("has more than %d tensors".formatted(MAX_INITIALIZERS));
                    }
                    OnnxTensor tensor = tensor(in.message("a tensor"));
                    if (initializers.putIfAbsent(tensor.name(), tensor) != null) {
                        throw in.wrong("has two tensors with the name '%s'".formatted(shortened(tensor.name())));
                    }
                }
            }
        }

        private static OnnxTensor tensor(ProtoReader in) throws OnnxFormatException {
            String name = "";
            long code = 0;
            List<Long> shape = new ArrayList<>();
            ByteBuffer raw = ByteBuffer.allocate(0);
            while (in.next()) {
                switch (in.field()) {
                    case 1 -> dimensions(in, shape);
                    case 2 -> code = in.number();
                    case 4, 5, 6, 7, 10, 11 ->
                        throw in.wrong("lists its elements one by one, expected them as raw bytes");
                    case 8 -> name = in.text();
                    case 9 -> raw = in.bytes();
                    case 13, 14 -> throw in.wrong("has its elements in another file, expected them in this one");
                    default -> {
                        // Nothing that is needed here.
                    }
                }
            }
            ElementType type = ElementType.of(code, "'" + shortened(name) + "'");
            OnnxTensor tensor = new OnnxTensor(name, type, List.copyOf(shape), raw);
            checkLength(in, tensor);
            return tensor;
        }

        private static void dimensions(ProtoReader in, List<Long> shape) throws OnnxFormatException {
            if (in.isBytes()) {
                ProtoReader packed = in.message("a tensor's shape");
                while (!packed.atEnd()) {
                    addDimension(in, shape, packed.packedNumber());
                }
            } else {
                addDimension(in, shape, in.number());
            }
        }

        private static void addDimension(ProtoReader in, List<Long> shape, long size) throws OnnxFormatException {
            if (shape.size() == MAX_DIMENSIONS) {
                throw in.wrong("has more than %d dimensions".formatted(MAX_DIMENSIONS));
            }
            if (size < 0 || size > Integer.MAX_VALUE) {
                throw in.wrong("has a dimension of %d".formatted(size));
            }
            shape.add(size);
        }

        private static void checkLength(ProtoReader in, OnnxTensor tensor) throws OnnxFormatException {
            long bytes = tensor.type().bytes();
            for (long size : tensor.shape()) {
                // At most 2^31 times 2^31, so no overflow before the check.
                bytes *= size;
                if (bytes > Integer.MAX_VALUE) {
                    break;
                }
            }
            if (bytes != tensor.raw().capacity()) {
                throw in.wrong("'%s' has the shape %s, which takes %s bytes, and comes with %d"
                        .formatted(
                                shortened(tensor.name()),
                                tensor.shapeText(),
                                bytes > Integer.MAX_VALUE ? "over 2^31" : bytes,
                                tensor.raw().capacity()));
            }
        }

        private static String shortened(String text) {
            String start = text.length() <= 60 ? text : text.substring(0, 60) + "...";
            return start.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
        }
    }
}
