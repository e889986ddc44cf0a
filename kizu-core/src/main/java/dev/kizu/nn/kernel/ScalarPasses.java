package dev.kizu.nn.kernel;

/**
 * Loops over the elements of arrays that are different objects, or one array at one index: the compiler turns them into vector
 * instructions. Each takes about as long as its loads and stores. Benchmarks: {@code KernelBenchmark.normalize},
 * {@code batchGradientSums}, {@code batchCombine}, {@code gaussianLoss}.
 */
final class ScalarPasses {
    private ScalarPasses() {}

    /** {@code x = max(x, 0)}. */
    static void rectify(float[] x, int length) {
        for (int i = 0; i < length; i++) {
            x[i] = Math.max(x[i], 0f);
        }
    }

    /** {@code y = x * factor + shift} by one fma. */
    static void scale(float[] x, float factor, float shift, float[] y, int length) {
        for (int i = 0; i < length; i++) {
            y[i] = Math.fma(x[i], factor, shift);
        }
    }

    /** {@code x = max(x * factor + shift, 0)}. */
    static void scaleAndRectify(float[] x, float factor, float shift, int length) {
        for (int i = 0; i < length; i++) {
            x[i] = Math.max(Math.fma(x[i], factor, shift), 0f);
        }
    }

    /** {@code y = y + x}. */
    static void add(float[] x, float[] y, int length) {
        for (int i = 0; i < length; i++) {
            y[i] += x[i];
        }
    }

    /** {@code y = x * factor + y} by one fma. */
    static void addProducts(float[] x, float[] factor, float[] y, int length) {
        for (int i = 0; i < length; i++) {
            y[i] = Math.fma(x[i], factor[i], y[i]);
        }
    }

    /** {@code y = y * a + (x * b + d)} by two fmas. */
    static void combine(float[] x, float a, float b, float d, float[] y, int length) {
        for (int i = 0; i < length; i++) {
            y[i] = Math.fma(y[i], a, Math.fma(x[i], b, d));
        }
    }
}
