package dev.kizu.model;

import dev.kizu.onnx.OnnxAttribute;
import dev.kizu.onnx.OnnxTensor;
import dev.kizu.patch.PatchSpec;
import java.util.List;

/**
 * Puts what was computed for the pixels of every window back into an image: for each pixel the mean over the windows and channels that
 * cover it.
 *
 * <p>Windows are added where they overlap by two transposed convolutions with the identity as their kernel: first along the columns, then
 * along the rows. That is exact, works for every size of image, takes one constant of the patch's width squared and one of its height
 * squared, and only {@code height + width} multiply-adds a pixel of a window. (One convolution over both would take
 * {@code height * width} a pixel; operators that add to scattered places are newer, and where several fall on one place their order is not
 * laid down.) The same is done with ones to count the windows.
 */
final class MapSteps {
    static final String IDENTITY_ACROSS = "map.identity.across";
    static final String IDENTITY_DOWN = "map.identity.down";

    private final GraphBuilder graph;
    private final WindowSteps windows;
    private final PatchSpec patch;
    private final int stride;

    MapSteps(GraphBuilder graph, WindowSteps windows, PatchSpec patch, int stride) {
        this.graph = graph;
        this.windows = windows;
        this.patch = patch;
        this.stride = stride;
    }

    /**
     * Adds the steps.
     *
     * @param squares squared error over variance, [windows, channels, patch height, patch width]
     */
    void add(String squares, String output) {
        int height = patch.height();
        int width = patch.width();
        String summed = graph.step(
                "ReduceSum",
                "map.windows",
                List.of(squares),
                OnnxAttribute.of("axes", new long[] {1}),
                OnnxAttribute.of("keepdims", 0));
        String grid = graph.binary(
                "Reshape",
                "map.grid",
                summed,
                Size.list(graph, "map.grid.shape", windows.rows, windows.columns, height, width));
        String xFirst = graph.step(
                "Transpose", "map.x_first", List.of(grid), OnnxAttribute.of("perm", new long[] {3, 0, 2, 1}));
        String lines = graph.binary(
                "Reshape", "map.lines", xFirst, Size.list(graph, "map.lines.shape", 1, width, -1, windows.columns));
        String acrossAdded = across(lines, "map.across");
        Size coveredWidth = covered("width", windows.columns, width);
        String strips = graph.binary(
                "Reshape",
                "map.strips",
                acrossAdded,
                Size.list(graph, "map.strips.shape", windows.rows, height, coveredWidth));
        String yFirst =
                graph.step("Transpose", "map.y_first", List.of(strips), OnnxAttribute.of("perm", new long[] {1, 0, 2}));
        String image = graph.step("Unsqueeze", "map.image", List.of(yFirst), OnnxAttribute.of("axes", new long[] {0}));
        String sums = down(image, "map.sums");
        String counts = graph.binary(
                "Mul",
                "map.count",
                down(
                        ones("map.ones.down", Size.list(graph, "map.ones.down.shape", 1, height, windows.rows, 1)),
                        "map.count.down"),
                across(
                        ones(
                                "map.ones.across",
                                Size.list(graph, "map.ones.across.shape", 1, width, 1, windows.columns)),
                        "map.count.across"));
        // A stride beyond the patch leaves pixels without a window, whose sum is 0.
        String divisor = graph.binary("Max", "map.count.positive", counts, graph.scalar("const.one", 1f));
        String share = graph.binary("Mul", "map.halves", sums, graph.scalar("map.share", 0.5f / patch.channels()));
        pad(graph, share, divisor, coveredWidth, output);
    }

    private void pad(GraphBuilder steps, String share, String divisor, Size coveredWidth, String output) {
        Size below = windows.height.minus(covered("height", windows.rows, patch.height()), "map.pad.below");
        Size right = windows.width.minus(coveredWidth, "map.pad.right");
        if (below.isKnown() && right.isKnown() && below.number() == 0 && right.number() == 0) {
            steps.binary("Div", output, share, divisor);
            return;
        }
        String mean = steps.binary("Div", "map.mean", share, divisor);
        steps.binary("Pad", output, mean, Size.list(graph, "map.pad", 0, 0, 0, 0, 0, 0, below, right));
    }

    /** The pixels from the first to the last window's end. */
    private Size covered(String name, Size count, int size) {
        return count.times(stride, "map.covered." + name + ".steps").plus(size - stride, "map.covered." + name);
    }

    private String ones(String output, String shape) {
        return graph.step("Expand", output, List.of(graph.scalar("const.one", 1f), shape));
    }

    /** Along the columns: from [1, x, any, column] to [1, 1, any, pixel]. */
    private String across(String lines, String output) {
        int width = patch.width();
        return graph.step(
                "ConvTranspose",
                output,
                List.of(lines, identity(IDENTITY_ACROSS, width, 1, width)),
                OnnxAttribute.of("kernel_shape", new long[] {1, width}),
                OnnxAttribute.of("strides", new long[] {1, stride}));
    }

    /** Along the rows: from [1, y, row, any] to [1, 1, pixel, any]. */
    private String down(String strips, String output) {
        int height = patch.height();
        return graph.step(
                "ConvTranspose",
                output,
                List.of(strips, identity(IDENTITY_DOWN, height, height, 1)),
                OnnxAttribute.of("kernel_shape", new long[] {height, 1}),
                OnnxAttribute.of("strides", new long[] {stride, 1}));
    }

    private String identity(String name, int size, int rows, int columns) {
        float[] values = new float[size * size];
        for (int i = 0; i < size; i++) {
            values[i * size + i] = 1;
        }
        return graph.constant(OnnxTensor.of(name, List.of((long) size, 1L, (long) rows, (long) columns), values));
    }
}
