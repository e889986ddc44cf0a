package dev.kizu.nn.kernel;

/**
 * What the Gaussian likelihood takes of each pixel, in loops that the compiler vectorises: with a few more operations in one it would give
 * up. All arrays are different objects. Benchmarks: {@code KernelBenchmark.gaussianLoss}, {@code gaussianTerms}.
 */
final class ScalarLikelihood {
    private ScalarLikelihood() {}

    /** {@code squares = (x - mean)^2 / variance}: three operations, a division among them. */
    static void squares(float[] mean, float[] x, float[] variance, float[] squares, int length) {
        for (int i = 0; i < length; i++) {
            float error = x[i] - mean[i];
            squares[i] = error * error / variance[i];
        }
    }

    /**
     * The gradient with respect to the mean's logit, and what that with respect to the variance's needs: nine operations, a division among
     * them.
     *
     * @param mean becomes the inverse of the variance
     * @param x pixels, become gradients
     * @param squares receives {@code (x - mean)^2 / variance}
     */
    static void meanGradient(float[] mean, float[] x, float[] variance, float[] squares, float lossScale, int length) {
        for (int i = 0; i < length; i++) {
            float mu = mean[i];
            float inverse = 1f / variance[i];
            float error = x[i] - mu;
            float ratio = error * inverse;
            squares[i] = error * ratio;
            x[i] = ratio * (mu * (mu - 1f)) * lossScale;
            mean[i] = inverse;
        }
    }

    /**
     * The gradient with respect to the variance's logit: seven operations.
     *
     * @param sigmoid becomes the gradient
     */
    static void varianceGradient(
            float[] sigmoid, float[] inverse, float[] squares, float slope, float halfScale, int length) {
        for (int i = 0; i < length; i++) {
            float s = sigmoid[i];
            sigmoid[i] = (s * inverse[i]) * (slope * (1f - s)) * ((1f - squares[i]) * halfScale);
        }
    }
}
