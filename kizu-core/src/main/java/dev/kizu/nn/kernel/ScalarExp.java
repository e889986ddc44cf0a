package dev.kizu.nn.kernel;

/**
 * {@link FloatMath#exp} over arrays, in loops of which the compiler vectorises all but one: it has no vector instruction between floats and
 * their bits. Each loop does so little that it does not give up on it. Benchmarks: {@code KernelBenchmark.gaussianLoss},
 * {@code gaussianTerms}.
 */
final class ScalarExp {
    private ScalarExp() {}

    /**
     * The logistic function, in place: about 25 operations, a division among them.
     *
     * @param powers is overwritten
     */
    static void sigmoid(float[] x, float[] powers, int length) {
        reduceNegated(x, powers, length);
        polynomial(x, length);
        scaleByPower(x, powers, length);
        inverseOfOneMore(x, length);
    }

    /** From x to what is left of -x after the nearest power of two; its exponent stays in the last bits of {@code powers}. */
    private static void reduceNegated(float[] x, float[] powers, int length) {
        for (int i = 0; i < length; i++) {
            float v = Math.min(Math.max(-x[i], -FloatMath.EXP_LIMIT), FloatMath.EXP_LIMIT);
            float rounded = Math.fma(v, FloatMath.LOG2_E, FloatMath.ROUND);
            float n = rounded - FloatMath.ROUND;
            powers[i] = rounded;
            x[i] = Math.fma(n, -FloatMath.LN2_LOW, Math.fma(n, -FloatMath.LN2_HIGH, v));
        }
    }

    private static void polynomial(float[] x, int length) {
        for (int i = 0; i < length; i++) {
            float r = x[i];
            float p = Math.fma(FloatMath.E7, r, FloatMath.E6);
            p = Math.fma(p, r, FloatMath.E5);
            p = Math.fma(p, r, FloatMath.E4);
            p = Math.fma(p, r, FloatMath.E3);
            p = Math.fma(p, r, FloatMath.E2);
            x[i] = Math.fma(p, r * r, r + 1f);
        }
    }

    /** Not vectorised: two loads, a shift, an add and a store, all of integers. */
    private static void scaleByPower(float[] x, float[] powers, int length) {
        for (int i = 0; i < length; i++) {
            int power = Float.floatToRawIntBits(powers[i]) << 23;
            x[i] = Float.intBitsToFloat(Float.floatToRawIntBits(x[i]) + power);
        }
    }

    private static void inverseOfOneMore(float[] x, int length) {
        for (int i = 0; i < length; i++) {
            x[i] = 1f / (x[i] + 1f);
        }
    }
}
