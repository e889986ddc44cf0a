package dev.kizu.nn.kernel;

/**
 * One of the two sides of a weight gradient: inputs, one for each tap, or output gradients, one for each row, at the places of some groups.
 * Mutable and not thread-safe.
 */
final class ScalarOperand {
    private static final float[] NONE = {};
    private static final int[] NOWHERE = {};

    float[] values = NONE;
    private int at;
    private int stride;
    private int[] positions = NOWHERE;
    private int[] offsets = NOWHERE;
    private int from;
    private int count;

    /**
     * Sets everything.
     *
     * @param offsets where rows or taps begin, of which {@code count} from {@code from} on are meant
     */
    void set(float[] values, int at, int stride, int[] positions, int[] offsets, int from, int count) {
        this.values = values;
        this.at = at;
        this.stride = stride;
        this.positions = positions;
        this.offsets = offsets;
        this.from = from;
        this.count = count;
    }

    /** Lets go of the arrays. */
    void clear() {
        set(NONE, 0, 0, NOWHERE, NOWHERE, 0, 0);
    }

    /** Number of rows or taps. */
    int count() {
        return count;
    }

    /** Index of the first lane of a row or tap at a place that lies at index 0. */
    int offset(int number) {
        return offsets[from + number];
    }

    /** Index of the first lane of a row or tap with offset 0. */
    int place(int group, int position) {
        return at + group * stride + positions[position];
    }
}
