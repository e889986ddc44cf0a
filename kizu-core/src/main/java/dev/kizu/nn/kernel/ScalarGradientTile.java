package dev.kizu.nn.kernel;

/**
 * The loop in which weight gradients spend their time: eight sums of products in registers. A sum has one order, so that only different
 * sums could share a vector instruction, and to bring those side by side costs as much as it would gain.
 * Benchmarks: {@code KernelBenchmark.transposedConvolutionGradient}, {@code headGradient}.
 */
final class ScalarGradientTile {
    private ScalarGradientTile() {}

    /**
     * For one lane, continues the sums over places of four arrays' values times two arrays' values: eight multiply-adds for six loads.
     *
     * @param from index of the lane at the first place
     * @param to where the places end
     * @param sums eight sums, sixteen lanes each, of which this lane begins at {@code sumsAt}
     */
    static void add(
            float[] a0,
            float[] a1,
            float[] a2,
            float[] a3,
            float[] b0,
            float[] b1,
            int from,
            int to,
            float[] sums,
            int sumsAt) {
        float s00 = sums[sumsAt];
        float s10 = sums[sumsAt + Lanes.COUNT];
        float s20 = sums[sumsAt + 2 * Lanes.COUNT];
        float s30 = sums[sumsAt + 3 * Lanes.COUNT];
        float s01 = sums[sumsAt + 4 * Lanes.COUNT];
        float s11 = sums[sumsAt + 5 * Lanes.COUNT];
        float s21 = sums[sumsAt + 6 * Lanes.COUNT];
        float s31 = sums[sumsAt + 7 * Lanes.COUNT];
        for (int i = from; i < to; i += Lanes.COUNT) {
            float v0 = b0[i];
            float v1 = b1[i];
            float u0 = a0[i];
            s00 = Math.fma(u0, v0, s00);
            s01 = Math.fma(u0, v1, s01);
            float u1 = a1[i];
            s10 = Math.fma(u1, v0, s10);
            s11 = Math.fma(u1, v1, s11);
            float u2 = a2[i];
            s20 = Math.fma(u2, v0, s20);
            s21 = Math.fma(u2, v1, s21);
            float u3 = a3[i];
            s30 = Math.fma(u3, v0, s30);
            s31 = Math.fma(u3, v1, s31);
        }
        sums[sumsAt] = s00;
        sums[sumsAt + Lanes.COUNT] = s10;
        sums[sumsAt + 2 * Lanes.COUNT] = s20;
        sums[sumsAt + 3 * Lanes.COUNT] = s30;
        sums[sumsAt + 4 * Lanes.COUNT] = s01;
        sums[sumsAt + 5 * Lanes.COUNT] = s11;
        sums[sumsAt + 6 * Lanes.COUNT] = s21;
        sums[sumsAt + 7 * Lanes.COUNT] = s31;
    }
}
