package dev.kizu.vae;

import dev.kizu.nn.kernel.Kernel;
import dev.kizu.nn.kernel.Lanes;
import java.util.Arrays;

/**
 * From the gradients of lines' slopes and starts to what a channel's weights and outputs get, by sums over the segments in which it is active: these
 * run from the first segment to the channel's bend, or from there to the last, so they come up one after the other while segments are added, first in
 * ascending order, then in descending.
 */
final class LineGradients {
    private final Kernel kernel;
    private final PartBends bends;
    private final float[] memory;
    private final int gradients;
    private final int outputs;
    /** Where the sums over some segments are kept. */
    private final int running;
    /** For each channel sixteen sums of its output's gradients, then sixteen of those times the value. */
    private final float[] products;

    /**
     * Takes the gradients.
     *
     * @param memory holds them, and takes those of weights
     * @param gradients where those of the first segment begin; for each segment the slopes', then the starts'
     * @param running where there is space for those of one segment
     */
    LineGradients(Kernel kernel, PartBends bends, float[] memory, int gradients, int running, int outputs) {
        this.kernel = kernel;
        this.bends = bends;
        this.memory = memory;
        this.gradients = gradients;
        this.outputs = outputs;
        this.running = running;
        this.products = new float[2 * Lanes.COUNT * bends.channels()];
    }

    /**
     * Writes what channels get.
     *
     * @param weights of the second stage, from {@code weightsAt} on, [channel][output]
     * @param weightGradients where theirs go, [channel][output]
     * @param sums receives for each channel the sum of its output's gradients, then of those times the value
     */
    void write(float[] weights, int weightsAt, int weightGradients, double[] sums) {
        Arrays.fill(memory, weightGradients, weightGradients + bends.channels() * outputs, 0f);
        int last = bends.segments() - 1;
        Arrays.fill(memory, running, running + 2 * outputs, 0f);
        for (int segment = 0; segment < last; segment++) {
            add(segment);
            if (!bends.rises(segment)) {
                write(bends.channel(segment), weights, weightsAt, weightGradients);
            }
        }
        add(last);
        for (int channel = 0; channel < bends.channels(); channel++) {
            if (bends.begins(channel) && bends.to(channel) > last) {
                write(channel, weights, weightsAt, weightGradients);
            }
        }
        Arrays.fill(memory, running, running + 2 * outputs, 0f);
        for (int segment = last; segment > 0; segment--) {
            add(segment);
            if (bends.rises(segment - 1)) {
                write(bends.channel(segment - 1), weights, weightsAt, weightGradients);
            }
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] = Lanes.sum(products, i * Lanes.COUNT);
        }
    }

    private void add(int segment) {
        int line = 2 * outputs;
        kernel.addMultiple(1, memory, gradients + segment * line, memory, running, memory, running, line);
    }

    private void write(int channel, float[] weights, int weightsAt, int weightGradients) {
        int row = channel * outputs;
        kernel.channelGradient(
                bends.slope(channel),
                bends.start(channel),
                memory,
                running,
                outputs,
                weights,
                weightsAt + row,
                memory,
                weightGradients + row,
                products,
                2 * channel * Lanes.COUNT);
    }
}
