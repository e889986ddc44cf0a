package dev.kizu.nn.kernel;

/** The rectifier's way back. */
final class ScalarMask {
    private static final long INFINITY = Float.floatToRawIntBits(Float.POSITIVE_INFINITY);

    private ScalarMask() {}

    /**
     * Sets gradients to 0 where the output was not positive, or, without a rectifier, where it was NaN or minus infinity.
     *
     * @param output from index 0 on
     */
    static void apply(float[] output, boolean relu, float[] gradient, int at, int length) {
        if (relu) {
            maskByBits(output, gradient, at, length);
            return;
        }
        for (int i = 0; i < length; i++) {
            if (!(output[i] > Float.NEGATIVE_INFINITY)) {
                gradient[at + i] = 0f;
            }
        }
    }

    /**
     * A float is positive when its bits, as an integer, lie from 1 to those of infinity; the sign of a difference of longs says so. Six
     * operations on integers and no branch, which would be guessed wrong every other time. Benchmark: {@code KernelBenchmark.batchGradientSums}.
     */
    private static void maskByBits(float[] output, float[] gradient, int at, int length) {
        for (int i = 0; i < length; i++) {
            long lessOne = (Float.floatToRawIntBits(output[i]) - 1) & 0xffffffffL;
            int mask = (int) ((lessOne - INFINITY) >> 63);
            gradient[at + i] = Float.intBitsToFloat(Float.floatToRawIntBits(gradient[at + i]) & mask);
        }
    }
}
