package dev.kizu.nn.kernel;

import static dev.kizu.nn.kernel.VectorLanes.all;
import static dev.kizu.nn.kernel.VectorLanes.load;

import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/**
 * 4 rows by 4 positions of a plan, kept in sixteen registers while the taps pass by: a tap costs 4 loads, 4 broadcasts and 16 fmas. Rows and
 * positions past the end repeat the last one, which then is computed and written twice with the same result. Benchmarks:
 * {@code KernelBenchmark.convolution}, {@code KernelBenchmark.transposedConvolution}.
 */
final class VectorTile4x4 {
    static final int ROWS = 4;
    static final int POSITIONS = 4;

    private VectorTile4x4() {}

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
        int r2 = Math.min(row + 2, lastRow);
        int r3 = Math.min(row + 3, lastRow);
        int p0 = position;
        int p1 = Math.min(position + 1, lastPosition);
        int p2 = Math.min(position + 2, lastPosition);
        int p3 = Math.min(position + 3, lastPosition);
        int weightsAt = packedAt + plan.packedAt(row, 0);
        int x0 = inAt + plan.positionIn()[p0];
        int x1 = inAt + plan.positionIn()[p1];
        int x2 = inAt + plan.positionIn()[p2];
        int x3 = inAt + plan.positionIn()[p3];
        FloatVector b0 = all(bias == null ? 0f : bias[biasAt + r0]);
        FloatVector b1 = all(bias == null ? 0f : bias[biasAt + r1]);
        FloatVector b2 = all(bias == null ? 0f : bias[biasAt + r2]);
        FloatVector b3 = all(bias == null ? 0f : bias[biasAt + r3]);
        FloatVector a00 = b0;
        FloatVector a01 = b0;
        FloatVector a02 = b0;
        FloatVector a03 = b0;
        FloatVector a10 = b1;
        FloatVector a11 = b1;
        FloatVector a12 = b1;
        FloatVector a13 = b1;
        FloatVector a20 = b2;
        FloatVector a21 = b2;
        FloatVector a22 = b2;
        FloatVector a23 = b2;
        FloatVector a30 = b3;
        FloatVector a31 = b3;
        FloatVector a32 = b3;
        FloatVector a33 = b3;
        for (int tap = 0; tap < tapIn.length; tap++) {
            int at = tapIn[tap];
            int w = weightsAt + tap * LinearPlan.ROW_BLOCK;
            FloatVector v0 = load(in, x0 + at);
            FloatVector v1 = load(in, x1 + at);
            FloatVector v2 = load(in, x2 + at);
            FloatVector v3 = load(in, x3 + at);
            FloatVector u0 = all(packed[w]);
            a00 = u0.fma(v0, a00);
            a01 = u0.fma(v1, a01);
            a02 = u0.fma(v2, a02);
            a03 = u0.fma(v3, a03);
            FloatVector u1 = all(packed[w + 1]);
            a10 = u1.fma(v0, a10);
            a11 = u1.fma(v1, a11);
            a12 = u1.fma(v2, a12);
            a13 = u1.fma(v3, a13);
            FloatVector u2 = all(packed[w + 2]);
            a20 = u2.fma(v0, a20);
            a21 = u2.fma(v1, a21);
            a22 = u2.fma(v2, a22);
            a23 = u2.fma(v3, a23);
            FloatVector u3 = all(packed[w + 3]);
            a30 = u3.fma(v0, a30);
            a31 = u3.fma(v1, a31);
            a32 = u3.fma(v2, a32);
            a33 = u3.fma(v3, a33);
        }
        FloatVector least = all(relu ? 0f : Float.NEGATIVE_INFINITY);
        int y0 = outAt + plan.positionOut()[p0];
        int y1 = outAt + plan.positionOut()[p1];
        int y2 = outAt + plan.positionOut()[p2];
        int y3 = outAt + plan.positionOut()[p3];
        int o0 = plan.rowOut()[r0];
        int o1 = plan.rowOut()[r1];
        int o2 = plan.rowOut()[r2];
        int o3 = plan.rowOut()[r3];
        a00.max(least).intoArray(out, y0 + o0);
        a01.max(least).intoArray(out, y1 + o0);
        a02.max(least).intoArray(out, y2 + o0);
        a03.max(least).intoArray(out, y3 + o0);
        a10.max(least).intoArray(out, y0 + o1);
        a11.max(least).intoArray(out, y1 + o1);
        a12.max(least).intoArray(out, y2 + o1);
        a13.max(least).intoArray(out, y3 + o1);
        a20.max(least).intoArray(out, y0 + o2);
        a21.max(least).intoArray(out, y1 + o2);
        a22.max(least).intoArray(out, y2 + o2);
        a23.max(least).intoArray(out, y3 + o2);
        a30.max(least).intoArray(out, y0 + o3);
        a31.max(least).intoArray(out, y1 + o3);
        a32.max(least).intoArray(out, y2 + o3);
        a33.max(least).intoArray(out, y3 + o3);
    }
}
