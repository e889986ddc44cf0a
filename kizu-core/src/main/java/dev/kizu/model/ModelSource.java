package dev.kizu.model;

import dev.kizu.onnx.ElementType;
import dev.kizu.onnx.OnnxFile;
import dev.kizu.onnx.OnnxFormatException;
import dev.kizu.onnx.OnnxGraph;
import dev.kizu.onnx.OnnxTensor;
import dev.kizu.vae.Vae;
import dev.kizu.vae.VaeStructure;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The bytes of a model file, of which nothing is believed before it is checked: pieces are handed out when they are as they have to be. */
final class ModelSource {
    /** The fields of an ONNX file up to this one say who made it and what it computes; later ones, but the metadata, Kizu does not write. */
    private static final int LAST_PLAIN_FIELD = 8;

    private static final int OPERATORS_FIELD = 8;
    private static final int METADATA_FIELD = 14;
    private static final Pattern WHOLE = Pattern.compile("[1-9][0-9]{0,8}");

    private final byte[] bytes;
    private final OnnxFile file;
    private final int formatVersion;
    private final String digest;

    private ModelSource(byte[] bytes, OnnxFile file, int formatVersion, String digest) {
        this.bytes = bytes;
        this.file = file;
        this.formatVersion = formatVersion;
        this.digest = digest;
    }

    /**
     * Opens a file.
     *
     * @param verify whether the digest has to be right
     */
    static ModelSource of(byte[] bytes, boolean verify) throws ModelFormatException {
        OnnxFile file;
        try {
            file = OnnxFile.read(bytes);
        } catch (OnnxFormatException e) {
            throw new ModelFormatException(
                    "it is not an ONNX file, or a truncated or damaged one: %s. Save the model again, or copy it again"
                            .formatted(e.getMessage()),
                    e);
        }
        int version = formatVersion(file);
        return new ModelSource(bytes, file, version, digest(bytes, file, verify));
    }

    /** Reads out of a file. */
    @FunctionalInterface
    interface Reading<T> {
        T read() throws ModelFormatException;
    }

    /** Reads what records and networks check themselves. */
    static <T> T sensible(Reading<T> reading) throws ModelFormatException {
        try {
            return reading.read();
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new ModelFormatException("it makes no sense: %s".formatted(e.getMessage()), e);
        }
    }

    int formatVersion() {
        return formatVersion;
    }

    String digest() {
        return digest;
    }

    long size() {
        return bytes.length;
    }

    private static int formatVersion(OnnxFile file) throws ModelFormatException {
        String version = file.metadata().get(Metadata.FORMAT);
        if (version == null) {
            throw new ModelFormatException(
                    "it is an ONNX file, but not a model of Kizu's: it has no metadata entry %s%s. Give a file that Kizu saved"
                            .formatted(
                                    Metadata.FORMAT,
                                    file.producer().isBlank()
                                            ? ""
                                            : " and was made by '" + Text.shortened(file.producer()) + "'"));
        }
        if (!WHOLE.matcher(version).matches()) {
            throw new ModelFormatException(
                    "its format version is '%s', expected a whole number".formatted(Text.shortened(version)));
        }
        int number = Integer.parseInt(version);
        if (number > ModelFile.INSPECTION_FORMAT_VERSION) {
            throw new ModelFormatException(
                    "it has format version %d, this version of Kizu (%s) reads up to %d. Use a newer version of Kizu"
                            .formatted(number, KizuVersion.current(), ModelFile.INSPECTION_FORMAT_VERSION));
        }
        return number;
    }

    private static String digest(byte[] bytes, OnnxFile file, boolean verify) throws ModelFormatException {
        String found = Digest.of(bytes, file);
        String written = file.metadata().get(Metadata.DIGEST);
        if (verify && !found.equals(written)) {
            throw new ModelFormatException(
                    "its content has the SHA-256 %s, but its metadata entry %s says %s: it was damaged, or changed after Kizu saved it. Copy or save it again"
                            .formatted(
                                    found,
                                    Metadata.DIGEST,
                                    written == null ? "nothing" : "'" + Text.shortened(written) + "'"));
        }
        return found;
    }

