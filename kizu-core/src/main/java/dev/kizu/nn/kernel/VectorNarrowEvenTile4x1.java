package dev.kizu.nn.kernel;

import static dev.kizu.nn.kernel.VectorLanes.LENGTH;
import static dev.kizu.nn.kernel.VectorLanes.all;
import static dev.kizu.nn.kernel.VectorLanes.load;

import jdk.incubator.vector.FloatVector;

/**
 * What {@link VectorNarrowTile4x1} computes, for plans whose taps lie evenly spaced: without their offsets to look up, and with bounds that
 * are checked before the loop, there are fewer instructions beside the 8 fmas. Benchmark: {@code KernelBenchmark.transposedConvolution}.
 */
final class VectorNarrowEvenTile4x1 {
    private VectorNarrowEvenTile4x1() {}

    /**
     * Computes the tile.
     *
     * @param taps number of taps
     * @param step from one tap's input to the next one's
     * @param weightsAt where the row block's packed weights begin
     * @param start0 what the first row's sums start from
     * @param least what results are at least
     * @param from where the input of the position's first tap lies
     * @param to0 where the first row's output goes
     */
    static void apply(
            int taps,
            int step,
            float[] packed,
            int weightsAt,
            float start0,
            float start1,
            float start2,
            float start3,
            float least,
            float[] in,
            int from,
            float[] out,
            int to0,
            int to1,
            int to2,
            int to3) {
        FloatVector a0 = all(start0);
        FloatVector a1 = all(start1);
        FloatVector a2 = all(start2);
        FloatVector a3 = all(start3);
        FloatVector b0 = a0;
        FloatVector b1 = a1;
        FloatVector b2 = a2;
        FloatVector b3 = a3;
        for (int tap = 0; tap < taps; tap++) {
            int at = from + tap * step;
            int w = weightsAt + tap * LinearPlan.ROW_BLOCK;
            FloatVector v = load(in, at);
            FloatVector u = load(in, at + LENGTH);
            FloatVector w0 = all(packed[w]);
            a0 = w0.fma(v, a0);
            b0 = w0.fma(u, b0);
            FloatVector w1 = all(packed[w + 1]);
            a1 = w1.fma(v, a1);
            b1 = w1.fma(u, b1);
            FloatVector w2 = all(packed[w + 2]);
            a2 = w2.fma(v, a2);
            b2 = w2.fma(u, b2);
            FloatVector w3 = all(packed[w + 3]);
            a3 = w3.fma(v, a3);
            b3 = w3.fma(u, b3);
        }
        FloatVector bound = all(least);
        a0.max(bound).intoArray(out, to0);
        b0.max(bound).intoArray(out, to0 + LENGTH);
        a1.max(bound).intoArray(out, to1);
        b1.max(bound).intoArray(out, to1 + LENGTH);
        a2.max(bound).intoArray(out, to2);
        b2.max(bound).intoArray(out, to2 + LENGTH);
        a3.max(bound).intoArray(out, to3);
        b3.max(bound).intoArray(out, to3 + LENGTH);
    }
}
