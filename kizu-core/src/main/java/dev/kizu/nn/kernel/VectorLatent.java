package dev.kizu.nn.kernel;

import static dev.kizu.nn.kernel.VectorLanes.LENGTH;
import static dev.kizu.nn.kernel.VectorLanes.all;
import static dev.kizu.nn.kernel.VectorLanes.exp;
import static dev.kizu.nn.kernel.VectorLanes.load;

import jdk.incubator.vector.FloatVector;

/**
 * The latent vector: one or two exps for each element. Benchmarks: {@code PointwiseKernelBenchmark.sampleLatent},
 * {@code PointwiseKernelBenchmark.latentGradient}, {@code PointwiseKernelBenchmark.klTerm}.
 */
final class VectorLatent {
    private VectorLatent() {}

    static void sample(int latent, float[] heads, int headsAt, float[] noise, int noiseAt, float[] z, int zAt) {
        int size = latent * Lanes.COUNT;
        for (int i = 0; i < size; i += LENGTH) {
            FloatVector deviation = exp(load(heads, headsAt + size + i).mul(all(0.5f)));
            deviation.fma(load(noise, noiseAt + i), load(heads, headsAt + i)).intoArray(z, zAt + i);
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
        FloatVector kl = all(klScale);
        FloatVector halfKl = all(0.5f * klScale);
        FloatVector minusOne = all(-1f);
        for (int i = 0; i < size; i += LENGTH) {
            FloatVector deviation = exp(load(heads, headsAt + size + i).mul(all(0.5f)));
            FloatVector dz = load(zGradient, zAt + i);
            load(heads, headsAt + i).fma(kl, dz).intoArray(headsGradient, headsGradientAt + i);
            FloatVector fromNoise = dz.mul(load(noise, noiseAt + i)).mul(deviation.mul(all(0.5f)));
            deviation
                    .fma(deviation, minusOne)
                    .fma(halfKl, fromNoise)
                    .intoArray(headsGradient, headsGradientAt + size + i);
        }
    }

    static void klTerm(int latent, float[] heads, int headsAt, float[] kl, int klAt) {
        int size = latent * Lanes.COUNT;
        FloatVector one = all(1f);
        for (int part = 0; part < Lanes.COUNT; part += LENGTH) {
            FloatVector sum = all(0f);
            for (int i = part; i < size; i += Lanes.COUNT) {
                FloatVector mean = load(heads, headsAt + i);
                FloatVector logVariance = load(heads, headsAt + size + i);
                sum = sum.add(mean.fma(mean, exp(logVariance).sub(logVariance).sub(one)));
            }
            sum.mul(all(0.5f)).intoArray(kl, klAt + part);
        }
    }
}
