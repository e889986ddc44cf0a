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

    private static PiecewiseLinear lines(
            int part, float[] first, float[] firstBias, float[] second, float[] secondBias) {
        int channels = first.length / SQUARE;
        int outputs = secondBias.length;
        float[] bends = new float[channels];
        int count = 0;
        for (int channel = 0; channel < channels; channel++) {
            float bend = bend(first[channel * SQUARE + part], firstBias[channel * SQUARE + part]);
            if (bend > 0 && bend < Float.POSITIVE_INFINITY) {
                bends[count++] = bend;
            }
        }
        bends = Arrays.copyOf(bends, count);
        Arrays.sort(bends);
        float[] lines = new float[2 * outputs * (count + 1)];
        double[] slopes = new double[outputs];
        double[] starts = new double[outputs];
        for (int segment = 0; segment <= count; segment++) {
            Arrays.fill(slopes, 0);
            Arrays.setAll(starts, output -> secondBias[output]);
            // The value is never negative, so nothing lies before 0.
            float reached = segment == 0 ? 0 : bends[segment - 1];
            for (int channel = 0; channel < channels; channel++) {
                float slope = first[channel * SQUARE + part];
                float start = firstBias[channel * SQUARE + part];
                if (isOn(slope, start, reached)) {
                    for (int output = 0; output < outputs; output++) {
                        double weight = second[channel * outputs + output];
                        slopes[output] += weight * slope;
                        starts[output] += weight * start;
                    }
                }
            }
            for (int output = 0; output < outputs; output++) {
                lines[2 * outputs * segment + output] = (float) slopes[output];
                lines[2 * outputs * segment + outputs + output] = (float) starts[output];
            }
        }
        return new PiecewiseLinear(bends, lines, outputs);
    }

    /** Where a channel sets in or ends; 0 or less, infinite or not a number where it does neither for positive values. */
    private static float bend(float slope, float start) {
        return (float) (-(double) start / slope);
    }

    /** Whether a channel is above 0 in the segment that begins at a point. */
    private static boolean isOn(float slope, float start, float from) {
        if (slope == 0) {
            return start > 0;
        }
        return slope > 0 ? bend(slope, start) <= from : bend(slope, start) > from;
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
