package dev.kizu.nn.kernel;

/**
 * {@link FloatMath#log} over arrays, in loops of which the compiler vectorises all but the first: it has no vector instruction between
 * floats and their bits. Benchmarks: {@code KernelBenchmark.gaussianLoss}, {@code gaussianTerms}.
 */
final class ScalarLog {
    private ScalarLog() {}

    /**
     * In place: about 16 operations.
     *
     * @param exponents is overwritten
     */
    static void log(float[] x, float[] exponents, int length) {
        split(x, exponents, length);
        polynomial(x, exponents, length);
    }

    /** Not vectorised. */
    private static void split(float[] x, float[] exponents, int length) {
        for (int i = 0; i < length; i++) {
            int bits = Float.floatToRawIntBits(x[i]);
            int exponent = (bits - FloatMath.LOG_BIAS) >> 23;
            exponents[i] = exponent;
            x[i] = Float.intBitsToFloat(bits - (exponent << 23));
        }
    }

    private static void polynomial(float[] x, float[] exponents, int length) {
        for (int i = 0; i < length; i++) {
            float r = x[i] - 1f;
            float p = Math.fma(FloatMath.L10, r, FloatMath.L9);
            p = Math.fma(p, r, FloatMath.L8);
            p = Math.fma(p, r, FloatMath.L7);
            p = Math.fma(p, r, FloatMath.L6);
            p = Math.fma(p, r, FloatMath.L5);
            p = Math.fma(p, r, FloatMath.L4);
            p = Math.fma(p, r, FloatMath.L3);
            p = Math.fma(p, r, -0.5f);
            p = Math.fma(p, r * r, r);
            x[i] = Math.fma(exponents[i], FloatMath.LN2, p);
        }
    }
}
