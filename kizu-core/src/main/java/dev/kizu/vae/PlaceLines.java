package dev.kizu.vae;

import dev.kizu.nn.kernel.LaneMemory;
import dev.kizu.nn.kernel.Layout;
import dev.kizu.nn.kernel.PiecewiseLinear;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The first two stages of the decoder as functions of one value. The dense layer gives a single value x for each place of the smallest grid.
 * Of it the first transposed convolution, which does not overlap, makes {@code h[c] = max(0, a[c] x + b[c])} at each of 2x2 places, and the
 * second one 2x2 places of {@code sum over c of w[c][k] h[c] + d[k]} from each of these: functions of x that are straight between the points
 * {@code -b[c] / a[c]} where a channel sets in or ends. Slopes and starts of all segments are summed up once, in double precision; then an output
 * takes one multiply-add instead of one for each channel.
 *
 * <p>Results differ from those of the stages one after the other by rounding alone. Immutable and thread-safe.
 */
final class PlaceLines {
    /** Stages of the decoder that are done at once. */
    static final int STAGES = 2;

    /** Parts of a place. */
    static final int SQUARE = 4;
    /** Channels of the first stage times those of the second: 32 times as many floats in tables. */
    private static final int MOST_WEIGHTS = 1 << 15;

    /** For each of the 2x2 places after the first stage, row by row. */
    final List<PiecewiseLinear> parts;

    /**
     * Sums up.
     *
     * @param first weights of the first stage, [channel][2x2]
     * @param firstBias of each channel and place of 2x2
     * @param second weights of the second stage, [channel][output][2x2]
     * @param secondBias of each output and place of 2x2
     */
    PlaceLines(float[] first, float[] firstBias, float[] second, float[] secondBias) {
        int outputs = secondBias.length;
        List<PartBends> bends = new ArrayList<>();
        LaneMemory layout = new LaneMemory();
        int[] starts = new int[SQUARE];
        for (int part = 0; part < SQUARE; part++) {
            bends.add(new PartBends(part(part, first), part(part, firstBias)));
            starts[part] = layout.reserve(
                    PiecewiseLinear.space(outputs, bends.get(part).segments()));
        }
        float[] memory = layout.allocate();
        List<PiecewiseLinear> all = new ArrayList<>();
        for (int part = 0; part < SQUARE; part++) {
            write(bends.get(part), second, secondBias, memory, starts[part]);
            all.add(new PiecewiseLinear(bends.get(part).bends, outputs, memory, starts[part]));
        }
        parts = List.copyOf(all);
    }

    private static void write(PartBends bends, float[] second, float[] secondBias, float[] memory, int at) {
        int outputs = secondBias.length;
        double[] line = new double[2 * outputs];
        for (int output = 0; output < outputs; output++) {
            line[outputs + output] = secondBias[output];
        }
        for (int channel = 0; channel < bends.channels(); channel++) {
            if (bends.begins(channel)) {
                add(1, channel, bends, second, line);
            }
        }
        store(line, memory, at);
        for (int i = 0; i < bends.bends.length; i++) {
            add(bends.rises(i) ? 1 : -1, bends.channel(i), bends, second, line);
            store(line, memory, at + (i + 1) * line.length);
        }
    }

    private static void add(int sign, int channel, PartBends bends, float[] second, double[] line) {
        int outputs = line.length / 2;
        for (int output = 0; output < outputs; output++) {
            double weight = sign * second[channel * outputs + output];
            line[output] += weight * bends.slope(channel);
            line[outputs + output] += weight * bends.start(channel);
        }
    }

    private static void store(double[] line, float[] memory, int at) {
        for (int i = 0; i < line.length; i++) {
            memory[at + i] = (float) line[i];
        }
    }

    /** One part's numbers of those of all parts, [channel][2x2]. */
    static float[] part(int part, float[] all) {
        float[] result = new float[all.length / SQUARE];
        for (int channel = 0; channel < result.length; channel++) {
            result[channel] = all[channel * SQUARE + part];
        }
        return result;
    }

    /** Whether a network has the stages, and tables for them do not take more memory than they are worth: 4 MB at most. */
    static boolean suit(VaeNetwork network) {
        if (network.depth() < STAGES) {
            return false;
        }
        int first = network.latentBlock() + 2;
        long weights = (long) channels(network, first) * channels(network, first + 1);
        return weights <= MOST_WEIGHTS;
    }

    private static int channels(VaeNetwork network, int block) {
        return network.blocks().get(block).linear().out().channels();
    }

    /** Where one part's outputs go in a layout, seen from its first place. */
    static int[] offsets(Layout layout) {
        int[] offsets = new int[layout.channels() * SQUARE];
        Arrays.setAll(offsets, i -> layout.at(i / SQUARE, i % SQUARE / 2, i % 2) - layout.at(0, 0, 0));
        return offsets;
    }

    /** Where a part of a place begins in a layout: places by row, then parts. */
    static int[] starts(Layout layout) {
        int columns = layout.columns() / SQUARE;
        int[] starts = new int[layout.rows() / SQUARE * columns * SQUARE];
        Arrays.setAll(starts, i -> {
            int place = i / SQUARE;
            int part = i % SQUARE;
            return layout.at(0, place / columns * SQUARE + part / 2 * 2, place % columns * SQUARE + part % 2 * 2);
        });
        return starts;
    }
}
