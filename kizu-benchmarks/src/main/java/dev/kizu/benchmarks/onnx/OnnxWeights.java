package dev.kizu.benchmarks.onnx;

import dev.kizu.benchmarks.comparison.FoldedWeights;
import dev.kizu.benchmarks.comparison.Tensor;

/** A network's folded weights, rearranged for the operations of a graph. */
final class OnnxWeights {
    private static final int HEAD_KERNEL = 4;

    private final FoldedWeights weights;

    OnnxWeights(FoldedWeights weights) {
        this.weights = weights;
    }

    /** Weights of a convolution or dense layer, output channels first. */
    Tensor weight(String layer) {
        return weights.weight(layer, 0);
    }

    /** Weights of a transposed convolution, input channels first. */
    Tensor transposed(String layer) {
        return weights.weight(layer, 1);
    }

    Tensor bias(String layer) {
        return weights.bias(layer);
    }

    /** The latent heads as a convolution whose kernel covers the last encoder stage of one window. */
    Tensor latent(int rows, int columns) {
        Tensor weight = weight("latent");
        return new Tensor(
                new long[] {weight.shape()[0], weight.shape()[1] / ((long) rows * columns), rows, columns},
                weight.values());
    }

    /** The first decoder stage as one matrix, from all places to all channels of all places: [places][channels * places * 4]. */
    Tensor firstStage(int rows, int columns) {
        float[] from = transposed("decoder.0").values();
        int outputs = from.length * rows * columns;
        float[] values = new float[rows * columns * outputs];
        for (int output = 0; output < outputs; output++) {
            int channel = output / (rows * columns * 4);
            int y = output / (2 * columns) % (2 * rows);
            int x = output % (2 * columns);
            values[(y / 2 * columns + x / 2) * outputs + output] = from[channel * 4 + y % 2 * 2 + x % 2];
        }
        return new Tensor(new long[] {(long) rows * columns, outputs}, values);
    }

    /** The bias for {@link #firstStage}. */
    Tensor firstStageBias(int places) {
        return repeated(bias("decoder.0"), places * 4);
    }

    /**
     * The pixel heads as a convolution: the kernel is turned around, and for blocks it grows to all that a block's pixels see. Output channels
     * are the heads' channels, then the block's rows and columns.
     */
    Tensor head(PixelBlock block) {
        Tensor weight = weight("head");
        int outputs = (int) weight.shape()[0];
        int inputs = (int) weight.shape()[1];
        int rows = block.rows() + HEAD_KERNEL - 1;
        int columns = block.columns() + HEAD_KERNEL - 1;
        float[] values = new float[outputs * block.size() * inputs * rows * columns];
        for (int channel = 0; channel < outputs * inputs; channel++) {
            for (int pixel = 0; pixel < block.size(); pixel++) {
                int output = channel / inputs * block.size() + pixel;
                int plane = (output * inputs + channel % inputs) * rows;
                for (int tap = 0; tap < HEAD_KERNEL * HEAD_KERNEL; tap++) {
                    int y = pixel / block.columns() + HEAD_KERNEL - 1 - tap / HEAD_KERNEL;
                    int x = pixel % block.columns() + HEAD_KERNEL - 1 - tap % HEAD_KERNEL;
                    values[(plane + y) * columns + x] = weight.values()[channel * HEAD_KERNEL * HEAD_KERNEL + tap];
                }
            }
        }
        return new Tensor(new long[] {(long) outputs * block.size(), inputs, rows, columns}, values);
    }

    /** The bias for {@link #head}. */
    Tensor headBias(PixelBlock block) {
        return repeated(bias("head"), block.size());
    }

    private static Tensor repeated(Tensor bias, int times) {
        float[] values = new float[bias.values().length * times];
        for (int i = 0; i < values.length; i++) {
            values[i] = bias.values()[i / times];
        }
        return new Tensor(new long[] {values.length}, values);
    }
}
