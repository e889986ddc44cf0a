package dev.kizu.nn.kernel;

import static dev.kizu.nn.kernel.VectorLanes.all;
import static dev.kizu.nn.kernel.VectorLanes.load;

import jdk.incubator.vector.FloatVector;

/**
 * Weight gradients of 4 rows by 4 taps, kept in sixteen registers while groups and positions pass by: a position costs 8 loads and 16 fmas.
 * Leaves sixteen lanes for each weight in the scratch array. Rows and taps past the end repeat the last one. Benchmark:
 * {@code KernelBenchmark.firstConvolutionGradient}.
 */
final class VectorGradientTile4x4 {
    static final int ROWS = 4;
    static final int TAPS = 4;

    private VectorGradientTile4x4() {}

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
        int o2 = plan.rowOut()[Math.min(row + 2, lastRow)];
        int o3 = plan.rowOut()[Math.min(row + 3, lastRow)];
        int i0 = plan.tapIn()[tap];
        int i1 = plan.tapIn()[Math.min(tap + 1, lastTap)];
        int i2 = plan.tapIn()[Math.min(tap + 2, lastTap)];
        int i3 = plan.tapIn()[Math.min(tap + 3, lastTap)];
        FloatVector zero = all(0f);
        FloatVector a00 = zero;
        FloatVector a01 = zero;
        FloatVector a02 = zero;
        FloatVector a03 = zero;
        FloatVector a10 = zero;
        FloatVector a11 = zero;
        FloatVector a12 = zero;
        FloatVector a13 = zero;
        FloatVector a20 = zero;
        FloatVector a21 = zero;
        FloatVector a22 = zero;
        FloatVector a23 = zero;
        FloatVector a30 = zero;
        FloatVector a31 = zero;
        FloatVector a32 = zero;
        FloatVector a33 = zero;
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
            FloatVector g0 = load(outGradient, gradientAt + o0);
            a00 = g0.fma(v0, a00);
            a01 = g0.fma(v1, a01);
            a02 = g0.fma(v2, a02);
            a03 = g0.fma(v3, a03);
            FloatVector g1 = load(outGradient, gradientAt + o1);
            a10 = g1.fma(v0, a10);
            a11 = g1.fma(v1, a11);
            a12 = g1.fma(v2, a12);
            a13 = g1.fma(v3, a13);
            FloatVector g2 = load(outGradient, gradientAt + o2);
            a20 = g2.fma(v0, a20);
            a21 = g2.fma(v1, a21);
            a22 = g2.fma(v2, a22);
            a23 = g2.fma(v3, a23);
            FloatVector g3 = load(outGradient, gradientAt + o3);
            a30 = g3.fma(v0, a30);
            a31 = g3.fma(v1, a31);
            a32 = g3.fma(v2, a32);
            a33 = g3.fma(v3, a33);
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
        a10.intoArray(scratch, scratchAt + 4 * Lanes.COUNT);
        a11.intoArray(scratch, scratchAt + 5 * Lanes.COUNT);
        a12.intoArray(scratch, scratchAt + 6 * Lanes.COUNT);
        a13.intoArray(scratch, scratchAt + 7 * Lanes.COUNT);
        a20.intoArray(scratch, scratchAt + 8 * Lanes.COUNT);
        a21.intoArray(scratch, scratchAt + 9 * Lanes.COUNT);
        a22.intoArray(scratch, scratchAt + 10 * Lanes.COUNT);
        a23.intoArray(scratch, scratchAt + 11 * Lanes.COUNT);
        a30.intoArray(scratch, scratchAt + 12 * Lanes.COUNT);
        a31.intoArray(scratch, scratchAt + 13 * Lanes.COUNT);
        a32.intoArray(scratch, scratchAt + 14 * Lanes.COUNT);
        a33.intoArray(scratch, scratchAt + 15 * Lanes.COUNT);
    }
}
