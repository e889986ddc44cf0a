package dev.kizu.nn;

import dev.kizu.nn.kernel.Kernel;
import dev.kizu.nn.kernel.Lanes;
import dev.kizu.nn.kernel.Layout;
import dev.kizu.nn.kernel.LinearPlan;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A layer with weights: a convolution, a transposed convolution or a dense layer, forward and backward, one group of patches at a
 * time. Immutable and thread-safe; weights and activations are handed in.
 *
 * <p>The gradient with respect to the output may lie in another layout than the output itself, with the padding that the way back needs.
 */
public final class LinearLayer {
    private final Layout in;
    private final Layout out;
    private final Layout outGradient;
    private final Parameter weights;
    private final @Nullable Parameter bias;
    private final int fanIn;
    private final int fanOut;
    private final LinearPlan plan;
    private final LinearMap forward;
    private final LinearMap backward;
    private final LinearPlan gradient;

    private LinearLayer(
            Layout in,
            Layout out,
            Layout outGradient,
            Parameter weights,
            @Nullable Parameter bias,
            int fanIn,
            int fanOut,
            LinearPlan plan,
            LinearMap forward,
            LinearMap backward,
            LinearPlan gradient) {
        this.in = in;
        this.out = out;
        this.outGradient = outGradient;
        this.weights = weights;
        this.bias = bias;
        this.fanIn = fanIn;
        this.fanOut = fanOut;
        this.plan = plan;
        this.forward = forward;
        this.backward = backward;
        this.gradient = gradient;
    }

    /** A convolution without overlap: kernel and stride {@code k}, no padding. Weights are [output][input][k][k]. */
    public static LinearLayer convolution(ParameterLayout parameters, String name, Layout in, int filters, int k) {
        int square = k * k;
        Layout out = Layout.of(filters, in.rows() / k, in.columns() / k);
        Layout inGradient = Layout.of(in.channels(), in.rows(), in.columns());
        LinearPlan forward = Plans.blocksToPlaces(in, out, k, in.channels() * square, square);
        return new LinearLayer(
                in,
                out,
                out,
                parameters.add(name + ".weight", filters, in.channels(), k, k),
                null,
                in.channels() * square,
                filters * square,
                forward,
                LinearMap.of(forward),
                LinearMap.of(Plans.placesToBlocks(out, inGradient, k, in.channels() * square, square)),
                forward);
    }

    /** A transposed convolution without overlap: kernel and stride {@code k}. Weights are [input][output][k][k]. */
    public static LinearLayer transposedConvolution(
            ParameterLayout parameters, String name, Layout in, int filters, int k) {
        int square = k * k;
        Layout out = Layout.of(filters, in.rows() * k, in.columns() * k);
        Layout inGradient = Layout.of(in.channels(), in.rows(), in.columns());
        LinearPlan forward = Plans.placesToBlocks(in, out, k, filters * square, square);
        return new LinearLayer(
                in,
                out,
                out,
                parameters.add(name + ".weight", in.channels(), filters, k, k),
                null,
                in.channels() * square,
                filters * square,
                forward,
                LinearMap.of(forward),
                LinearMap.of(Plans.blocksToPlaces(out, inGradient, k, filters * square, square)),
                forward);
    }

    /**
     * A transposed convolution of stride 1 whose output has the size of its input ("same" by TensorFlow's rule: the full one, cropped
     * by {@code (k - 1) / 2} at the beginning). Weights are [output][input][k][k].
     *
     * @param in must have the padding that {@link #samePadding} says
     */
    public static LinearLayer sameTransposedConvolution(
            ParameterLayout parameters, String name, Layout in, int filters, int k) {
        int before = (k - 1) / 2;
        int after = k - 1 - before;
        Layout out = Layout.of(filters, in.rows(), in.columns());
        Layout outGradient = out.padded(before, before, after, after);
        Layout inGradient = Layout.of(in.channels(), in.rows(), in.columns());
        return new LinearLayer(
                in,
                out,
                outGradient,
                parameters.add(name + ".weight", filters, in.channels(), k, k),
                null,
                in.channels() * k * k,
                filters * k * k,
                Plans.same(in, out, k, before),
                Plans.sameWithinRows(in, out, k, before),
                Plans.sameTransposed(outGradient, inGradient, k, before),
                Plans.same(in, outGradient, k, before));
    }

    /** A layout with the padding that {@link #sameTransposedConvolution} needs of its input. */
    public static Layout samePadding(Layout layout, int k) {
        int before = (k - 1) / 2;
        int after = k - 1 - before;
        return layout.padded(after, after, before, before);
    }

    /** A dense layer, with or without bias. Weights are [output][channel * row * column]. */
    public static LinearLayer dense(ParameterLayout parameters, String name, Layout in, int outputs, boolean withBias) {
        int features = in.channels() * in.positions();
        Layout out = Layout.of(outputs, 1, 1);
        LinearPlan forward = Plans.dense(in, out);
        return new LinearLayer(
                in,
                out,
                out,
                parameters.add(name + ".weight", outputs, features),
                withBias ? parameters.add(name + ".bias", outputs) : null,
                features,
                outputs,
                forward,
                LinearMap.of(forward),
                LinearMap.of(Plans.denseTransposed(out, Layout.of(in.channels(), in.rows(), in.columns()))),
                forward);
    }

