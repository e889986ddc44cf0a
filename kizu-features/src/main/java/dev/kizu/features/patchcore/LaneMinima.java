package dev.kizu.features.patchcore;

import dev.kizu.nn.kernel.Lanes;

/**
 * The smallest value of each of sixteen lanes over many rows. Halves are laid onto each other, as whole arrays from their beginning: Java's
 * compiler turns only such loops into vectors. Not thread-safe.
 */
final class LaneMinima {
    private static final int FEW_ROWS = 8;

    private final float[] lower;
    private final float[] upper;

    /** For at most so many rows. */
    LaneMinima(int rows) {
        lower = new float[(rows + 1) / 2 * Lanes.COUNT];
        upper = new float[lower.length];
    }

    /**
     * Finds the minima.
     *
     * @param values rows of sixteen lanes, none NaN; not modified
     * @param minima receives sixteen values
     */
    void of(float[] values, int rows, float[] minima) {
        int kept = (rows + 1) / 2;
        System.arraycopy(values, 0, lower, 0, kept * Lanes.COUNT);
        layOnto(values, kept, rows - kept);
        while (kept > FEW_ROWS) {
            int half = (kept + 1) / 2;
            layOnto(lower, half, kept - half);
            kept = half;
        }
        System.arraycopy(lower, 0, minima, 0, Lanes.COUNT);
        for (int at = Lanes.COUNT; at < kept * Lanes.COUNT; at += Lanes.COUNT) {
            for (int lane = 0; lane < Lanes.COUNT; lane++) {
                minima[lane] = Math.min(minima[lane], lower[at + lane]);
            }
        }
    }

    private void layOnto(float[] from, int row, int rows) {
        System.arraycopy(from, row * Lanes.COUNT, upper, 0, rows * Lanes.COUNT);
        min(lower, upper, rows * Lanes.COUNT);
    }

    private static void min(float[] target, float[] other, int count) {
        for (int i = 0; i < count; i++) {
            target[i] = Math.min(target[i], other[i]);
        }
    }
}
