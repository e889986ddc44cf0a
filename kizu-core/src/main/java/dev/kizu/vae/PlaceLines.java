package dev.kizu.vae;

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

    private static final int SQUARE = 4;
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
        List<PiecewiseLinear> all = new ArrayList<>();
        for (int part = 0; part < SQUARE; part++) {
            all.add(lines(part, first, firstBias, second, secondBias));
        }
        parts = List.copyOf(all);
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

    private static PiecewiseLinear lines(
            int part, float[] first, float[] firstBias, float[] second, float[] secondBias) {
        int channels = first.length / SQUARE;
        int outputs = secondBias.length;
        double[] slopes = new double[outputs];
        double[] starts = new double[outputs];
        Arrays.setAll(starts, output -> secondBias[output]);
        // A bend and its channel each, which sort by the bend: the bits of positive numbers are in their order.
        long[] events = new long[channels];
        int count = 0;
        for (int channel = 0; channel < channels; channel++) {
            float slope = first[channel * SQUARE + part];
            float start = firstBias[channel * SQUARE + part];
            float bend = (float) (-(double) start / slope);
            boolean bends = bend > 0 && bend < Float.POSITIVE_INFINITY;
            if (bends) {
                events[count++] = (long) Float.floatToRawIntBits(bend) << Integer.SIZE | channel;
            }
            // The value is never negative, so nothing lies before 0. Without a bend it is the same everywhere, so also
            // at 1.
            if (bends ? slope < 0 : (double) slope + start > 0) {
                add(1, channel, slope, start, second, slopes, starts);
            }
        }
        Arrays.sort(events, 0, count);
        float[] bends = new float[count];
        float[] lines = new float[2 * outputs * (count + 1)];
        store(slopes, starts, lines, 0);
        for (int i = 0; i < count; i++) {
            bends[i] = Float.intBitsToFloat((int) (events[i] >>> Integer.SIZE));
            int channel = (int) events[i];
            float slope = first[channel * SQUARE + part];
            // Channels that rise set in, the others end.
            add(slope > 0 ? 1 : -1, channel, slope, firstBias[channel * SQUARE + part], second, slopes, starts);
            store(slopes, starts, lines, i + 1);
        }
        return new PiecewiseLinear(bends, lines, outputs);
    }

    private static void add(
            int sign, int channel, float slope, float start, float[] second, double[] slopes, double[] starts) {
        for (int output = 0; output < slopes.length; output++) {
            double weight = sign * second[channel * slopes.length + output];
            slopes[output] += weight * slope;
            starts[output] += weight * start;
        }
    }

    private static void store(double[] slopes, double[] starts, float[] lines, int segment) {
        int outputs = slopes.length;
        for (int output = 0; output < outputs; output++) {
            lines[2 * outputs * segment + output] = (float) slopes[output];
            lines[2 * outputs * segment + outputs + output] = (float) starts[output];
        }
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
