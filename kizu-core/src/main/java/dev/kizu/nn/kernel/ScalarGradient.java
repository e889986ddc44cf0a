package dev.kizu.nn.kernel;

import java.util.Arrays;

/**
 * Weight gradients: copies 32 places of up to four rows side by side, then those of some taps, and runs {@link ScalarGradientTile} over
 * them, four rows by two taps or, where there are but one or two rows, four taps by two rows.
 */
final class ScalarGradient {
    private static final int ROWS = 4;
    private static final int TAPS = 64;
    private static final int TILE = 8 * Lanes.COUNT;
    static final int PLACES = 32;
    static final int SUMS = ROWS * TAPS * Lanes.COUNT;

    private ScalarGradient() {}

    static void apply(
            LinearPlan plan,
            int fromRow,
            int toRow,
            int groups,
            float[] outGradient,
            int outAt,
            int outStride,
            float[] in,
            int inAt,
            int inStride,
            float[] weightGradient,
            int weightsAt) {
        ScalarScratch scratch = ScalarScratch.get();
        int places = groups * plan.positions();
        for (int row = fromRow; row < toRow; row += ROWS) {
            int rows = Math.min(ROWS, toRow - row);
            for (int tap = 0; tap < plan.taps(); tap += TAPS) {
                int taps = Math.min(TAPS, plan.taps() - tap);
                Arrays.fill(scratch.sums, 0f);
                for (int place = 0; place < places; place += PLACES) {
                    int count = Math.min(PLACES, places - place);
                    scratch.places.set(plan.positionOut(), outStride, place, count);
                    for (int i = 0; i < rows; i++) {
                        scratch.places.gather(outGradient, outAt + plan.rowOut()[row + i], scratch.gradients[i]);
                    }
                    scratch.places.set(plan.positionIn(), inStride, place, count);
                    addPlaces(plan, scratch, rows, tap, taps, count * Lanes.COUNT, in, inAt);
                }
                finish(plan, scratch.sums, row, rows, tap, taps, weightGradient, weightsAt);
            }
        }
    }

    private static void addPlaces(
            LinearPlan plan,
            ScalarScratch scratch,
            int rows,
            int fromTap,
            int taps,
            int length,
            float[] in,
            int inAt) {
        float[][] g = scratch.gradients;
        float[][] x = scratch.values;
        int together = tapsTogether(rows);
        for (int tap = 0; tap < taps; tap += together) {
            for (int i = 0; i < together; i++) {
                scratch.places.gather(in, inAt + plan.tapIn()[fromTap + Math.min(tap + i, taps - 1)], x[i]);
            }
            int sumsAt = tap / together * TILE;
            if (together == 2) {
                addTile(
                        g[0],
                        g[1],
                        g[2],
                        g[Math.min(3, rows - 1)],
                        x[0],
                        x[1],
                        length,
                        scratch.sums,
                        sumsAt);
            } else {
                addTile(x[0], x[1], x[2], x[3], g[0], g[rows - 1], length, scratch.sums, sumsAt);
            }
        }
    }

    private static int tapsTogether(int rows) {
        return rows > 2 ? 2 : 4;
    }

    private static void addTile(
            float[] a0,
            float[] a1,
            float[] a2,
            float[] a3,
            float[] b0,
            float[] b1,
            int length,
            float[] sums,
            int sumsAt) {
        for (int lane = 0; lane < Lanes.COUNT; lane++) {
            ScalarGradientTile.add(a0, a1, a2, a3, b0, b1, lane, length, sums, sumsAt + lane);
        }
    }

    private static void finish(
            LinearPlan plan,
            float[] sums,
            int fromRow,
            int rows,
            int fromTap,
            int taps,
            float[] weightGradient,
            int weightsAt) {
        int together = tapsTogether(rows);
        for (int tap = 0; tap < taps; tap++) {
            int tile = tap / together * TILE;
            int inTile = tap % together;
            for (int row = 0; row < rows; row++) {
                int sum = together == 2 ? inTile * 4 + row : row * 4 + inTile;
                weightGradient[weightsAt + plan.rowWeight()[fromRow + row] + plan.tapWeight()[fromTap + tap]] =
                        Lanes.sum(sums, tile + sum * Lanes.COUNT);
            }
        }
    }
}
