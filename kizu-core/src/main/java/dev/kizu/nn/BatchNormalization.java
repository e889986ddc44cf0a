package dev.kizu.nn;

import dev.kizu.nn.kernel.Kernel;
import dev.kizu.nn.kernel.Layout;

/**
 * Batch normalisation (Ioffe and Szegedy 2015), with or without a rectifier behind it. Immutable and thread-safe; what a batch needs
 * lives in a {@link BatchStatistics}.
 */
public final class BatchNormalization {
    /** Added to the variance. */
    public static final float EPSILON = 1e-3f;

    /** Weight of the newest batch in the running statistics: 1 less Keras's momentum of 0.99. */
    public static final float UPDATE = 0.01f;

    private final Layout layout;
    private final boolean relu;
    private final Parameter gamma;
    private final Parameter beta;
    private final Parameter mean;
    private final Parameter variance;

    /**
     * Creates the layer.
     *
     * @param parameters receives gamma and beta
     * @param statistics receives the running mean and variance
     * @param layout where the values to normalise lie
     * @param relu whether negative results become 0
     */
    public BatchNormalization(
            ParameterLayout parameters, ParameterLayout statistics, String name, Layout layout, boolean relu) {
        this.layout = layout;
        this.relu = relu;
        this.gamma = parameters.add(name + ".gamma", layout.channels());
        this.beta = parameters.add(name + ".beta", layout.channels());
        this.mean = statistics.add(name + ".mean", layout.channels());
        this.variance = statistics.add(name + ".variance", layout.channels());
    }

    /** Where the values to normalise lie. */
    public Layout layout() {
        return layout;
    }

    /** Whether negative results become 0. */
    public boolean relu() {
        return relu;
    }

    /** The factors. */
    public Parameter gamma() {
        return gamma;
    }

    /** The offsets. */
    public Parameter beta() {
        return beta;
    }

    /** The running mean. */
    public Parameter mean() {
        return mean;
    }

    /** The running variance. */
    public Parameter variance() {
        return variance;
    }

    /** Normalises one group by the batch's statistics. */
    public void forward(
            Kernel kernel, BatchStatistics batch, float[] values, int at, Layout outLayout, float[] out, int outAt) {
        kernel.scale(layout, values, at, batch.scale, batch.shift, relu, outLayout, out, outAt);
    }

    /** First half of the way back for one group: masks the gradient by the rectifier and sums it up. */
    public void gradientSums(
            Kernel kernel,
            BatchStatistics batch,
            int group,
            float[] values,
            int at,
            Layout gradientLayout,
            float[] gradient,
            int gradientAt,
            float[] scratch) {
        kernel.gradientSums(
                layout,
                values,
                at,
                batch.scale,
                batch.shift,
                relu,
                batch.inverse,
                batch.offset,
                gradientLayout,
                gradient,
                gradientAt,
                batch.sums,
                group * 2 * layout.channels(),
                scratch);
    }

    /** Second half, in place: from the gradient of the output to that of the input. */
    public void backward(
            Kernel kernel,
            BatchStatistics batch,
            float[] values,
            int at,
            Layout gradientLayout,
            float[] gradient,
            int gradientAt) {
        kernel.combine(
                layout,
                values,
                at,
                batch.scale,
                batch.valueFactor,
                batch.constant,
                gradientLayout,
                gradient,
                gradientAt);
    }
}
