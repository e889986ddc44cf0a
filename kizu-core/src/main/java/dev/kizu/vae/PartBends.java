package dev.kizu.vae;

import java.util.Arrays;

/**
 * Where channels {@code max(0, a[c] x + b[c])} of a value x that is never negative set in and end: at {@code -b[c] / a[c]}. Between neighbouring
 * bends lies a segment in which the same channels are active. Immutable and thread-safe.
 */
final class PartBends {
    /** The bends, in ascending order. */
    final float[] bends;

    private final float[] slopes;
    private final float[] starts;
    /** The channel that each bend belongs to. */
    private final int[] order;
    /** For each channel the segments in which it is active: the first one, and the one behind the last. */
    private final int[] from;

    private final int[] to;

    /**
     * Finds the bends.
     *
     * @param slopes a of each channel; kept, not copied
     * @param starts b of each channel; kept, not copied
     */
    PartBends(float[] slopes, float[] starts) {
        this.slopes = slopes;
        this.starts = starts;
        int channels = slopes.length;
        from = new int[channels];
        to = new int[channels];
        // A bend and its channel each, which sort by the bend: the bits of positive numbers are in their order.
        long[] events = new long[channels];
        int count = 0;
        for (int channel = 0; channel < channels; channel++) {
            float bend = (float) (-(double) starts[channel] / slopes[channel]);
            if (bend > 0 && bend < Float.POSITIVE_INFINITY) {
                events[count++] = (long) Float.floatToRawIntBits(bend) << Integer.SIZE | channel;
            } else if ((double) slopes[channel] + starts[channel] > 0) {
                // Without a bend a channel is the same everywhere, so also at 1.
                to[channel] = Integer.MAX_VALUE;
            }
        }
        Arrays.sort(events, 0, count);
        bends = new float[count];
        order = new int[count];
        for (int i = 0; i < count; i++) {
            bends[i] = Float.intBitsToFloat((int) (events[i] >>> Integer.SIZE));
            order[i] = (int) events[i];
            from[order[i]] = rises(i) ? i + 1 : 0;
            to[order[i]] = rises(i) ? Integer.MAX_VALUE : i + 1;
        }
        for (int channel = 0; channel < channels; channel++) {
            to[channel] = Math.min(to[channel], segments());
        }
    }

    /** Number of channels. */
    int channels() {
        return slopes.length;
    }

    /** Number of segments: one more than bends. */
    int segments() {
        return bends.length + 1;
    }

    /** The channel that sets in or ends at a bend. */
    int channel(int bend) {
        return order[bend];
    }

    /** Whether a bend's channel sets in there; otherwise it ends. */
    boolean rises(int bend) {
        return slopes[order[bend]] > 0;
    }

    /** Whether a channel is active in the first segment. */
    boolean begins(int channel) {
        return from[channel] == 0 && to[channel] > 0;
    }

    /** a of a channel. */
    float slope(int channel) {
        return slopes[channel];
    }

    /** b of a channel. */
    float start(int channel) {
        return starts[channel];
    }

    /** The first segment in which a channel is active. */
    int from(int channel) {
        return from[channel];
    }

    /** The segment behind the last one; 0 where there is none. */
    int to(int channel) {
        return to[channel];
    }
}
