package dev.kizu.features.patchcore;

import dev.kizu.nn.kernel.Lanes;

/**
 * The smallest value of each of sixteen lanes over many rows. Goes through memory in long stretches that Java's compiler turns into vectors.
 * Not thread-safe.
 */
final class LaneMinima {
    private static final int ROWS = 16;
    private static final int STRETCH = ROWS * Lanes.COUNT;

    private final float[] fold = new float[STRETCH];

    /**
     * Finds the minima.
     *
     * @param values rows of sixteen lanes, none NaN
     * @param minima receives sixteen values
     */
    void of(float[] values, int rows, float[] minima) {
        int length = rows * Lanes.COUNT;
        int first = Math.min(length, STRETCH);
        System.arraycopy(values, 0, fold, 0, first);
        for (int at = STRETCH; at < length; at += STRETCH) {
            lower(fold, values, at, Math.min(STRETCH, length - at));
        }
        System.arraycopy(fold, 0, minima, 0, Lanes.COUNT);
        for (int at = Lanes.COUNT; at < first; at += Lanes.COUNT) {
            for (int lane = 0; lane < Lanes.COUNT; lane++) {
                float value = fold[at + lane];
                minima[lane] = value < minima[lane] ? value : minima[lane];
            }
        }
    }

    private static void lower(float[] target, float[] values, int at, int count) {
        for (int i = 0; i < count; i++) {
            target[i] = Math.min(target[i], values[at + i]);
        }
    }
}
