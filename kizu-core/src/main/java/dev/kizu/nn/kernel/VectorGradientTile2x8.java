package dev.kizu.nn.kernel;

import static dev.kizu.nn.kernel.VectorLanes.all;
import static dev.kizu.nn.kernel.VectorLanes.load;

import jdk.incubator.vector.FloatVector;

/**
 * Weight gradients of 2 rows by 8 taps, kept in sixteen registers while groups and positions pass by: a position costs 10 loads and 16 fmas.
 * Leaves sixteen lanes for each weight in the scratch array. Rows and taps past the end repeat the last one. Benchmark:
 * {@code KernelBenchmark.denseGradient}.
 */
final class VectorGradientTile2x8 {
    static final int ROWS = 2;
    static final int TAPS = 8;

    private VectorGradientTile2x8() {}

    static void apply(
            LinearPlan plan,
            int row,
            int tap,
            int groups,
            float[] outGradient,
            int outAt,
            int outStride,
            float[] in,
            int inAt,
            int inStride,
            float[] scratch,
            int scratchAt) {
        int[] positionOut = plan.positionOut();
        int[] positionIn = plan.positionIn();
        int lastRow = plan.rows() - 1;
        int lastTap = plan.taps() - 1;
        int o0 = plan.rowOut()[row];
        int o1 = plan.rowOut()[Math.min(row + 1, lastRow)];
        int i0 = plan.tapIn()[tap];
        int i1 = plan.tapIn()[Math.min(tap + 1, lastTap)];
        int i2 = plan.tapIn()[Math.min(tap + 2, lastTap)];
        int i3 = plan.tapIn()[Math.min(tap + 3, lastTap)];
        int i4 = plan.tapIn()[Math.min(tap + 4, lastTap)];
        int i5 = plan.tapIn()[Math.min(tap + 5, lastTap)];
        int i6 = plan.tapIn()[Math.min(tap + 6, lastTap)];
        int i7 = plan.tapIn()[Math.min(tap + 7, lastTap)];
        FloatVector zero = all(0f);
        FloatVector a00 = zero;
        FloatVector a01 = zero;
        FloatVector a02 = zero;
        FloatVector a03 = zero;
        FloatVector a04 = zero;
        FloatVector a05 = zero;
        FloatVector a06 = zero;
        FloatVector a07 = zero;
        FloatVector a10 = zero;
        FloatVector a11 = zero;
        FloatVector a12 = zero;
        FloatVector a13 = zero;
        FloatVector a14 = zero;
        FloatVector a15 = zero;
        FloatVector a16 = zero;
        FloatVector a17 = zero;
        int position = 0;
        int gradientBase = outAt;
        int valueBase = inAt;
        // One loop over groups and positions: with two, the compiler puts the sixteen sums on the heap.
        for (int n = groups * positionIn.length; n > 0; n--) {
            int gradientAt = gradientBase + positionOut[position];
            int valueAt = valueBase + positionIn[position];
            FloatVector v0 = load(in, valueAt + i0);
            FloatVector v1 = load(in, valueAt + i1);
            FloatVector v2 = load(in, valueAt + i2);
            FloatVector v3 = load(in, valueAt + i3);
            FloatVector v4 = load(in, valueAt + i4);
            FloatVector v5 = load(in, valueAt + i5);
            FloatVector v6 = load(in, valueAt + i6);
            FloatVector v7 = load(in, valueAt + i7);
            FloatVector g0 = load(outGradient, gradientAt + o0);
            a00 = g0.fma(v0, a00);
            a01 = g0.fma(v1, a01);
            a02 = g0.fma(v2, a02);
            a03 = g0.fma(v3, a03);
            a04 = g0.fma(v4, a04);
            a05 = g0.fma(v5, a05);
            a06 = g0.fma(v6, a06);
            a07 = g0.fma(v7, a07);
            FloatVector g1 = load(outGradient, gradientAt + o1);
            a10 = g1.fma(v0, a10);
            a11 = g1.fma(v1, a11);
            a12 = g1.fma(v2, a12);
            a13 = g1.fma(v3, a13);
            a14 = g1.fma(v4, a14);
            a15 = g1.fma(v5, a15);
            a16 = g1.fma(v6, a16);
            a17 = g1.fma(v7, a17);
            if (++position == positionIn.length) {
                position = 0;
                gradientBase += outStride;
                valueBase += inStride;
            }
        }
        a00.intoArray(scratch, scratchAt + 0 * Lanes.COUNT);
        a01.intoArray(scratch, scratchAt + 1 * Lanes.COUNT);
        a02.intoArray(scratch, scratchAt + 2 * Lanes.COUNT);
        a03.intoArray(scratch, scratchAt + 3 * Lanes.COUNT);
        a04.intoArray(scratch, scratchAt + 4 * Lanes.COUNT);
        a05.intoArray(scratch, scratchAt + 5 * Lanes.COUNT);
        a06.intoArray(scratch, scratchAt + 6 * Lanes.COUNT);
        a07.intoArray(scratch, scratchAt + 7 * Lanes.COUNT);
        a10.intoArray(scratch, scratchAt + 8 * Lanes.COUNT);
        a11.intoArray(scratch, scratchAt + 9 * Lanes.COUNT);
        a12.intoArray(scratch, scratchAt + 10 * Lanes.COUNT);
        a13.intoArray(scratch, scratchAt + 11 * Lanes.COUNT);
        a14.intoArray(scratch, scratchAt + 12 * Lanes.COUNT);
        a15.intoArray(scratch, scratchAt + 13 * Lanes.COUNT);
        a16.intoArray(scratch, scratchAt + 14 * Lanes.COUNT);
        a17.intoArray(scratch, scratchAt + 15 * Lanes.COUNT);
    }
}
