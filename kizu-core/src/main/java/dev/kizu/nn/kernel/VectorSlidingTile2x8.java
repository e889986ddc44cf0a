package dev.kizu.nn.kernel;

import static dev.kizu.nn.kernel.VectorLanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/**
 * Two rows by eight positions side by side of a plan that slides ({@link LinearPlan#slides}): a run of four taps costs 11 loads,
 * 8 broadcasts and 64 fmas, where tap by tap it would be 32 loads. Needs registers for sixteen sums and nine inputs. Benchmark:
 * {@code KernelBenchmark.head}.
 */
final class VectorSlidingTile2x8 {
    static final int ROWS = 2;
    static final int POSITIONS = 8;

    private VectorSlidingTile2x8() {}

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
        FloatVector b0 = FloatVector.broadcast(SPECIES, bias == null ? 0f : bias[biasAt + row]);
        FloatVector b1 = FloatVector.broadcast(SPECIES, bias == null ? 0f : bias[biasAt + otherRow]);
        FloatVector a0 = b0;
        FloatVector a1 = b0;
        FloatVector a2 = b0;
        FloatVector a3 = b0;
        FloatVector a4 = b0;
        FloatVector a5 = b0;
        FloatVector a6 = b0;
        FloatVector a7 = b0;
        FloatVector c0 = b1;
        FloatVector c1 = b1;
        FloatVector c2 = b1;
        FloatVector c3 = b1;
        FloatVector c4 = b1;
        FloatVector c5 = b1;
        FloatVector c6 = b1;
        FloatVector c7 = b1;
        for (int tap = 0; tap < tapIn.length; tap += LinearPlan.RUN) {
            int at = from + tapIn[tap];
            int w = weightsAt + tap * LinearPlan.ROW_BLOCK;
            FloatVector v0 = FloatVector.fromArray(SPECIES, in, at);
            FloatVector v1 = FloatVector.fromArray(SPECIES, in, at + 1 * Lanes.COUNT);
            FloatVector v2 = FloatVector.fromArray(SPECIES, in, at + 2 * Lanes.COUNT);
            FloatVector v3 = FloatVector.fromArray(SPECIES, in, at + 3 * Lanes.COUNT);
            FloatVector v4 = FloatVector.fromArray(SPECIES, in, at + 4 * Lanes.COUNT);
            FloatVector v5 = FloatVector.fromArray(SPECIES, in, at + 5 * Lanes.COUNT);
            FloatVector v6 = FloatVector.fromArray(SPECIES, in, at + 6 * Lanes.COUNT);
            FloatVector v7 = FloatVector.fromArray(SPECIES, in, at + 7 * Lanes.COUNT);
            FloatVector x0 = FloatVector.broadcast(SPECIES, packed[w]);
            FloatVector y0 = FloatVector.broadcast(SPECIES, packed[w + 1]);
            a0 = x0.fma(v0, a0);
            a1 = x0.fma(v1, a1);
            a2 = x0.fma(v2, a2);
            a3 = x0.fma(v3, a3);
            a4 = x0.fma(v4, a4);
            a5 = x0.fma(v5, a5);
            a6 = x0.fma(v6, a6);
            a7 = x0.fma(v7, a7);
            c0 = y0.fma(v0, c0);
            c1 = y0.fma(v1, c1);
            c2 = y0.fma(v2, c2);
            c3 = y0.fma(v3, c3);
            c4 = y0.fma(v4, c4);
            c5 = y0.fma(v5, c5);
            c6 = y0.fma(v6, c6);
            c7 = y0.fma(v7, c7);
            FloatVector u1 = FloatVector.fromArray(SPECIES, in, at - 1 * Lanes.COUNT);
            FloatVector x1 = FloatVector.broadcast(SPECIES, packed[w + 4]);
            FloatVector y1 = FloatVector.broadcast(SPECIES, packed[w + 5]);
            a0 = x1.fma(u1, a0);
            a1 = x1.fma(v0, a1);
            a2 = x1.fma(v1, a2);
            a3 = x1.fma(v2, a3);
            a4 = x1.fma(v3, a4);
            a5 = x1.fma(v4, a5);
            a6 = x1.fma(v5, a6);
            a7 = x1.fma(v6, a7);
            c0 = y1.fma(u1, c0);
            c1 = y1.fma(v0, c1);
            c2 = y1.fma(v1, c2);
            c3 = y1.fma(v2, c3);
            c4 = y1.fma(v3, c4);
            c5 = y1.fma(v4, c5);
            c6 = y1.fma(v5, c6);
            c7 = y1.fma(v6, c7);
            FloatVector u2 = FloatVector.fromArray(SPECIES, in, at - 2 * Lanes.COUNT);
            FloatVector x2 = FloatVector.broadcast(SPECIES, packed[w + 8]);
            FloatVector y2 = FloatVector.broadcast(SPECIES, packed[w + 9]);
            a0 = x2.fma(u2, a0);
            a1 = x2.fma(u1, a1);
            a2 = x2.fma(v0, a2);
            a3 = x2.fma(v1, a3);
            a4 = x2.fma(v2, a4);
            a5 = x2.fma(v3, a5);
            a6 = x2.fma(v4, a6);
            a7 = x2.fma(v5, a7);
            c0 = y2.fma(u2, c0);
            c1 = y2.fma(u1, c1);
            c2 = y2.fma(v0, c2);
            c3 = y2.fma(v1, c3);
            c4 = y2.fma(v2, c4);
            c5 = y2.fma(v3, c5);
            c6 = y2.fma(v4, c6);
            c7 = y2.fma(v5, c7);
            FloatVector u3 = FloatVector.fromArray(SPECIES, in, at - 3 * Lanes.COUNT);
            FloatVector x3 = FloatVector.broadcast(SPECIES, packed[w + 12]);
            FloatVector y3 = FloatVector.broadcast(SPECIES, packed[w + 13]);
            a0 = x3.fma(u3, a0);
            a1 = x3.fma(u2, a1);
            a2 = x3.fma(u1, a2);
            a3 = x3.fma(v0, a3);
            a4 = x3.fma(v1, a4);
            a5 = x3.fma(v2, a5);
            a6 = x3.fma(v3, a6);
            a7 = x3.fma(v4, a7);
            c0 = y3.fma(u3, c0);
            c1 = y3.fma(u2, c1);
            c2 = y3.fma(u1, c2);
            c3 = y3.fma(v0, c3);
            c4 = y3.fma(v1, c4);
            c5 = y3.fma(v2, c5);
            c6 = y3.fma(v3, c6);
            c7 = y3.fma(v4, c7);
        }
        FloatVector least = FloatVector.broadcast(SPECIES, relu ? 0f : Float.NEGATIVE_INFINITY);
        int to0 = outAt + plan.positionOut()[position] + plan.rowOut()[row];
        int to1 = outAt + plan.positionOut()[position] + plan.rowOut()[otherRow];
        a0.max(least).intoArray(out, to0 + 0 * Lanes.COUNT);
        a1.max(least).intoArray(out, to0 + 1 * Lanes.COUNT);
        a2.max(least).intoArray(out, to0 + 2 * Lanes.COUNT);
        a3.max(least).intoArray(out, to0 + 3 * Lanes.COUNT);
        a4.max(least).intoArray(out, to0 + 4 * Lanes.COUNT);
        a5.max(least).intoArray(out, to0 + 5 * Lanes.COUNT);
        a6.max(least).intoArray(out, to0 + 6 * Lanes.COUNT);
        a7.max(least).intoArray(out, to0 + 7 * Lanes.COUNT);
        c0.max(least).intoArray(out, to1 + 0 * Lanes.COUNT);
        c1.max(least).intoArray(out, to1 + 1 * Lanes.COUNT);
        c2.max(least).intoArray(out, to1 + 2 * Lanes.COUNT);
        c3.max(least).intoArray(out, to1 + 3 * Lanes.COUNT);
        c4.max(least).intoArray(out, to1 + 4 * Lanes.COUNT);
        c5.max(least).intoArray(out, to1 + 5 * Lanes.COUNT);
        c6.max(least).intoArray(out, to1 + 6 * Lanes.COUNT);
        c7.max(least).intoArray(out, to1 + 7 * Lanes.COUNT);
    }
}
