package dev.kizu.nn.kernel;

import static dev.kizu.nn.kernel.VectorLanes.LENGTH;
import static dev.kizu.nn.kernel.VectorLanes.all;
import static dev.kizu.nn.kernel.VectorLanes.exp;
import static dev.kizu.nn.kernel.VectorLanes.load;
import static dev.kizu.nn.kernel.VectorLanes.log;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * The terms A and M alone: two exps, one log and about 25 operations a pixel. Nothing is written for a pixel but its variance, over the
 * logit that it is made of: it is read twice, and in one loop the compiler would put vectors on the heap. Benchmark: {@code
 * KernelBenchmark.gaussianTerms}.
 */
final class VectorGaussianTerms {
    private VectorGaussianTerms() {}

    static void apply(
            Layout logitsLayout,
            float[] logits,
            int logitsAt,
            Layout pixels,
            float[] x,
            int xAt,
            float varianceFloor,
            float[] terms,
            int termsAt) {
        int channels = logitsLayout.channels() / 2;
        int rows = logitsLayout.rows();
        int runs = logitsLayout.runs(logitsLayout);
        int length = logitsLayout.runLength(runs);
        Arrays.fill(terms, termsAt, termsAt + 2 * Lanes.COUNT, 0f);
        for (int channel = 0; channel < channels; channel++) {
            int meanAt = logitsAt + logitsLayout.at(channel, 0, 0);
            int varianceAt = logitsAt + logitsLayout.at(channels + channel, 0, 0);
            int pixelAt = xAt + pixels.at(channel, 0, 0);
            for (int run = 0; run < runs; run++) {
                int at = varianceAt + run * logitsLayout.rowStride();
                variances(logits, at, varianceFloor, length);
                for (int part = 0; part < Lanes.COUNT; part += LENGTH) {
                    addLogs(logits, at + part, terms, termsAt + part, length);
                }
            }
            for (int row = 0; row < rows; row++) {
                int step = row * logitsLayout.rowStride();
                int from = pixelAt + row * pixels.rowStride();
                for (int part = 0; part < Lanes.COUNT; part += LENGTH) {
                    addSquares(
                            logits,
                            meanAt + step + part,
                            varianceAt + step + part,
                            x,
                            from + part,
                            terms,
                            termsAt + Lanes.COUNT + part,
                            logitsLayout.columns() * Lanes.COUNT);
                }
            }
        }
        for (int i = 0; i < 2 * Lanes.COUNT; i++) {
            terms[termsAt + i] *= 0.5f;
        }
    }

    private static void variances(float[] logits, int at, float varianceFloor, int length) {
        FloatVector one = all(1f);
        FloatVector slope = all(1f - varianceFloor);
        FloatVector floor = all(varianceFloor);
        for (int i = 0; i < length; i += LENGTH) {
            FloatVector sigmoid = one.div(exp(load(logits, at + i).neg()).add(one));
            slope.fma(sigmoid, floor).intoArray(logits, at + i);
        }
    }

    private static void addLogs(float[] variances, int at, float[] terms, int termsAt, int length) {
        FloatVector constant = all(FloatMath.LOG_2_PI);
        FloatVector sum = load(terms, termsAt);
        for (int i = 0; i < length; i += Lanes.COUNT) {
            sum = sum.add(log(load(variances, at + i)).add(constant));
        }
        sum.intoArray(terms, termsAt);
    }

    private static void addSquares(
            float[] logits,
            int meanAt,
            int varianceAt,
            float[] x,
            int pixelAt,
            float[] terms,
            int termsAt,
            int length) {
        FloatVector one = all(1f);
        FloatVector sum = load(terms, termsAt);
        for (int i = 0; i < length; i += Lanes.COUNT) {
            FloatVector mu = one.div(exp(load(logits, meanAt + i).neg()).add(one));
            FloatVector error = load(x, pixelAt + i).sub(mu);
            sum = sum.add(error.mul(error).div(load(logits, varianceAt + i)));
        }
        sum.intoArray(terms, termsAt);
    }
}
