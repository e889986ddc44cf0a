package dev.kizu.nn.kernel;

/** Turns lanes side by side into rows or taps side by side, and back. Not vectorised: a load and a store a float, as fast as copies of sixteen. */
final class ScalarTranspose {
    /** Most rows or taps. */
    static final int MOST = 64;

    /** Floats from one lane to the next. A multiple of eight, so that all lanes begin at the same place within a vector; but not of a cache's ways. */
    static final int LANE = MOST + 16;

    /** Floats of an array: a little more than what is used, so that arrays that follow each other begin at the same place within a vector. */
    static final int LENGTH = LANE * Lanes.COUNT + 4;

    private ScalarTranspose() {}

    /**
     * Writes lane l of the i-th row or tap to {@code target[LANE * l + i]}.
     *
     * @param at index of the place
     * @param offsets where rows or taps begin, seen from there
     */
    static void lanes(float[] values, int at, int[] offsets, int count, float[] target) {
        lanes(values, at, offsets, 0, count, target, 0);
    }

    /**
     * Writes lane l of row {@code first + i} to {@code target[targetAt + LANE * l + i]}.
     *
     * @param at index of the place
     * @param offsets where rows begin, seen from there
     */
    static void lanes(float[] values, int at, int[] offsets, int first, int count, float[] target, int targetAt) {
        for (int i = 0; i < count; i++) {
            int from = at + offsets[first + i];
            int to = targetAt + i;
            target[to] = values[from];
            target[to + LANE] = values[from + 1];
            target[to + 2 * LANE] = values[from + 2];
            target[to + 3 * LANE] = values[from + 3];
            target[to + 4 * LANE] = values[from + 4];
            target[to + 5 * LANE] = values[from + 5];
            target[to + 6 * LANE] = values[from + 6];
            target[to + 7 * LANE] = values[from + 7];
            target[to + 8 * LANE] = values[from + 8];
            target[to + 9 * LANE] = values[from + 9];
            target[to + 10 * LANE] = values[from + 10];
            target[to + 11 * LANE] = values[from + 11];
            target[to + 12 * LANE] = values[from + 12];
            target[to + 13 * LANE] = values[from + 13];
            target[to + 14 * LANE] = values[from + 14];
            target[to + 15 * LANE] = values[from + 15];
        }
    }

    /**
     * The way back: writes {@code lanes[LANE * l + i + from]} to lane l of the i-th row.
     *
     * @param at index of the place
     * @param offsets where rows begin, seen from there
     * @param first number of the first row
     */
    static void rows(float[] lanes, int from, int count, float[] values, int at, int[] offsets, int first) {
        for (int i = 0; i < count; i++) {
            int to = at + offsets[first + i];
            int lane = from + i;
            values[to] = lanes[lane];
            values[to + 1] = lanes[lane + LANE];
            values[to + 2] = lanes[lane + 2 * LANE];
            values[to + 3] = lanes[lane + 3 * LANE];
            values[to + 4] = lanes[lane + 4 * LANE];
            values[to + 5] = lanes[lane + 5 * LANE];
            values[to + 6] = lanes[lane + 6 * LANE];
            values[to + 7] = lanes[lane + 7 * LANE];
            values[to + 8] = lanes[lane + 8 * LANE];
            values[to + 9] = lanes[lane + 9 * LANE];
            values[to + 10] = lanes[lane + 10 * LANE];
            values[to + 11] = lanes[lane + 11 * LANE];
            values[to + 12] = lanes[lane + 12 * LANE];
            values[to + 13] = lanes[lane + 13 * LANE];
            values[to + 14] = lanes[lane + 14 * LANE];
            values[to + 15] = lanes[lane + 15 * LANE];
        }
    }
}
