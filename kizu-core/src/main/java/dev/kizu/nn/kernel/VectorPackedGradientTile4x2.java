package dev.kizu.nn.kernel;

import static dev.kizu.nn.kernel.VectorLanes.LENGTH;
import static dev.kizu.nn.kernel.VectorLanes.all;
import static dev.kizu.nn.kernel.VectorLanes.load;

import jdk.incubator.vector.FloatVector;

/**
 * Weight gradients of 4 rows by 2 taps from packed gradients and values ({@link VectorPackedGradient}), first one half of two registers,
 * then the other: a place costs 6 loads and 8 fmas for each. Benchmark: {@code KernelBenchmark.transposedConvolutionGradient}.
 */
final class VectorPackedGradientTile4x2 {
    static final int TAPS = 2;

    private VectorPackedGradientTile4x2() {}

    /**
     * Leaves two registers of lanes for each weight in {@code panels}, from {@code sumsAt} on.
     *
     * @param gradientStep floats from one place's gradients to the next
     * @param step floats from one place's values to the next. Constants would have the compiler unroll the loops, for which there are no
     *     registers
     * @param end where the values end
     */
    static void apply(float[] panels, int gradientAt, int gradientStep, int valueAt, int step, int end, int sumsAt) {
        FloatVector zero = all(0f);
        FloatVector a0 = zero;
        FloatVector a1 = zero;
        FloatVector b0 = zero;
        FloatVector b1 = zero;
        FloatVector c0 = zero;
        FloatVector c1 = zero;
        FloatVector d0 = zero;
        FloatVector d1 = zero;
        int g = gradientAt;
        int v = valueAt;
        while (v < end) {
            FloatVector v0 = load(panels, v);
            FloatVector v1 = load(panels, v + Lanes.COUNT);
            FloatVector g0 = load(panels, g);
            a0 = g0.fma(v0, a0);
            a1 = g0.fma(v1, a1);
            FloatVector g1 = load(panels, g + Lanes.COUNT);
            b0 = g1.fma(v0, b0);
            b1 = g1.fma(v1, b1);
            FloatVector g2 = load(panels, g + 2 * Lanes.COUNT);
            c0 = g2.fma(v0, c0);
            c1 = g2.fma(v1, c1);
            FloatVector g3 = load(panels, g + 3 * Lanes.COUNT);
            d0 = g3.fma(v0, d0);
            d1 = g3.fma(v1, d1);
            v += step;
            g += gradientStep;
        }
        a0.intoArray(panels, sumsAt);
        a1.intoArray(panels, sumsAt + Lanes.COUNT);
        b0.intoArray(panels, sumsAt + 2 * Lanes.COUNT);
        b1.intoArray(panels, sumsAt + 3 * Lanes.COUNT);
        c0.intoArray(panels, sumsAt + 4 * Lanes.COUNT);
        c1.intoArray(panels, sumsAt + 5 * Lanes.COUNT);
        d0.intoArray(panels, sumsAt + 6 * Lanes.COUNT);
        d1.intoArray(panels, sumsAt + 7 * Lanes.COUNT);
        a0 = zero;
        a1 = zero;
        b0 = zero;
        b1 = zero;
        c0 = zero;
        c1 = zero;
        d0 = zero;
        d1 = zero;
        g = gradientAt + LENGTH;
        v = valueAt + LENGTH;
        while (v < end) {
            FloatVector v0 = load(panels, v);
            FloatVector v1 = load(panels, v + Lanes.COUNT);
            FloatVector g0 = load(panels, g);
            a0 = g0.fma(v0, a0);
            a1 = g0.fma(v1, a1);
            FloatVector g1 = load(panels, g + Lanes.COUNT);
            b0 = g1.fma(v0, b0);
            b1 = g1.fma(v1, b1);
            FloatVector g2 = load(panels, g + 2 * Lanes.COUNT);
            c0 = g2.fma(v0, c0);
            c1 = g2.fma(v1, c1);
            FloatVector g3 = load(panels, g + 3 * Lanes.COUNT);
            d0 = g3.fma(v0, d0);
            d1 = g3.fma(v1, d1);
            v += step;
            g += gradientStep;
        }
        a0.intoArray(panels, sumsAt + LENGTH);
        a1.intoArray(panels, sumsAt + LENGTH + Lanes.COUNT);
        b0.intoArray(panels, sumsAt + LENGTH + 2 * Lanes.COUNT);
        b1.intoArray(panels, sumsAt + LENGTH + 3 * Lanes.COUNT);
        c0.intoArray(panels, sumsAt + LENGTH + 4 * Lanes.COUNT);
        c1.intoArray(panels, sumsAt + LENGTH + 5 * Lanes.COUNT);
        d0.intoArray(panels, sumsAt + LENGTH + 6 * Lanes.COUNT);
        d1.intoArray(panels, sumsAt + LENGTH + 7 * Lanes.COUNT);
    }
}
