package dev.kizu.features.backbone;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Layers chosen for a backbone, and why those.
 *
 * @param layers their names, the finest first; empty where none of the usual strides is there
 * @param reason for the reader; without layers, why there are none and what to do
 */
public record LayerChoice(List<String> layers, String reason) {
    private static final int SIDE = 128;
    private static final List<Integer> STRIDES = List.of(8, 16);

    /** Copies the names. */
    public LayerChoice {
        layers = List.copyOf(layers);
    }

    /**
     * A value of a backbone that may be a layer: of four dimensions, for an image one grid of features.
     *
     * @param shape what it gives for one image of {@code height} and {@code width}
     * @param stride pixels from one position to the next, the same down and across; 0 if there is no such number
     */
    public record Candidate(LayerShape shape, int stride) {}

    /**
     * Chooses layers where nobody named any: the last one that lies 8 pixels apart and the last one that lies 16 pixels apart, among the declared outputs,
     * or if none of them is such, among all values of the network. For this the network is run once, on an empty image of 128 x 128 pixels or of the only
     * size it takes.
     *
     * @return without layers if there is none such
     * @throws BackboneException if the network cannot be run
     */
    public static LayerChoice of(BackboneFile file) throws IOException {
        List<Candidate> outputs = candidates(file, file.outputs());
        List<LayerShape> chosen = lastOfEach(outputs);
        String among = "its outputs";
        if (chosen.isEmpty()) {
            outputs = candidates(file, file.values());
            chosen = lastOfEach(outputs);
            among = "all its values";
        }
        if (chosen.isEmpty()) {
            return new LayerChoice(
                    List.of(),
                    "no value of %s lies 8 or 16 pixels apart; there are those that lie %s apart. Name layers yourself (--layers)"
                            .formatted(
                                    file.path(),
                                    outputs.stream()
                                            .map(Candidate::stride)
                                            .distinct()
                                            .map(String::valueOf)
                                            .collect(Collectors.joining(", "))));
        }
        List<String> layers = chosen.stream().map(LayerShape::name).toList();
        return new LayerChoice(
                layers,
                "layers %s: of %s the last that lie 8 or 16 pixels apart".formatted(String.join(", ", layers), among));
    }

    private static List<LayerShape> lastOfEach(List<Candidate> candidates) {
        Map<Integer, LayerShape> last = new TreeMap<>();
        candidates.stream()
                .filter(candidate -> STRIDES.contains(candidate.stride()))
                .forEach(candidate -> last.put(candidate.stride(), candidate.shape()));
        return List.copyOf(last.values());
    }

    /**
     * Those of some values that may be layers, in the order in which the network computes them.
     *
     * @throws BackboneException if the network cannot be run
     */
    public static List<Candidate> candidates(BackboneFile file, List<String> values) throws IOException {
        Set<String> wanted = new HashSet<>(values);
        List<String> names = file.values().stream().filter(wanted::contains).toList();
        if (names.isEmpty()) {
            return List.of();
        }
        int height = file.input().height() > 0 ? file.input().height() : SIDE;
        int width = file.input().width() > 0 ? file.input().width() : SIDE;
        try (OrtSession session = Runtimes.open(file.probingModel(names), RunOptions.standard())) {
            Map<String, NodeInfo> types = session.getOutputInfo();
            List<String> grids =
                    names.stream().filter(name -> isFloat(types.get(name))).toList();
            List<Candidate> found = new ArrayList<>();
            try (OnnxTensor input = OnnxTensor.createTensor(
                            OrtEnvironment.getEnvironment(),
                            FloatBuffer.allocate(3 * height * width),
                            new long[] {1, 3, height, width});
                    OrtSession.Result result =
                            session.run(Map.of(file.input().name(), input), new LinkedHashSet<>(grids))) {
                for (String name : grids) {
                    long[] shape = ((TensorInfo) result.get(name).orElseThrow().getInfo()).getShape();
                    if (shape.length == 4 && shape[0] == 1) {
                        found.add(candidate(name, shape, height, width));
                    }
                }
            }
            return found;
        } catch (OrtException e) {
            throw new BackboneException(
                    "%s cannot be run on an image of %d x %d pixels (height x width): %s. Export it again, or name layers yourself (--layers)"
                            .formatted(file.path(), height, width, e.getMessage()),
                    e);
        }
    }

    private static boolean isFloat(@Nullable NodeInfo value) {
        return value != null && value.getInfo() instanceof TensorInfo tensor && tensor.type == OnnxJavaType.FLOAT;
    }

    private static Candidate candidate(String name, long[] shape, int height, int width) {
        int rows = (int) shape[2];
        int columns = (int) shape[3];
        boolean even = rows > 0 && columns > 0 && height % rows == 0 && width % columns == 0;
        int stride = even && height / rows == width / columns ? height / rows : 0;
        return new Candidate(new LayerShape(name, (int) shape[1], rows, columns), stride);
    }
}
