package dev.kizu.nn.kernel;

/**
 * The loops in which plans spend their time: two rows of a plan over a segment of positions, three taps or one at a time. The compiler
 * turns them into vector instructions as long as their bodies stay below some sixty nodes of its own, so that more rows or taps would be
 * slower by far. All arrays have to be different objects, except that both outputs may be the same for a row that is done twice.
 * Benchmarks: {@code KernelBenchmark.transposedConvolution}, {@code transposedConvolutionBackward}, {@code head}.
 */
final class ScalarTile {
    private ScalarTile() {}

    /** Six multiply-adds for five loads and two stores. */
    static void addThree(
            float[] y0,
            float[] y1,
            float[] x0,
            float[] x1,
            float[] x2,
            float w00,
            float w01,
            float w02,
            float w10,
            float w11,
            float w12,
            int from,
            int to) {
        for (int i = from; i < to; i++) {
            float v0 = x0[i];
            float v1 = x1[i];
            float v2 = x2[i];
            float a = y0[i];
            float b = y1[i];
            a = Math.fma(w00, v0, a);
            b = Math.fma(w10, v0, b);
            a = Math.fma(w01, v1, a);
            b = Math.fma(w11, v1, b);
            a = Math.fma(w02, v2, a);
            b = Math.fma(w12, v2, b);
            y0[i] = a;
            y1[i] = b;
        }
    }

    /** Two multiply-adds for three loads and two stores: the taps that are left over. */
    static void addOne(float[] y0, float[] y1, float[] x, float w0, float w1, int from, int to) {
        for (int i = from; i < to; i++) {
            float v = x[i];
            float a = y0[i];
            float b = y1[i];
            y0[i] = Math.fma(w0, v, a);
            y1[i] = Math.fma(w1, v, b);
        }
    }
}
