package dev.kizu.model;

import dev.kizu.calibrate.PositionalCalibration;
import dev.kizu.onnx.ElementType;
import dev.kizu.onnx.OnnxAttribute;
import dev.kizu.onnx.OnnxDimension;
import dev.kizu.onnx.OnnxGraph;
import dev.kizu.onnx.OnnxValue;
import dev.kizu.patch.PatchSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The computation from an image to a verdict, as a graph of standard operators. */
final class ScoringGraph {
    /** Version 11 of the operators is the first with Range and gathers along any axis; every later runtime runs it. */
    static final int OPSET = 11;
    /** The format version that came with these operators. */
    static final int IR_VERSION = 6;

    static final String IMAGE = "image";
    static final String ANOMALY_MAP = "anomaly_map";
    static final String WINDOW_SCORES = "window_scores";
    static final String SCORE = "score";
    static final String THRESHOLD = "threshold";
    static final String IS_ANOMALOUS = "is_anomalous";

    private ScoringGraph() {}

    static OnnxGraph of(ModelContent content) {
        GraphBuilder graph = new GraphBuilder();
        @Nullable PositionalCalibration calibration = content.calibration();
        Size height;
        Size width;
        if (calibration == null) {
            String shape = graph.unary("Shape", "image.shape", IMAGE);
            height = Size.found(graph, dimension(graph, shape, 2, "image.height"));
            width = Size.found(graph, dimension(graph, shape, 3, "image.width"));
        } else {
            height = Size.known(graph, calibration.imageHeight());
            width = Size.known(graph, calibration.imageWidth());
        }
        PatchSpec patch = content.vae().patch();
        WindowSteps windows = new WindowSteps(graph, IMAGE, height, width, patch, content.stride());
        NetworkSteps network = new NetworkSteps(graph, content.vae(), windows.windows);
        new ScoreSteps(graph, windows, network, content).add();
        new MapSteps(graph, windows, patch, content.stride()).add(network.squares, ANOMALY_MAP);

        OnnxDimension one = OnnxDimension.of(1);
        OnnxDimension down = dimension(height, "height");
        OnnxDimension across = dimension(width, "width");
        return graph.build(
                "kizu",
                List.of(new OnnxValue(
                        IMAGE,
                        ElementType.FLOAT,
                        List.of(one, OnnxDimension.of(patch.channels()), down, across),
                        "samples from 0 to 1: 8-bit values divided by 255; 1 channel is grey, 3 are red, green, blue")),
                List.of(
                        new OnnxValue(
                                ANOMALY_MAP,
                                ElementType.FLOAT,
                                List.of(one, one, down, across),
                                "for every pixel the mean M term of the windows that cover it; 0 where none does"),
                        new OnnxValue(
                                WINDOW_SCORES,
                                ElementType.FLOAT,
                                List.of(
                                        OnnxDimension.of(2),
                                        dimension(windows.rows, "rows"),
                                        dimension(windows.columns, "columns")),
                                "for every window the ELBO and the unregularized score, not calibrated"),
                        new OnnxValue(
                                SCORE, ElementType.FLOAT, List.of(one), "the image's score; larger is more anomalous"),
                        new OnnxValue(
                                THRESHOLD,
                                ElementType.FLOAT,
                                List.of(one),
                                "the score above which an image is anomalous; infinite where none was chosen"),
                        new OnnxValue(
                                IS_ANOMALOUS,
                                ElementType.BOOL,
                                List.of(one),
                                "whether the score is above the threshold")));
    }

    private static String dimension(GraphBuilder graph, String shape, int axis, String name) {
        return graph.step("Gather", name, List.of(shape, graph.ints(axis)), OnnxAttribute.of("axis", 0));
    }

    private static OnnxDimension dimension(Size size, String name) {
        return size.isKnown() ? OnnxDimension.of(size.number()) : OnnxDimension.named(name);
    }
}
