package dev.kizu.nn.kernel;

/**
 * The latent vector, lane by lane. One or two exps for each element. Benchmarks: {@code PointwiseKernelBenchmark.sampleLatent},
 * {@code PointwiseKernelBenchmark.latentGradient}, {@code PointwiseKernelBenchmark.klTerm}.
 */
final class ScalarLatent {
    private ScalarLatent() {}

    static void sample(int latent, float[] heads, int headsAt, float[] noise, int noiseAt, float[] z, int zAt) {
        int size = latent * Lanes.COUNT;
        for (int i = 0; i < size; i++) {
            float deviation = FloatMath.exp(heads[headsAt + size + i] * 0.5f);
            z[zAt + i] = Math.fma(deviation, noise[noiseAt + i], heads[headsAt + i]);
        }
    }

    static void gradient(
            int latent,
            float klScale,
            float[] heads,
            int headsAt,
            float[] noise,
            int noiseAt,
            float[] zGradient,
            int zAt,
            float[] headsGradient,
            int headsGradientAt) {
        int size = latent * Lanes.COUNT;
        float halfKl = 0.5f * klScale;
        for (int i = 0; i < size; i++) {
            float deviation = FloatMath.exp(heads[headsAt + size + i] * 0.5f);
            float dz = zGradient[zAt + i];
            headsGradient[headsGradientAt + i] = Math.fma(heads[headsAt + i], klScale, dz);
            float fromNoise = dz * noise[noiseAt + i] * (deviation * 0.5f);
            headsGradient[headsGradientAt + size + i] =
                    Math.fma(Math.fma(deviation, deviation, -1f), halfKl, fromNoise);
        }
    }

    static void klTerm(int latent, float[] heads, int headsAt, float[] kl, int klAt) {
        int size = latent * Lanes.COUNT;
        for (int lane = 0; lane < Lanes.COUNT; lane++) {
            float sum = 0f;
            for (int i = lane; i < size; i += Lanes.COUNT) {
                float mean = heads[headsAt + i];
                float logVariance = heads[headsAt + size + i];
                sum += Math.fma(mean, mean, FloatMath.exp(logVariance) - logVariance - 1f);
            }
            kl[klAt + lane] = sum * 0.5f;
        }
    }
}
