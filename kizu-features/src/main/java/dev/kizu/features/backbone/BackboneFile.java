package dev.kizu.features.backbone;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * A pretrained network in an ONNX file, read and checked, but not run: one input of images as float32 of [n, 3, height, width], all weights in the
 * file itself. Immutable and safe to share between threads. Any value that a node of its graph gives can be a layer, not only its outputs.
 */
public final class BackboneFile {
    /** Those before are not offered: {@code Squeeze}, {@code ReduceSum} and others that come behind a backbone took their axes as attributes. */
    static final int OLDEST_OPSET = 13;

    /** The newest that the ONNX Runtime in use knows officially. */
    static final int NEWEST_OPSET = 26;

    /** Protobuf messages, and hence ONNX files without external data, have an end at 2 GB. */
    private static final long LARGEST = 1L << 30;

    private final Path path;
    private final long bytes;
    private final String sha256;
    private final ModelProto model;
    private final ImageInput input;
    private final int opset;
    private final Layers layers;

    private BackboneFile(Path path, long bytes, String sha256, ModelProto model) throws BackboneException {
        this.path = path;
        this.bytes = bytes;
        this.sha256 = sha256;
        this.model = model;
        BackboneCheck check = new BackboneCheck(path, model);
        opset = check.opset(OLDEST_OPSET, NEWEST_OPSET);
        check.noExternalData();
        input = check.input();
        layers = new Layers(path, model.getGraph());
    }

    /**
     * Reads and checks a file.
     *
     * @throws BackboneException if it is missing, too large, damaged, or no backbone; the message says what to do
     * @throws IOException if it cannot be read
     */
    public static BackboneFile read(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            throw new BackboneException(
                    "there is no backbone %s. Give the path of an ONNX file, or the name of one that 'kizu backbone list' tells"
                            .formatted(path));
        }
        long bytes = Files.size(path);
        if (bytes > LARGEST) {
            throw new BackboneException(
                    "%s has %,d bytes, expected at most %,d. Use a smaller backbone".formatted(path, bytes, LARGEST));
        }
        MessageDigest digest = newSha256();
        ModelProto model;
        try (InputStream file = Files.newInputStream(path);
                InputStream in = new DigestInputStream(new BufferedInputStream(file, 1 << 16), digest)) {
            model = ModelProto.parseFrom(in);
        } catch (InvalidProtocolBufferException e) {
            throw new BackboneException(
                    "%s is no whole ONNX file: it is none, was cut short or is damaged. Copy, download or export it again"
                            .formatted(path),
                    e);
        }
        return new BackboneFile(path, bytes, HexFormat.of().formatHex(digest.digest()), model);
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Where it was read from. */
    public Path path() {
        return path;
    }

    /** Size of the file. */
    public long bytes() {
        return bytes;
    }

    /** SHA-256 of the file, 64 hexadecimal digits. */
    public String sha256() {
        return sha256;
    }

    /** Version of the default operator set that its graph is written in. */
    public int opset() {
        return opset;
    }

    /** What it takes. */
    public ImageInput input() {
        return input;
    }

    /** The file's content. */
    public ModelProto model() {
        return model;
    }

    /** Names of the declared outputs, in their order. */
    public List<String> outputs() {
        return layers.outputs();
    }

    /** Names of all values that its nodes give, outputs among them, in the order of the nodes. */
    public List<String> values() {
        return layers.values();
    }

    /**
     * Checks names of layers.
     *
     * @throws BackboneException if there are none, one twice, or one that no node gives; the message tells the outputs and similar names
     */
    public void check(List<String> names) throws BackboneException {
        layers.check(names);
    }

    /**
     * The graph cut to what some layers need: nodes, weights and descriptions of others are gone, and the layers are the outputs, in their order. So
     * running it computes nothing else. The input has the name and shape of {@link #input}.
     *
     * @throws BackboneException as {@link #check}
     */
    public GraphProto pruned(List<String> names) throws BackboneException {
        layers.check(names);
        return cut(names, true);
    }

    /** A model of the {@link #pruned} graph, with this file's operator sets and functions. */
    public ModelProto prunedModel(List<String> names) throws BackboneException {
        return modelOf(pruned(names));
    }

    /** As {@link #prunedModel}, but outputs that do not say their type in the file say none, for values whose type is not known. */
    ModelProto probingModel(List<String> names) {
        return modelOf(cut(names, false));
    }

    private GraphProto cut(List<String> names, boolean typed) {
        List<ValueInfoProto> inputs = model.getGraph().getInputList().stream()
                .filter(value -> value.getName().equals(input.name()))
                .toList();
        return new GraphCut(model.getGraph(), inputs).to(names, typed);
    }

    private ModelProto modelOf(GraphProto graph) {
        // Metadata is the whole network's, and may be long.
        return model.toBuilder().clearMetadataProps().setGraph(graph).build();
    }

    /** The names that graphs give their weights: those of initializers. */
    static Set<String> initializers(GraphProto graph) {
        Set<String> names = new HashSet<>();
        graph.getInitializerList().forEach(tensor -> names.add(tensor.getName()));
        graph.getSparseInitializerList()
                .forEach(tensor -> names.add(tensor.getValues().getName()));
        return names;
    }

    /** The inputs that have to be given: files before version 4 list weights among them. */
    static List<ValueInfoProto> inputs(GraphProto graph) {
        Set<String> weights = initializers(graph);
        return graph.getInputList().stream()
                .filter(value -> !weights.contains(value.getName()))
                .toList();
    }
}
