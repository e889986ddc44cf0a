package dev.kizu.nn.kernel;

/** Turns lanes side by side into rows or taps side by side. Not vectorised: a load and a store a float, as fast as copies of sixteen. */
final class ScalarTranspose {
    /** Most rows or taps. */
    static final int MOST = 64;

    /** Floats from one lane to the next. A multiple of eight, so that all lanes begin at the same place within a vector; but not of a cache's ways. */
    static final int LANE = MOST + 8;

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
        for (int i = 0; i < count; i++) {
            int from = at + offsets[i];
            target[i] = values[from];
            target[i + LANE] = values[from + 1];
            target[i + 2 * LANE] = values[from + 2];
            target[i + 3 * LANE] = values[from + 3];
            target[i + 4 * LANE] = values[from + 4];
            target[i + 5 * LANE] = values[from + 5];
            target[i + 6 * LANE] = values[from + 6];
            target[i + 7 * LANE] = values[from + 7];
            target[i + 8 * LANE] = values[from + 8];
            target[i + 9 * LANE] = values[from + 9];
            target[i + 10 * LANE] = values[from + 10];
            target[i + 11 * LANE] = values[from + 11];
            target[i + 12 * LANE] = values[from + 12];
            target[i + 13 * LANE] = values[from + 13];
            target[i + 14 * LANE] = values[from + 14];
            target[i + 15 * LANE] = values[from + 15];
        }
    }
}
