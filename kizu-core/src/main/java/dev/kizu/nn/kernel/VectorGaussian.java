package dev.kizu.nn.kernel;

import static dev.kizu.nn.kernel.VectorLanes.LENGTH;
import static dev.kizu.nn.kernel.VectorLanes.all;
import static dev.kizu.nn.kernel.VectorLanes.exp;
import static dev.kizu.nn.kernel.VectorLanes.load;
import static dev.kizu.nn.kernel.VectorLanes.log;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * The Gaussian likelihood of pixels: two exps, one log and about 40 operations a pixel. Benchmark: {@code KernelBenchmark.gaussianLoss}.
 */
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
                sigmoidRow(logits, meanAt, width);
                sigmoidRow(logits, varianceAt, width);
                int toMean = gradientAt + gradientLayout.at(channel, row, 0);
                int toVariance = gradientAt + gradientLayout.at(channels + channel, row, 0);
                for (int part = 0; part < Lanes.COUNT; part += LENGTH) {
                    normalizerRow(logits, varianceAt + part, varianceFloor, terms, termsAt + part, width);
                    lossRow(
                            logits,
                            meanAt + part,
                            varianceAt + part,
                            x,
                            pixelAt + part,
                            varianceFloor,
                            lossScale,
                            terms,
                            termsAt + part,
                            gradient,
                            toMean + part,
                            toVariance + part,
                            width);
                }
            }
        }
        halve(terms, termsAt);
    }

    /** In place. Rows are done in several short passes, since the compiler puts vectors on the heap where one does too much. */
    private static void sigmoidRow(float[] values, int at, int width) {
        FloatVector one = all(1f);
        for (int i = 0; i < width; i += LENGTH) {
            one.div(exp(load(values, at + i).neg()).add(one)).intoArray(values, at + i);
        }
    }

    private static void normalizerRow(
            float[] sigmoids, int at, float varianceFloor, float[] terms, int termsAt, int width) {
        FloatVector slope = all(1f - varianceFloor);
        FloatVector floor = all(varianceFloor);
        FloatVector constant = all(FloatMath.LOG_2_PI);
        FloatVector sum = load(terms, termsAt);
        for (int i = 0; i < width; i += Lanes.COUNT) {
            sum = sum.add(log(slope.fma(load(sigmoids, at + i), floor)).add(constant));
        }
        sum.intoArray(terms, termsAt);
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
        FloatVector squares = load(terms, termsAt + Lanes.COUNT);
        for (int i = 0; i < width; i += Lanes.COUNT) {
            FloatVector mu = load(logits, meanAt + i);
            FloatVector sigmoid = load(logits, varianceAt + i);
            FloatVector variance = slope.fma(sigmoid, all(varianceFloor));
            FloatVector inverse = one.div(variance);
            FloatVector error = load(x, pixelAt + i).sub(mu);
            FloatVector ratio = error.mul(inverse);
            FloatVector square = error.mul(ratio);
            squares = squares.add(square);
            ratio.mul(mu.mul(mu.sub(one))).mul(all(lossScale)).intoArray(gradient, toMean + i);
            sigmoid.mul(inverse)
                    .mul(slope.mul(one.sub(sigmoid)))
                    .mul(one.sub(square).mul(all(0.5f * lossScale)))
                    .intoArray(gradient, toVariance + i);
        }
        squares.intoArray(terms, termsAt + Lanes.COUNT);
    }

    static void termsAndSquares(
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
        int width = logitsLayout.columns() * Lanes.COUNT;
        Arrays.fill(terms, termsAt, termsAt + 2 * Lanes.COUNT, 0f);
        for (int channel = 0; channel < channels; channel++) {
            for (int row = 0; row < logitsLayout.rows(); row++) {
                int meanAt = logitsAt + logitsLayout.at(channel, row, 0);
                int varianceAt = logitsAt + logitsLayout.at(channels + channel, row, 0);
                int pixelAt = xAt + pixels.at(channel, row, 0);
                sigmoidRow(logits, meanAt, width);
                sigmoidRow(logits, varianceAt, width);
                for (int part = 0; part < Lanes.COUNT; part += LENGTH) {
                    normalizerRow(logits, varianceAt + part, varianceFloor, terms, termsAt + part, width);
                    termsRow(
                            logits,
                            meanAt + part,
                            varianceAt + part,
                            x,
                            pixelAt + part,
                            varianceFloor,
                            terms,
                            termsAt + part,
                            width);
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
            int width) {
        FloatVector slope = all(1f - varianceFloor);
        FloatVector squares = load(terms, termsAt + Lanes.COUNT);
        for (int i = 0; i < width; i += Lanes.COUNT) {
            FloatVector mu = load(logits, meanAt + i);
            FloatVector sigmoid = load(logits, varianceAt + i);
            FloatVector variance = slope.fma(sigmoid, all(varianceFloor));
            FloatVector error = load(x, pixelAt + i).sub(mu);
            FloatVector square = error.mul(error).div(variance);
            squares = squares.add(square);
            square.intoArray(logits, meanAt + i);
        }
        squares.intoArray(terms, termsAt + Lanes.COUNT);
    }

    static void addToMap(
            Layout logitsLayout,
            float[] squares,
            int squaresAt,
            float[] factors,
            Layout pixels,
            float[] map,
            int mapAt) {
        for (int channel = 0; channel < logitsLayout.channels() / 2; channel++) {
            for (int row = 0; row < logitsLayout.rows(); row++) {
                int from = squaresAt + logitsLayout.at(channel, row, 0);
                int to = mapAt + pixels.at(0, row, 0);
                for (int part = 0; part < Lanes.COUNT; part += LENGTH) {
                    addRow(squares, from + part, factors, part, map, to + part, logitsLayout.columns() * Lanes.COUNT);
                }
            }
        }
    }

    private static void addRow(
            float[] squares, int from, float[] factors, int factorsAt, float[] map, int to, int width) {
        FloatVector factor = load(factors, factorsAt);
        for (int i = 0; i < width; i += Lanes.COUNT) {
            load(squares, from + i).fma(factor, load(map, to + i)).intoArray(map, to + i);
        }
    }

    private static void halve(float[] terms, int at) {
        for (int i = 0; i < 2 * Lanes.COUNT; i++) {
            terms[at + i] *= 0.5f;
        }
    }
}
