package dev.kizu.nn.kernel;

import static dev.kizu.nn.kernel.VectorLanes.all;
import static dev.kizu.nn.kernel.VectorLanes.load;

import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/**
 * 2 rows by 8 positions of a plan, kept in sixteen registers while the taps pass by: a tap costs 8 loads, 2 broadcasts and 16 fmas. Rows and
 * positions past the end repeat the last one, which then is computed and written twice with the same result. Benchmark:
 * {@code KernelBenchmark.twoFilters}.
 */
final class VectorTile2x8 {
    static final int ROWS = 2;
    static final int POSITIONS = 8;

    private VectorTile2x8() {}

    static void apply(
            LinearPlan plan,
            int row,
            int position,
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
        int lastPosition = plan.positions() - 1;
        int r0 = row;
        int r1 = Math.min(row + 1, lastRow);
        int p0 = position;
        int p1 = Math.min(position + 1, lastPosition);
        int p2 = Math.min(position + 2, lastPosition);
        int p3 = Math.min(position + 3, lastPosition);
        int p4 = Math.min(position + 4, lastPosition);
        int p5 = Math.min(position + 5, lastPosition);
        int p6 = Math.min(position + 6, lastPosition);
        int p7 = Math.min(position + 7, lastPosition);
        int weightsAt = packedAt + plan.packedAt(row, 0);
        int x0 = inAt + plan.positionIn()[p0];
        int x1 = inAt + plan.positionIn()[p1];
        int x2 = inAt + plan.positionIn()[p2];
        int x3 = inAt + plan.positionIn()[p3];
        int x4 = inAt + plan.positionIn()[p4];
        int x5 = inAt + plan.positionIn()[p5];
        int x6 = inAt + plan.positionIn()[p6];
        int x7 = inAt + plan.positionIn()[p7];
        FloatVector b0 = all(bias == null ? 0f : bias[biasAt + r0]);
        FloatVector b1 = all(bias == null ? 0f : bias[biasAt + r1]);
        FloatVector a00 = b0;
        FloatVector a01 = b0;
        FloatVector a02 = b0;
        FloatVector a03 = b0;
        FloatVector a04 = b0;
        FloatVector a05 = b0;
        FloatVector a06 = b0;
        FloatVector a07 = b0;
        FloatVector a10 = b1;
        FloatVector a11 = b1;
        FloatVector a12 = b1;
        FloatVector a13 = b1;
        FloatVector a14 = b1;
        FloatVector a15 = b1;
        FloatVector a16 = b1;
        FloatVector a17 = b1;
        for (int tap = 0; tap < tapIn.length; tap++) {
            int at = tapIn[tap];
            int w = weightsAt + tap * LinearPlan.ROW_BLOCK;
            FloatVector v0 = load(in, x0 + at);
            FloatVector v1 = load(in, x1 + at);
            FloatVector v2 = load(in, x2 + at);
            FloatVector v3 = load(in, x3 + at);
            FloatVector v4 = load(in, x4 + at);
            FloatVector v5 = load(in, x5 + at);
            FloatVector v6 = load(in, x6 + at);
            FloatVector v7 = load(in, x7 + at);
            FloatVector u0 = all(packed[w]);
            a00 = u0.fma(v0, a00);
            a01 = u0.fma(v1, a01);
            a02 = u0.fma(v2, a02);
            a03 = u0.fma(v3, a03);
            a04 = u0.fma(v4, a04);
            a05 = u0.fma(v5, a05);
            a06 = u0.fma(v6, a06);
            a07 = u0.fma(v7, a07);
            FloatVector u1 = all(packed[w + 1]);
            a10 = u1.fma(v0, a10);
            a11 = u1.fma(v1, a11);
            a12 = u1.fma(v2, a12);
            a13 = u1.fma(v3, a13);
            a14 = u1.fma(v4, a14);
            a15 = u1.fma(v5, a15);
            a16 = u1.fma(v6, a16);
            a17 = u1.fma(v7, a17);
        }
        FloatVector least = all(relu ? 0f : Float.NEGATIVE_INFINITY);
        int y0 = outAt + plan.positionOut()[p0];
        int y1 = outAt + plan.positionOut()[p1];
        int y2 = outAt + plan.positionOut()[p2];
        int y3 = outAt + plan.positionOut()[p3];
        int y4 = outAt + plan.positionOut()[p4];
        int y5 = outAt + plan.positionOut()[p5];
        int y6 = outAt + plan.positionOut()[p6];
        int y7 = outAt + plan.positionOut()[p7];
        int o0 = plan.rowOut()[r0];
        int o1 = plan.rowOut()[r1];
        a00.max(least).intoArray(out, y0 + o0);
        a01.max(least).intoArray(out, y1 + o0);
        a02.max(least).intoArray(out, y2 + o0);
        a03.max(least).intoArray(out, y3 + o0);
        a04.max(least).intoArray(out, y4 + o0);
        a05.max(least).intoArray(out, y5 + o0);
        a06.max(least).intoArray(out, y6 + o0);
        a07.max(least).intoArray(out, y7 + o0);
        a10.max(least).intoArray(out, y0 + o1);
        a11.max(least).intoArray(out, y1 + o1);
        a12.max(least).intoArray(out, y2 + o1);
        a13.max(least).intoArray(out, y3 + o1);
        a14.max(least).intoArray(out, y4 + o1);
        a15.max(least).intoArray(out, y5 + o1);
        a16.max(least).intoArray(out, y6 + o1);
        a17.max(least).intoArray(out, y7 + o1);
    }
}
