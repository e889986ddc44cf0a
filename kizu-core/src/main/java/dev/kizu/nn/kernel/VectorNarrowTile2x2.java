package dev.kizu.nn.kernel;

import static dev.kizu.nn.kernel.VectorLanes.LENGTH;
import static dev.kizu.nn.kernel.VectorLanes.all;
import static dev.kizu.nn.kernel.VectorLanes.load;

import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/**
 * 2 rows by 2 positions side by side of a plan, two registers wide, for machines with sixteen registers: a tap costs 4 loads, 2 broadcasts
 * and 8 fmas. A row past the end repeats the last one. Benchmark: {@code KernelBenchmark.head}.
 */
final class VectorNarrowTile2x2 {
    private VectorNarrowTile2x2() {}

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
        int otherRow = Math.min(row + 1, plan.rows() - 1);
        int weightsAt = packedAt + plan.packedAt(row, 0);
        int from = inAt + plan.positionIn()[position];
        FloatVector a0 = all(bias == null ? 0f : bias[biasAt + row]);
        FloatVector b0 = all(bias == null ? 0f : bias[biasAt + otherRow]);
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector a3 = a0;
        FloatVector b1 = b0;
        FloatVector b2 = b0;
        FloatVector b3 = b0;
        for (int tap = 0; tap < tapIn.length; tap++) {
            int at = from + tapIn[tap];
            int w = weightsAt + tap * LinearPlan.ROW_BLOCK;
            FloatVector u = all(packed[w]);
            FloatVector v = all(packed[w + 1]);
            FloatVector v0 = load(in, at);
            a0 = u.fma(v0, a0);
            b0 = v.fma(v0, b0);
            FloatVector v1 = load(in, at + LENGTH);
            a1 = u.fma(v1, a1);
            b1 = v.fma(v1, b1);
            FloatVector v2 = load(in, at + Lanes.COUNT);
            a2 = u.fma(v2, a2);
            b2 = v.fma(v2, b2);
            FloatVector v3 = load(in, at + Lanes.COUNT + LENGTH);
            a3 = u.fma(v3, a3);
            b3 = v.fma(v3, b3);
        }
        FloatVector least = all(relu ? 0f : Float.NEGATIVE_INFINITY);
        int to0 = outAt + plan.positionOut()[position];
        int to1 = outAt + plan.positionOut()[position + 1];
        int o0 = plan.rowOut()[row];
        int o1 = plan.rowOut()[otherRow];
        a0.max(least).intoArray(out, to0 + o0);
        a1.max(least).intoArray(out, to0 + o0 + LENGTH);
        a2.max(least).intoArray(out, to1 + o0);
        a3.max(least).intoArray(out, to1 + o0 + LENGTH);
        b0.max(least).intoArray(out, to0 + o1);
        b1.max(least).intoArray(out, to0 + o1 + LENGTH);
        b2.max(least).intoArray(out, to1 + o1);
        b3.max(least).intoArray(out, to1 + o1 + LENGTH);
    }
}
