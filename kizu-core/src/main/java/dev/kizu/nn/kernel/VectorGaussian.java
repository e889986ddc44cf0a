package dev.kizu.nn.kernel;

import static dev.kizu.nn.kernel.VectorLanes.LENGTH;
import static dev.kizu.nn.kernel.VectorLanes.all;
import static dev.kizu.nn.kernel.VectorLanes.expOfNegative;
import static dev.kizu.nn.kernel.VectorLanes.load;
import static dev.kizu.nn.kernel.VectorLanes.log;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/** The Gaussian likelihood of pixels: two exps, one log and about 40 operations a pixel. */
final class VectorGaussian {
    private VectorGaussian() {}

    static void loss(
            Layout logitsLayout,
            float[] logits,
            int logitsAt,
            Layout pixels,
            float[] x,
            int xAt,
            float varianceFloor,
            float lossScale,
            float[] terms,
            int termsAt,
            Layout gradientLayout,
            float[] gradient,
            int gradientAt) {
        int channels = logitsLayout.channels() / 2;
        int width = logitsLayout.columns() * Lanes.COUNT;
        Arrays.fill(terms, termsAt, termsAt + 2 * Lanes.COUNT, 0f);
        for (int channel = 0; channel < channels; channel++) {
            for (int row = 0; row < logitsLayout.rows(); row++) {
                int meanAt = logitsAt + logitsLayout.at(channel, row, 0);
                int varianceAt = logitsAt + logitsLayout.at(channels + channel, row, 0);
                int pixelAt = xAt + pixels.at(channel, row, 0);
                int toMean = gradientAt + gradientLayout.at(channel, row, 0);
                int toVariance = gradientAt + gradientLayout.at(channels + channel, row, 0);
                for (int part = 0; part < Lanes.COUNT; part += LENGTH) {
                    lossRow(
                            logits, meanAt + part, varianceAt + part, x, pixelAt + part, varianceFloor, lossScale, terms, termsAt + part,
                            gradient, toMean + part, toVariance + part, width);
                }
            }
        }
        halve(terms, termsAt);
    }

    private static void lossRow(
            float[] logits,
            int meanAt,
            int varianceAt,
            float[] x,
            int pixelAt,
            float varianceFloor,
            float lossScale,
            float[] terms,
            int termsAt,
            float[] gradient,
            int toMean,
            int toVariance,
            int width) {
        FloatVector one = all(1f);
        FloatVector slope = all(1f - varianceFloor);
        FloatVector normalizer = load(terms, termsAt);
        FloatVector squares = load(terms, termsAt + Lanes.COUNT);
        for (int i = 0; i < width; i += Lanes.COUNT) {
            FloatVector mu = one.div(expOfNegative(load(logits, meanAt + i)).add(one));
            FloatVector sigmoid = one.div(expOfNegative(load(logits, varianceAt + i)).add(one));
            FloatVector variance = slope.fma(sigmoid, all(varianceFloor));
            FloatVector inverse = one.div(variance);
            FloatVector error = load(x, pixelAt + i).sub(mu);
            FloatVector ratio = error.mul(inverse);
            FloatVector square = error.mul(ratio);
            normalizer = normalizer.add(log(variance).add(all(FloatMath.LOG_2_PI)));
            squares = squares.add(square);
            ratio.mul(mu.mul(mu.sub(one))).mul(all(lossScale)).intoArray(gradient, toMean + i);
            sigmoid.mul(inverse)
                    .mul(slope.mul(one.sub(sigmoid)))
                    .mul(one.sub(square).mul(all(0.5f * lossScale)))
                    .intoArray(gradient, toVariance + i);
        }
        normalizer.intoArray(terms, termsAt);
        squares.intoArray(terms, termsAt + Lanes.COUNT);
    }

    static void terms(
            Layout logitsLayout,
            float[] logits,
            int logitsAt,
            Layout pixels,
            float[] x,
            int xAt,
            float varianceFloor,
            float[] terms,
            int termsAt,
            float @Nullable [] map,
            int mapAt,
            float[] factors) {
        int channels = logitsLayout.channels() / 2;
        int width = logitsLayout.columns() * Lanes.COUNT;
        Arrays.fill(terms, termsAt, termsAt + 2 * Lanes.COUNT, 0f);
        for (int channel = 0; channel < channels; channel++) {
            for (int row = 0; row < logitsLayout.rows(); row++) {
                int meanAt = logitsAt + logitsLayout.at(channel, row, 0);
                int varianceAt = logitsAt + logitsLayout.at(channels + channel, row, 0);
                int pixelAt = xAt + pixels.at(channel, row, 0);
                int to = mapAt + pixels.at(0, row, 0);
                for (int part = 0; part < Lanes.COUNT; part += LENGTH) {
                    termsRow(
                            logits, meanAt + part, varianceAt + part, x, pixelAt + part, varianceFloor, terms, termsAt + part, map,
                            to + part, factors, part, width);
                }
            }
        }
        halve(terms, termsAt);
    }

    private static void termsRow(
            float[] logits,
            int meanAt,
            int varianceAt,
            float[] x,
            int pixelAt,
            float varianceFloor,
            float[] terms,
            int termsAt,
            float @Nullable [] map,
            int mapAt,
            float[] factors,
            int factorsAt,
            int width) {
        FloatVector one = all(1f);
        FloatVector slope = all(1f - varianceFloor);
        FloatVector factor = load(factors, factorsAt);
        FloatVector normalizer = load(terms, termsAt);
        FloatVector squares = load(terms, termsAt + Lanes.COUNT);
        for (int i = 0; i < width; i += Lanes.COUNT) {
            FloatVector mu = one.div(expOfNegative(load(logits, meanAt + i)).add(one));
            FloatVector sigmoid = one.div(expOfNegative(load(logits, varianceAt + i)).add(one));
            FloatVector variance = slope.fma(sigmoid, all(varianceFloor));
            FloatVector error = load(x, pixelAt + i).sub(mu);
            FloatVector square = error.mul(error).div(variance);
            normalizer = normalizer.add(log(variance).add(all(FloatMath.LOG_2_PI)));
            squares = squares.add(square);
            if (map != null) {
                square.fma(factor, load(map, mapAt + i)).intoArray(map, mapAt + i);
            }
        }
        normalizer.intoArray(terms, termsAt);
        squares.intoArray(terms, termsAt + Lanes.COUNT);
    }

    private static void halve(float[] terms, int at) {
        for (int i = 0; i < 2 * Lanes.COUNT; i++) {
            terms[at + i] *= 0.5f;
        }
    }
}
