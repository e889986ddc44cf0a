package dev.kizu.model;

import dev.kizu.onnx.OnnxAttribute;
import dev.kizu.vae.Vae;
import java.util.List;

/**
 * One scale of an inspection up to its cells: shrinks the image, cuts windows, runs the network, and averages the terms of the windows
 * around each cell by a matrix along each axis.
 */
final class CellSteps {
    static final String CELLS = "cells";

    /** The terms of all cells, [1, cells]. */
    final String kl;

    final String logNormalizer;
    final String mahalanobis;
    /** The sum of all terms, [1]: a number only if all of them are finite, since a matrix multiplies all values, also by 0. */
    final String sum;

    private final GraphBuilder graph;

    CellSteps(GraphBuilder graph, String image, InspectionModel model, ScaleModel scale, MapLayout.ScaleAxes axes) {
        this.graph = graph;
        Vae vae = scale.vae();
        WindowSteps windows = new WindowSteps(
                graph,
                shrunk(image, scale.factor()),
                Size.known(graph, model.preparation().height() / scale.factor()),
                Size.known(graph, model.preparation().width() / scale.factor()),
                vae.patch(),
                scale.stride());
        NetworkSteps network = new NetworkSteps(graph, vae, windows.windows);
        String grid = graph.step(
                "Concat",
                "terms",
                List.of(
                        grid("terms.kl", network.kl, axes),
                        grid("terms.log_normalizer", network.logNormalizer, axes),
                        grid("terms.mahalanobis", network.mahalanobis, axes)),
                OnnxAttribute.of("axis", 0));
        String means =
                AxisSteps.add(graph, graph, CELLS, grid, axes.rows(), axes.columns(), axes.down(), axes.across());
        sum = graph.step(
                "ReduceSum",
                "cells.sum",
                List.of(graph.binary("Reshape", "cells.flat", means, graph.ints(-1))),
                OnnxAttribute.of("axes", new long[] {0}),
                OnnxAttribute.of("keepdims", 1));
        List<String> terms = graph.step(
                "Split",
                List.of("cells.kl", "cells.log_normalizer", "cells.mahalanobis"),
                List.of(graph.binary("Reshape", "cells.terms", means, graph.ints(3, -1))),
                OnnxAttribute.of("axis", 0),
                OnnxAttribute.of("split", new long[] {1, 1, 1}));
        kl = terms.get(0);
        logNormalizer = terms.get(1);
        mahalanobis = terms.get(2);
    }

    private String shrunk(String image, int factor) {
        return factor == 1
                ? image
                : graph.step(
                        "AveragePool",
                        "image.shrunk",
                        List.of(image),
                        OnnxAttribute.of("kernel_shape", new long[] {factor, factor}),
                        OnnxAttribute.of("strides", new long[] {factor, factor}));
    }

    private String grid(String output, String term, MapLayout.ScaleAxes axes) {
        return graph.binary("Reshape", output, term, graph.ints(1, axes.rows(), axes.columns()));
    }
}
