package dev.kizu.nn.kernel;

import static dev.kizu.nn.kernel.VectorLanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * Weight gradients of two rows by a run of four taps of a plan that slides ({@link LinearPlan#slides}): eight positions side by side cost
 * 27 loads and 64 fmas, where tap by tap it would be 40 loads. Leaves sixteen lanes for each weight in the scratch array, rows eight
 * weights apart. Benchmark: {@code KernelBenchmark.headGradient}.
 */
final class VectorSlidingGradientTile2x4 {
    private static final int POSITIONS = 8;
    private static final int NEXT_ROW = 8 * Lanes.COUNT;

    private VectorSlidingGradientTile2x4() {}

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
        int o0 = plan.rowOut()[row];
        int o1 = plan.rowOut()[Math.min(row + 1, plan.rows() - 1)];
        int i0 = plan.tapIn()[tap];
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector a0 = zero;
        FloatVector a1 = zero;
        FloatVector a2 = zero;
        FloatVector a3 = zero;
        FloatVector c0 = zero;
        FloatVector c1 = zero;
        FloatVector c2 = zero;
        FloatVector c3 = zero;
        int position = 0;
        int gradientBase = outAt;
        int valueBase = inAt + i0;
        for (int n = groups * positionIn.length; n > 0; n -= POSITIONS) {
            int g = gradientBase + positionOut[position];
            int v = valueBase + positionIn[position];
            FloatVector x1 = FloatVector.fromArray(SPECIES, in, v - Lanes.COUNT);
            FloatVector x2 = FloatVector.fromArray(SPECIES, in, v - 2 * Lanes.COUNT);
            FloatVector x3 = FloatVector.fromArray(SPECIES, in, v - 3 * Lanes.COUNT);
            FloatVector v0 = FloatVector.fromArray(SPECIES, in, v);
            FloatVector g0 = FloatVector.fromArray(SPECIES, outGradient, g + o0);
            FloatVector h0 = FloatVector.fromArray(SPECIES, outGradient, g + o1);
            a0 = g0.fma(v0, a0);
            a1 = g0.fma(x1, a1);
            a2 = g0.fma(x2, a2);
            a3 = g0.fma(x3, a3);
            c0 = h0.fma(v0, c0);
            c1 = h0.fma(x1, c1);
            c2 = h0.fma(x2, c2);
            c3 = h0.fma(x3, c3);
            FloatVector v1 = FloatVector.fromArray(SPECIES, in, v + 1 * Lanes.COUNT);
            FloatVector g1 = FloatVector.fromArray(SPECIES, outGradient, g + o0 + 1 * Lanes.COUNT);
            FloatVector h1 = FloatVector.fromArray(SPECIES, outGradient, g + o1 + 1 * Lanes.COUNT);
            a0 = g1.fma(v1, a0);
            a1 = g1.fma(v0, a1);
            a2 = g1.fma(x1, a2);
            a3 = g1.fma(x2, a3);
            c0 = h1.fma(v1, c0);
            c1 = h1.fma(v0, c1);
            c2 = h1.fma(x1, c2);
            c3 = h1.fma(x2, c3);
            FloatVector v2 = FloatVector.fromArray(SPECIES, in, v + 2 * Lanes.COUNT);
            FloatVector g2 = FloatVector.fromArray(SPECIES, outGradient, g + o0 + 2 * Lanes.COUNT);
            FloatVector h2 = FloatVector.fromArray(SPECIES, outGradient, g + o1 + 2 * Lanes.COUNT);
            a0 = g2.fma(v2, a0);
            a1 = g2.fma(v1, a1);
            a2 = g2.fma(v0, a2);
            a3 = g2.fma(x1, a3);
            c0 = h2.fma(v2, c0);
            c1 = h2.fma(v1, c1);
            c2 = h2.fma(v0, c2);
            c3 = h2.fma(x1, c3);
            FloatVector v3 = FloatVector.fromArray(SPECIES, in, v + 3 * Lanes.COUNT);
            FloatVector g3 = FloatVector.fromArray(SPECIES, outGradient, g + o0 + 3 * Lanes.COUNT);
            FloatVector h3 = FloatVector.fromArray(SPECIES, outGradient, g + o1 + 3 * Lanes.COUNT);
            a0 = g3.fma(v3, a0);
            a1 = g3.fma(v2, a1);
            a2 = g3.fma(v1, a2);
            a3 = g3.fma(v0, a3);
            c0 = h3.fma(v3, c0);
            c1 = h3.fma(v2, c1);
            c2 = h3.fma(v1, c2);
            c3 = h3.fma(v0, c3);
            FloatVector v4 = FloatVector.fromArray(SPECIES, in, v + 4 * Lanes.COUNT);
            FloatVector g4 = FloatVector.fromArray(SPECIES, outGradient, g + o0 + 4 * Lanes.COUNT);
            FloatVector h4 = FloatVector.fromArray(SPECIES, outGradient, g + o1 + 4 * Lanes.COUNT);
            a0 = g4.fma(v4, a0);
            a1 = g4.fma(v3, a1);
            a2 = g4.fma(v2, a2);
            a3 = g4.fma(v1, a3);
            c0 = h4.fma(v4, c0);
            c1 = h4.fma(v3, c1);
            c2 = h4.fma(v2, c2);
            c3 = h4.fma(v1, c3);
            FloatVector v5 = FloatVector.fromArray(SPECIES, in, v + 5 * Lanes.COUNT);
            FloatVector g5 = FloatVector.fromArray(SPECIES, outGradient, g + o0 + 5 * Lanes.COUNT);
            FloatVector h5 = FloatVector.fromArray(SPECIES, outGradient, g + o1 + 5 * Lanes.COUNT);
            a0 = g5.fma(v5, a0);
            a1 = g5.fma(v4, a1);
            a2 = g5.fma(v3, a2);
            a3 = g5.fma(v2, a3);
            c0 = h5.fma(v5, c0);
            c1 = h5.fma(v4, c1);
            c2 = h5.fma(v3, c2);
            c3 = h5.fma(v2, c3);
            FloatVector v6 = FloatVector.fromArray(SPECIES, in, v + 6 * Lanes.COUNT);
            FloatVector g6 = FloatVector.fromArray(SPECIES, outGradient, g + o0 + 6 * Lanes.COUNT);
            FloatVector h6 = FloatVector.fromArray(SPECIES, outGradient, g + o1 + 6 * Lanes.COUNT);
            a0 = g6.fma(v6, a0);
            a1 = g6.fma(v5, a1);
            a2 = g6.fma(v4, a2);
            a3 = g6.fma(v3, a3);
            c0 = h6.fma(v6, c0);
            c1 = h6.fma(v5, c1);
            c2 = h6.fma(v4, c2);
            c3 = h6.fma(v3, c3);
            FloatVector v7 = FloatVector.fromArray(SPECIES, in, v + 7 * Lanes.COUNT);
            FloatVector g7 = FloatVector.fromArray(SPECIES, outGradient, g + o0 + 7 * Lanes.COUNT);
            FloatVector h7 = FloatVector.fromArray(SPECIES, outGradient, g + o1 + 7 * Lanes.COUNT);
            a0 = g7.fma(v7, a0);
            a1 = g7.fma(v6, a1);
            a2 = g7.fma(v5, a2);
            a3 = g7.fma(v4, a3);
            c0 = h7.fma(v7, c0);
            c1 = h7.fma(v6, c1);
            c2 = h7.fma(v5, c2);
            c3 = h7.fma(v4, c3);
            position += POSITIONS;
            if (position == positionIn.length) {
                position = 0;
                gradientBase += outStride;
                valueBase += inStride;
            }
        }
        a0.intoArray(scratch, scratchAt + 0 * Lanes.COUNT);
        a1.intoArray(scratch, scratchAt + 1 * Lanes.COUNT);
        a2.intoArray(scratch, scratchAt + 2 * Lanes.COUNT);
        a3.intoArray(scratch, scratchAt + 3 * Lanes.COUNT);
        c0.intoArray(scratch, scratchAt + NEXT_ROW + 0 * Lanes.COUNT);
        c1.intoArray(scratch, scratchAt + NEXT_ROW + 1 * Lanes.COUNT);
        c2.intoArray(scratch, scratchAt + NEXT_ROW + 2 * Lanes.COUNT);
        c3.intoArray(scratch, scratchAt + NEXT_ROW + 3 * Lanes.COUNT);
    }
}
