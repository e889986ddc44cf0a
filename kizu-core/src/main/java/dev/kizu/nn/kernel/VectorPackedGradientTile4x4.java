package dev.kizu.nn.kernel;

import static dev.kizu.nn.kernel.VectorLanes.all;
import static dev.kizu.nn.kernel.VectorLanes.load;

import jdk.incubator.vector.FloatVector;

/**
 * Weight gradients of 4 rows by 4 taps from packed gradients and values ({@link VectorPackedGradient}), for machines with 32 registers of
 * sixteen floats: a place costs 8 loads and 16 fmas. Benchmark: {@code KernelBenchmark.transposedConvolutionGradient}.
 */
final class VectorPackedGradientTile4x4 {
    static final int TAPS = 4;

    private VectorPackedGradientTile4x4() {}

    /** As {@link VectorPackedGradientTile4x2#apply}. */
    static void apply(float[] panels, int gradientAt, int gradientStep, int valueAt, int step, int end, int sumsAt) {
        FloatVector zero = all(0f);
        FloatVector a0 = zero;
        FloatVector a1 = zero;
        FloatVector a2 = zero;
        FloatVector a3 = zero;
        FloatVector b0 = zero;
        FloatVector b1 = zero;
        FloatVector b2 = zero;
        FloatVector b3 = zero;
        FloatVector c0 = zero;
        FloatVector c1 = zero;
        FloatVector c2 = zero;
        FloatVector c3 = zero;
        FloatVector d0 = zero;
        FloatVector d1 = zero;
        FloatVector d2 = zero;
        FloatVector d3 = zero;
        int g = gradientAt;
        int v = valueAt;
        while (v < end) {
            FloatVector v0 = load(panels, v);
            FloatVector v1 = load(panels, v + Lanes.COUNT);
            FloatVector v2 = load(panels, v + 2 * Lanes.COUNT);
            FloatVector v3 = load(panels, v + 3 * Lanes.COUNT);
            FloatVector g0 = load(panels, g);
            a0 = g0.fma(v0, a0);
            a1 = g0.fma(v1, a1);
            a2 = g0.fma(v2, a2);
            a3 = g0.fma(v3, a3);
            FloatVector g1 = load(panels, g + Lanes.COUNT);
            b0 = g1.fma(v0, b0);
            b1 = g1.fma(v1, b1);
            b2 = g1.fma(v2, b2);
            b3 = g1.fma(v3, b3);
            FloatVector g2 = load(panels, g + 2 * Lanes.COUNT);
            c0 = g2.fma(v0, c0);
            c1 = g2.fma(v1, c1);
            c2 = g2.fma(v2, c2);
            c3 = g2.fma(v3, c3);
            FloatVector g3 = load(panels, g + 3 * Lanes.COUNT);
            d0 = g3.fma(v0, d0);
            d1 = g3.fma(v1, d1);
            d2 = g3.fma(v2, d2);
            d3 = g3.fma(v3, d3);
            v += step;
            g += gradientStep;
        }
        a0.intoArray(panels, sumsAt);
        a1.intoArray(panels, sumsAt + Lanes.COUNT);
        a2.intoArray(panels, sumsAt + 2 * Lanes.COUNT);
        a3.intoArray(panels, sumsAt + 3 * Lanes.COUNT);
        b0.intoArray(panels, sumsAt + 4 * Lanes.COUNT);
        b1.intoArray(panels, sumsAt + 5 * Lanes.COUNT);
        b2.intoArray(panels, sumsAt + 6 * Lanes.COUNT);
        b3.intoArray(panels, sumsAt + 7 * Lanes.COUNT);
        c0.intoArray(panels, sumsAt + 8 * Lanes.COUNT);
        c1.intoArray(panels, sumsAt + 9 * Lanes.COUNT);
        c2.intoArray(panels, sumsAt + 10 * Lanes.COUNT);
        c3.intoArray(panels, sumsAt + 11 * Lanes.COUNT);
        d0.intoArray(panels, sumsAt + 12 * Lanes.COUNT);
        d1.intoArray(panels, sumsAt + 13 * Lanes.COUNT);
        d2.intoArray(panels, sumsAt + 14 * Lanes.COUNT);
        d3.intoArray(panels, sumsAt + 15 * Lanes.COUNT);
    }
}
