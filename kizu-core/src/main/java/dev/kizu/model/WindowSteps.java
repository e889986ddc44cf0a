package dev.kizu.model;

import dev.kizu.onnx.OnnxAttribute;
import dev.kizu.onnx.OnnxTensor;
import dev.kizu.patch.PatchSpec;
import java.util.List;

/**
 * Cuts an image into its windows: gathers the rows of every row of windows, then the columns. Also keeps the sizes that other steps need.
 */
final class WindowSteps {
    static final String ROWS = "windows.rows";
    static final String COLUMNS = "windows.columns";

    final Size height;
    final Size width;
    /** Rows and columns of windows. */
    final Size rows;

    final Size columns;
    /** All windows: [windows, channels, patch height, patch width]. */
    final String windows;

    private final GraphBuilder graph;
    private final int stride;

    /**
     * Adds the steps.
     *
     * @param image name of the image, [1, channels, height, width]
     */
    WindowSteps(GraphBuilder graph, String image, Size height, Size width, PatchSpec patch, int stride) {
        this.graph = graph;
        this.stride = stride;
        this.height = height;
        this.width = width;
        Places down = places(ROWS, height, patch.height());
        Places across = places(COLUMNS, width, patch.width());
        rows = down.count;
        columns = across.count;
        String strips =
                graph.step("Gather", "windows.strips", List.of(image, down.indices), OnnxAttribute.of("axis", 2));
        String grid =
                graph.step("Gather", "windows.grid", List.of(strips, across.indices), OnnxAttribute.of("axis", 4));
        // From [1, channel, row, y, column, x] to [1, row, column, channel, y, x].
        String sorted = graph.step(
                "Transpose", "windows.sorted", List.of(grid), OnnxAttribute.of("perm", new long[] {0, 2, 4, 1, 3, 5}));
        windows = graph.binary(
                "Reshape", "windows", sorted, graph.ints(-1, patch.channels(), patch.height(), patch.width()));
    }

    /** For every row (or column) of windows the pixels that it covers: [count, patch]. */
    private record Places(String indices, Size count) {}

    private Places places(String name, Size pixels, int patch) {
        if (pixels.isKnown()) {
            long count = (pixels.number() - patch) / stride + 1;
            long[] all = new long[Math.toIntExact(count * patch)];
            for (int i = 0; i < all.length; i++) {
                all[i] = (long) i / patch * stride + i % patch;
            }
            String indices = graph.constant(OnnxTensor.of(name, List.of(count, (long) patch), all));
            return new Places(indices, Size.known(graph, count));
        }
        String starts = graph.step(
                "Range",
                name + ".starts",
                List.of(
                        graph.intScalar(0),
                        pixels.plus(1 - patch, name + ".end").scalar(),
                        graph.intScalar(stride)));
        String column = graph.step(
                "Unsqueeze", name + ".starts.column", List.of(starts), OnnxAttribute.of("axes", new long[] {1}));
        long[] within = new long[patch];
        for (int i = 0; i < patch; i++) {
            within[i] = i;
        }
        String indices = graph.binary("Add", name, column, graph.ints(within));
        return new Places(indices, Size.found(graph, graph.unary("Shape", name + ".count", starts)));
    }
}
