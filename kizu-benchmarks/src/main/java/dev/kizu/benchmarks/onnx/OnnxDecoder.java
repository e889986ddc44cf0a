package dev.kizu.benchmarks.onnx;

import static dev.kizu.benchmarks.onnx.OnnxGraph.attribute;
import static dev.kizu.benchmarks.onnx.OnnxGraph.attributes;

import dev.kizu.benchmarks.comparison.Workload;
import java.util.List;

/** The second half of a model: from the latent heads of windows to the terms D, A and M. */
final class OnnxDecoder {
    private final OnnxGraph graph;
    private final Workload workload;
    private final OnnxWeights weights;
    private final PixelBlock block;
    private final int rows;
    private final int columns;

    /**
     * Begins in a graph.
     *
     * @param rows of the smallest grid
     * @param columns of the smallest grid
     */
    OnnxDecoder(OnnxGraph graph, Workload workload, OnnxWeights weights, PixelBlock block, int rows, int columns) {
        this.graph = graph;
        this.workload = workload;
        this.weights = weights;
        this.block = block;
        this.rows = rows;
        this.columns = columns;
    }

    /**
     * Appends everything up to the outputs D, A and M.
     *
     * @param heads [window][means, then log-variances]
     * @param x the windows' pixels, [window][channel and place in a block][block row][block column]
     */
    void terms(String heads, String x, int windows) {
        List<String> latent = graph.node("Split", 2, List.of(heads), attribute("axis", 1));
        List<String> logits = graph.node("Split", 2, List.of(logits(latent.get(0))), attribute("axis", 1));
        String variance = variance(logits.get(1));
        String error = graph.node("Sub", List.of(x, graph.node("Sigmoid", List.of(logits.get(0)))));
        String square = graph.node("Mul", List.of(error, error));
        graph.output(divergence(latent.get(0), latent.get(1)), "D", windows);
        graph.output(normalizer(variance), "A", windows);
        graph.output(halfSum(graph.node("Div", List.of(square, variance)), 1, 2, 3), "M", windows);
    }

    private String logits(String z) {
        String dense = graph.node(
                "Relu",
                List.of(graph.node(
                        "Gemm",
                        List.of(
                                z,
                                graph.constant(weights.weight("decoder.dense")),
                                graph.constant(weights.bias("decoder.dense"))),
                        attribute("transB", 1))));
        String at = firstStage(dense);
        for (int stage = 1; stage < workload.options().depth(); stage++) {
            at = stage(at, stage);
        }
        return graph.node(
                "Conv",
                List.of(at, graph.constant(weights.head(block)), graph.constant(weights.headBias(block))),
                attributes("strides", block.rows(), block.columns()),
                attributes("pads", 2, 2, 1, 1));
    }

    /** The stage from one channel to many: where the graph may be rearranged, one matrix product does it faster. */
    private String firstStage(String dense) {
        if (block.isPlain()) {
            return stage(graph.reshape(dense, -1, 1, rows, columns), 0);
        }
        String values = graph.node(
                "Gemm",
                List.of(
                        dense,
                        graph.constant(weights.firstStage(rows, columns)),
                        graph.constant(weights.firstStageBias(rows * columns))));
        long channels = weights.bias("decoder.0").values().length;
        return graph.reshape(graph.node("Relu", List.of(values)), -1, channels, 2L * rows, 2L * columns);
    }

    private String stage(String input, int stage) {
        String layer = "decoder." + stage;
        return graph.node(
                "Relu",
                List.of(graph.node(
                        "ConvTranspose",
                        List.of(input, graph.constant(weights.transposed(layer)), graph.constant(weights.bias(layer))),
                        attributes("strides", 2, 2))));
    }

    private String variance(String logits) {
        String sigmoid = graph.node("Sigmoid", List.of(logits));
        float floor = workload.options().varianceFloor();
        if (floor == 0) {
            return sigmoid;
        }
        String scaled = graph.node("Mul", List.of(sigmoid, graph.constant(1 - floor)));
        return graph.node("Add", List.of(scaled, graph.constant(floor)));
    }

    private String divergence(String mean, String logVariance) {
        String squareAndVariance = graph.node(
                "Add", List.of(graph.node("Mul", List.of(mean, mean)), graph.node("Exp", List.of(logVariance))));
        String rest = graph.node("Add", List.of(logVariance, graph.constant(1)));
        return halfSum(graph.node("Sub", List.of(squareAndVariance, rest)), 1);
    }

    private String normalizer(String variance) {
        double constant = 0.5 * workload.patch().size() * Math.log(2 * Math.PI);
        String logs = halfSum(graph.node("Log", List.of(variance)), 1, 2, 3);
        return graph.node("Add", List.of(logs, graph.constant((float) constant)));
    }

    private String halfSum(String values, long... axes) {
        String sum = graph.node("ReduceSum", List.of(values, graph.integers(axes)), attribute("keepdims", 0));
        return graph.node("Mul", List.of(sum, graph.constant(0.5f)));
    }
}
