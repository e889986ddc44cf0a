package dev.kizu.nn.kernel;

import static dev.kizu.nn.kernel.VectorLanes.all;
import static dev.kizu.nn.kernel.VectorLanes.load;

import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/**
 * 8 rows of a plan that has a single position, kept in eight registers while the taps pass by: a tap costs a load, 8 broadcasts and 8 fmas.
 * Rows past the end repeat others, which then are computed and written twice with the same result. Benchmark: {@code CoresetBench}.
 */
final class VectorTile8x1 {
    static final int ROWS = 8;

    private VectorTile8x1() {}

    static void apply(
            LinearPlan plan,
            int row,
            float[] packed,
            int packedAt,
            float @Nullable [] bias,
            int biasAt,
            boolean relu,
            float[] in,
            int inAt,
            float[] out,
            int outAt) {
        int[] tapIn = plan.tapIn();
        int lastRow = plan.rows() - 1;
        int r0 = row;
        int r1 = Math.min(row + 1, lastRow);
        int r2 = Math.min(row + 2, lastRow);
        int r3 = Math.min(row + 3, lastRow);
        // Where the last block of rows stands alone it is taken twice.
        int second = row + LinearPlan.ROW_BLOCK > lastRow ? row : row + LinearPlan.ROW_BLOCK;
        int r4 = second;
        int r5 = Math.min(second + 1, lastRow);
        int r6 = Math.min(second + 2, lastRow);
        int r7 = Math.min(second + 3, lastRow);
        int weightsAt = packedAt + plan.packedAt(row, 0);
        int secondAt = packedAt + plan.packedAt(second, 0);
        int x = inAt + plan.positionIn()[0];
        FloatVector a0 = all(bias == null ? 0f : bias[biasAt + r0]);
        FloatVector a1 = all(bias == null ? 0f : bias[biasAt + r1]);
        FloatVector a2 = all(bias == null ? 0f : bias[biasAt + r2]);
        FloatVector a3 = all(bias == null ? 0f : bias[biasAt + r3]);
        FloatVector a4 = all(bias == null ? 0f : bias[biasAt + r4]);
        FloatVector a5 = all(bias == null ? 0f : bias[biasAt + r5]);
        FloatVector a6 = all(bias == null ? 0f : bias[biasAt + r6]);
        FloatVector a7 = all(bias == null ? 0f : bias[biasAt + r7]);
        for (int tap = 0; tap < tapIn.length; tap++) {
            FloatVector v = load(in, x + tapIn[tap]);
            int w = weightsAt + tap * LinearPlan.ROW_BLOCK;
            int u = secondAt + tap * LinearPlan.ROW_BLOCK;
            a0 = all(packed[w]).fma(v, a0);
            a1 = all(packed[w + 1]).fma(v, a1);
            a2 = all(packed[w + 2]).fma(v, a2);
            a3 = all(packed[w + 3]).fma(v, a3);
            a4 = all(packed[u]).fma(v, a4);
            a5 = all(packed[u + 1]).fma(v, a5);
            a6 = all(packed[u + 2]).fma(v, a6);
            a7 = all(packed[u + 3]).fma(v, a7);
        }
        FloatVector least = all(relu ? 0f : Float.NEGATIVE_INFINITY);
        int y = outAt + plan.positionOut()[0];
        int[] rowOut = plan.rowOut();
        a0.max(least).intoArray(out, y + rowOut[r0]);
        a1.max(least).intoArray(out, y + rowOut[r1]);
        a2.max(least).intoArray(out, y + rowOut[r2]);
        a3.max(least).intoArray(out, y + rowOut[r3]);
        a4.max(least).intoArray(out, y + rowOut[r4]);
        a5.max(least).intoArray(out, y + rowOut[r5]);
        a6.max(least).intoArray(out, y + rowOut[r6]);
        a7.max(least).intoArray(out, y + rowOut[r7]);
    }
}
