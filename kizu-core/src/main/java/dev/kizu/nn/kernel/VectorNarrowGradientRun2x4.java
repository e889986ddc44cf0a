package dev.kizu.nn.kernel;

import static dev.kizu.nn.kernel.VectorLanes.load;

import jdk.incubator.vector.FloatVector;

/**
 * Weight gradients of 2 rows by a run of 4 taps ({@link LinearPlan#inRuns}) over one group, one register of each lane, for machines with
 * sixteen registers: a position costs 6 loads and 8 fmas. Adds to the sixteen lanes that each weight has in the scratch array. A row past
 * the end repeats the last one. Benchmark: {@code KernelBenchmark.headGradient}.
 */
final class VectorNarrowGradientRun2x4 {
    static final int ROWS = 2;

    private VectorNarrowGradientRun2x4() {}

    static void apply(
            LinearPlan plan,
            int row,
            int tap,
            float[] outGradient,
            int outAt,
            float[] in,
            int inAt,
            float[] sums,
            int at) {
        int[] positionOut = plan.positionOut();
        int[] positionIn = plan.positionIn();
        int o0 = outAt + plan.rowOut()[row];
        int o1 = outAt + plan.rowOut()[Math.min(row + 1, plan.rows() - 1)];
        int from = inAt + plan.tapIn()[tap];
        FloatVector a0 = load(sums, at);
        FloatVector a1 = load(sums, at + Lanes.COUNT);
        FloatVector a2 = load(sums, at + 2 * Lanes.COUNT);
        FloatVector a3 = load(sums, at + 3 * Lanes.COUNT);
        FloatVector b0 = load(sums, at + 4 * Lanes.COUNT);
        FloatVector b1 = load(sums, at + 5 * Lanes.COUNT);
        FloatVector b2 = load(sums, at + 6 * Lanes.COUNT);
        FloatVector b3 = load(sums, at + 7 * Lanes.COUNT);
        for (int position = 0; position < positionIn.length; position++) {
            int g = positionOut[position];
            int v = from + positionIn[position];
            FloatVector g0 = load(outGradient, g + o0);
            FloatVector g1 = load(outGradient, g + o1);
            FloatVector v0 = load(in, v);
            a0 = g0.fma(v0, a0);
            b0 = g1.fma(v0, b0);
            FloatVector v1 = load(in, v - Lanes.COUNT);
            a1 = g0.fma(v1, a1);
            b1 = g1.fma(v1, b1);
            FloatVector v2 = load(in, v - 2 * Lanes.COUNT);
            a2 = g0.fma(v2, a2);
            b2 = g1.fma(v2, b2);
            FloatVector v3 = load(in, v - 3 * Lanes.COUNT);
            a3 = g0.fma(v3, a3);
            b3 = g1.fma(v3, b3);
        }
        a0.intoArray(sums, at);
        a1.intoArray(sums, at + Lanes.COUNT);
        a2.intoArray(sums, at + 2 * Lanes.COUNT);
        a3.intoArray(sums, at + 3 * Lanes.COUNT);
        b0.intoArray(sums, at + 4 * Lanes.COUNT);
        b1.intoArray(sums, at + 5 * Lanes.COUNT);
        b2.intoArray(sums, at + 6 * Lanes.COUNT);
        b3.intoArray(sums, at + 7 * Lanes.COUNT);
    }
}