    /**
     * Checks that the graph is the one that Kizu writes for this content: so whoever runs it gets what Kizu says that the model does.
     *
     * @param expected the graph that Kizu writes
     */
    void checkGraph(OnnxGraph expected) throws ModelFormatException {
        boolean operators = file.irVersion() == ScoringGraph.IR_VERSION && file.opset() == ScoringGraph.OPSET;
        boolean lists = false;
        boolean graph = false;
        for (OnnxFile.Part part : file.parts()) {
            operators &= part.field() <= LAST_PLAIN_FIELD || part.field() == METADATA_FIELD;
            operators &= !(lists && part.field() == OPERATORS_FIELD);
            lists |= part.field() == OPERATORS_FIELD;
            graph |= part.field() == OnnxGraph.FIELD && expected.isWrittenAs(bytes, part.contentStart(), part.end());
        }
        if (!graph || !operators) {
            throw disagreement(graph ? "the operators that it runs on" : "the graph");
        }
    }

    /** Checks name and shape of a large constant: a graph that lacks it is not even built. */
    void checkConstant(String name, ElementType type, List<Long> shape) throws ModelFormatException {
        OnnxTensor tensor = file.initializers().get(name);
        if (tensor == null || tensor.type() != type || !tensor.shape().equals(shape)) {
            throw disagreement("the constant " + name);
        }
    }

    private static ModelFormatException disagreement(String what) {
        return new ModelFormatException(
                "its graph and its metadata disagree: %s is not what Kizu writes for a model as the metadata describe it. The file was changed by another tool, or forged: use the file that Kizu saved"
                        .formatted(what));
    }

    boolean has(String entry) {
        return file.metadata().containsKey(entry);
    }

    /** A metadata entry. */
    Section section(String entry) throws ModelFormatException {
        String json = file.metadata().get(entry);
        if (json == null) {
            throw new ModelFormatException("it has no metadata entry " + entry);
        }
        if (json.length() > Limits.METADATA) {
            throw new ModelFormatException("its metadata entry %s has %,d characters, expected at most %,d"
                    .formatted(entry, json.length(), Limits.METADATA));
        }
        return Section.of(entry, json);
    }

    /**
     * A network.
     *
     * @param prefix what the names of its tensors begin with
     */
    Vae vae(String prefix, VaeStructure structure) throws ModelFormatException {
        Map<String, List<Long>> shapes = structure.tensorShapes();
        int size = 0;
        for (Map.Entry<String, List<Long>> entry : shapes.entrySet()) {
            boolean head = entry.getKey().equals(HeadWeights.NAME);
            List<Long> shape = head ? HeadWeights.onnxShape(entry.getValue()) : entry.getValue();
            size = Math.addExact(
                    size, tensor(prefix + entry.getKey(), shape).raw().capacity() / Float.BYTES);
        }
        float[] all = new float[size];
        int at = 0;
        for (Map.Entry<String, List<Long>> entry : shapes.entrySet()) {
            String name = prefix + entry.getKey();
            List<Long> shape = entry.getValue();
            if (entry.getKey().equals(HeadWeights.NAME)) {
                float[] head = HeadWeights.fromOnnx(floats(name, HeadWeights.onnxShape(shape)), shape);
                System.arraycopy(head, 0, all, at, head.length);
                at += head.length;
            } else {
                OnnxTensor tensor = tensor(name, shape);
                tensor.copyFloats(all, at);
                int end = at + tensor.raw().capacity() / Float.BYTES;
                checkNumbers(name, all, at, end);
                at = end;
            }
        }
        return Vae.of(structure, all);
    }

    /** Floats, none of which is NaN. */
    float[] floats(String name, List<Long> shape) throws ModelFormatException {
        float[] values = tensor(name, shape).floats();
        checkNumbers(name, values, 0, values.length);
        return values;
    }

    private static void checkNumbers(String name, float[] values, int from, int to) throws ModelFormatException {
        for (int i = from; i < to; i++) {
            if (Float.isNaN(values[i])) {
                throw new ModelFormatException("its tensor %s holds NaN, expected numbers".formatted(name));
            }
        }
    }

    /** A tensor of floats, whose shape has to be as expected: so it is as large as the file says and holds. */
    private OnnxTensor tensor(String name, List<Long> shape) throws ModelFormatException {
        OnnxTensor tensor = file.initializers().get(name);
        String expected = "float elements and the shape " + Text.shape(shape);
        if (tensor == null) {
            throw new ModelFormatException("it has no tensor %s, expected one with %s".formatted(name, expected));
        }
        if (tensor.type() != ElementType.FLOAT || !tensor.shape().equals(shape)) {
            throw new ModelFormatException("its tensor %s has %s elements and the shape %s, expected %s"
                    .formatted(name, JsonNames.of(tensor.type()), tensor.shapeText(), expected));
        }
        return tensor;
    }
}
