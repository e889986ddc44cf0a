package dev.kizu.benchmarks.onnx;

import static dev.kizu.benchmarks.onnx.OnnxGraph.attribute;
import static dev.kizu.benchmarks.onnx.OnnxGraph.attributes;

import dev.kizu.benchmarks.comparison.Tensor;
import dev.kizu.benchmarks.comparison.Workload;
import dev.kizu.patch.PatchSpec;
import java.util.List;

/**
 * Writes a trained network as an ONNX model that gives the terms D, A and M of every window, with z at its mean. Batch normalisation is folded
 * into the weights, and all sizes are fixed.
 */
final class OnnxVae {
    private final Workload workload;
    private final PatchSpec patch;
    private final OnnxWeights weights;
    private final PixelBlock block;
    /** Rows and columns of the encoder's last stage within a window. */
    private final int rows;

    private final int columns;

    OnnxVae(Workload workload, OnnxWeights weights, PixelBlock block) {
        this.workload = workload;
        this.patch = workload.patch();
        this.weights = weights;
        this.block = block;
        this.rows = patch.height() >> workload.options().depth();
        this.columns = patch.width() >> workload.options().depth();
    }

    /** A model for windows on their own: input {@code x} is [count][channel][row][column]. */
    byte[] windows(int count) {
        OnnxGraph graph = new OnnxGraph();
        String x = graph.input("x", count, patch.channels(), patch.height(), patch.width());
        String at = x;
        for (int stage = 0; stage < workload.options().depth(); stage++) {
            at = encoderStage(graph, at, stage, 2, 1);
        }
        String heads = graph.node("Flatten", List.of(latent(graph, at, 1, 1)));
        if (!block.isPlain()) {
            String split = graph.reshape(
                    x, count, patch.channels(), blocksDown(), block.rows(), blocksAcross(), block.columns());
            x = blocks(graph, graph.node("Transpose", List.of(split), attributes("perm", 0, 1, 3, 5, 2, 4)));
        }
        decoder(graph).terms(heads, x, count);
        return graph.toBytes();
    }

    /**
     * A model for whole images: input {@code x} is [count][channel][row][column]. After stage l the encoder's map holds a place for every
     * multiple of {@code gcd(stride, 2^l)} pixels, so that windows share what they have in common: where maps are denser than a
     * window's own, the next convolution is dilated. Windows come out image by image, row by row.
     */
    byte[] images(int count) {
        OnnxGraph graph = new OnnxGraph();
        String x = graph.input("x", count, patch.channels(), workload.side(), workload.side());
        int stride = workload.stride();
        int step = 1;
        String at = x;
        for (int stage = 0; stage < workload.options().depth(); stage++) {
            int next = gcd(stride, 2 << stage);
            at = encoderStage(graph, at, stage, next / step, (1 << stage) / step);
            step = next;
        }
        String map = latent(graph, at, stride / step, (1 << workload.options().depth()) / step);
        int down = (workload.side() - patch.height()) / stride + 1;
        int across = (workload.side() - patch.width()) / stride + 1;
        String heads = graph.reshape(
                graph.node("Transpose", List.of(map), attributes("perm", 0, 2, 3, 1)),
                -1,
                2L * workload.options().latent());
        decoder(graph).terms(heads, cut(graph, x, count, down, across), count * down * across);
        return graph.toBytes();
    }

    private OnnxDecoder decoder(OnnxGraph graph) {
        return new OnnxDecoder(graph, workload, weights, block, rows, columns);
    }

    private String encoderStage(OnnxGraph graph, String input, int stage, int stride, int dilation) {
        String layer = "encoder." + stage;
        return graph.node(
                "Relu",
                List.of(convolution(graph, input, weights.weight(layer), weights.bias(layer), stride, dilation)));
    }

    private String latent(OnnxGraph graph, String map, int stride, int dilation) {
        return convolution(graph, map, weights.latent(rows, columns), weights.bias("latent"), stride, dilation);
    }

    private static String convolution(
            OnnxGraph graph, String input, Tensor weight, Tensor bias, int stride, int dilation) {
        return graph.node(
                "Conv",
                List.of(input, graph.constant(weight), graph.constant(bias)),
                attributes("strides", stride, stride),
                attributes("dilations", dilation, dilation));
    }

    /** Cuts images into windows, their pixels arranged in blocks: columns first, in runs as long as they can be, then rows. */
    private String cut(OnnxGraph graph, String images, int count, int down, int across) {
        int side = workload.side();
        int stride = workload.stride();
        int run = gcd(gcd(stride, patch.width()), side);
        String runs = graph.reshape(images, count, patch.channels(), side, side / run, run);
        String columns = graph.node(
                "Gather",
                List.of(runs, graph.integers(places(across, stride / run, patch.width() / run))),
                attribute("axis", 3));
        String cells = graph.node(
                "Gather", List.of(columns, graph.integers(places(down, stride, patch.height()))), attribute("axis", 2));
        String grid = graph.reshape(
                cells,
                count,
                patch.channels(),
                down,
                blocksDown(),
                block.rows(),
                across,
                blocksAcross(),
                block.columns());
        return blocks(graph, graph.node("Transpose", List.of(grid), attributes("perm", 0, 2, 5, 1, 4, 7, 3, 6)));
    }

    private String blocks(OnnxGraph graph, String pixels) {
        return graph.reshape(pixels, -1, (long) patch.channels() * block.size(), blocksDown(), blocksAcross());
    }

    private int blocksDown() {
        return patch.height() / block.rows();
    }

    private int blocksAcross() {
        return patch.width() / block.columns();
    }

    private static long[] places(int windows, int stride, int size) {
        long[] result = new long[windows * size];
        for (int i = 0; i < result.length; i++) {
            result[i] = (long) i / size * stride + i % size;
        }
        return result;
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