    /** Where the input lies. */
    public Layout in() {
        return in;
    }

    /** Where the output lies. */
    public Layout out() {
        return out;
    }

    /** Where the gradient with respect to the output lies. */
    public Layout outGradient() {
        return outGradient;
    }

    /** The weights. */
    public Parameter weights() {
        return weights;
    }

    /** The bias, one for each output channel, or null. */
    public @Nullable Parameter bias() {
        return bias;
    }

    /** Inputs that one output sees, for initialisation. */
    public int fanIn() {
        return fanIn;
    }

    /** Outputs that one input reaches, for initialisation. */
    public int fanOut() {
        return fanOut;
    }

    /** The plan from input to output, with all taps for every place. */
    public LinearPlan plan() {
        return plan;
    }

    /** The map from input to output. */
    public LinearMap forward() {
        return forward;
    }

    /** The map from the gradient of the output to that of the input, which lies without padding. */
    public LinearMap backward() {
        return backward;
    }

    /** The map from input to output, which writes into a layout of the output's size with other padding. */
    public LinearMap forward(Layout output) {
        return forward.with(part -> {
            int[] rowOut = new int[part.rows()];
            int[] positionOut = new int[part.positions()];
            Arrays.setAll(rowOut, row -> move(part.rowOut()[row], output) - output.at(0, 0, 0));
            Arrays.setAll(positionOut, position -> move(part.positionOut()[position], output));
            return new LinearPlan(
                    part.rowWeight(), rowOut, part.tapWeight(), part.tapIn(), part.positionIn(), positionOut);
        });
    }

    /** From an offset in the unpadded output to the same place in another layout. */
    private int move(int offset, Layout target) {
        int channel = offset / out.channelStride();
        int place = offset % out.channelStride();
        int row = place / out.rowStride();
        int column = place % out.rowStride() / Lanes.COUNT;
        return target.at(channel, row, column);
    }

    /**
     * Computes the output of one group.
     *
     * @param packed weights packed for {@link #forward()}, from {@code packedAt} on
     */
    public void forward(
            Kernel kernel,
            float[] packed,
            int packedAt,
            float[] parameters,
            float[] input,
            int inputAt,
            float[] output,
            int outputAt) {
        forward.apply(
                kernel,
                packed,
                packedAt,
                bias == null ? null : parameters,
                bias == null ? 0 : bias.offset(),
                false,
                input,
                inputAt,
                output,
                outputAt);
    }

    /**
     * Computes the gradient with respect to the input of one group, which lies without padding.
     *
     * @param packed weights packed for {@link #backward()}, from {@code packedAt} on
     */
    public void backward(
            Kernel kernel,
            float[] packed,
            int packedAt,
            float[] outputGradient,
            int outputAt,
            float[] inputGradient,
            int inputAt) {
        backward.apply(kernel, packed, packedAt, null, 0, false, outputGradient, outputAt, inputGradient, inputAt);
    }

    /** Floats of scratch that the weight gradient over so many groups needs. */
    public int gradientScratch(int groups) {
        return Kernel.gradientScratch(gradient, groups);
    }

    /** Rows over which the weight gradient can be split. */
    public int gradientRows() {
        return gradient.rows();
    }

    /**
     * Computes the gradient of the weights of some rows over several groups, which lie one after the other.
     *
     * @param outputAt where the first group's output gradient begins
     * @param inputAt where the first group's input begins
     */
    public void weightGradient(
            Kernel kernel,
            int fromRow,
            int toRow,
            int groups,
            float[] outputGradient,
            int outputAt,
            float[] input,
            int inputAt,
            float[] gradients,
            float[] scratch) {
        kernel.linearGradient(
                gradient,
                fromRow,
                toRow,
                groups,
                outputGradient,
                outputAt,
                outGradient.size(),
                input,
                inputAt,
                in.size(),
                gradients,
                weights.offset(),
                scratch);
    }

    /** Computes the gradient of the bias over several groups, which lie one after the other; does nothing without a bias. */
    public void biasGradient(
            Kernel kernel, int groups, float[] outputGradient, int outputAt, float[] gradients, float[] scratch) {
        if (bias == null) {
            return;
        }
        float[] sums = new float[2 * out.channels()];
        double[] totals = new double[out.channels()];
        for (int group = 0; group < groups; group++) {
            kernel.sums(outGradient, outputGradient, outputAt + group * outGradient.size(), sums, 0, scratch);
            for (int channel = 0; channel < totals.length; channel++) {
                totals[channel] += sums[2 * channel];
            }
        }
        for (int channel = 0; channel < totals.length; channel++) {
            gradients[bias.offset() + channel] = (float) totals[channel];
        }
    }
}
