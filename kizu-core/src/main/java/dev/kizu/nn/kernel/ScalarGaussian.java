package dev.kizu.nn.kernel;

import java.util.Arrays;

/**
 * The Gaussian likelihood of pixels, in blocks that are copied to arrays of their own: two exps, one log and about 40 operations a pixel.
 * Benchmarks: {@code KernelBenchmark.gaussianLoss}, {@code KernelBenchmark.gaussianTerms}.
 */
final class ScalarGaussian {
    private ScalarGaussian() {}

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
        ScalarScratch scratch = ScalarScratch.get();
        ScalarPixels block = scratch.pixels;
        int channels = logitsLayout.channels() / 2;
        float[] sums = clearedSums(scratch);
        block.begin(logitsLayout, channels);
        while (block.next()) {
            int length = block.length();
            float[] mean = scratch.first;
            float[] sigmoid = scratch.second;
            loadSigmoids(scratch, logitsLayout, logits, logitsAt, channels);
            block.load(pixels, 0, x, xAt, scratch.third);
            ScalarPasses.scale(sigmoid, 1f - varianceFloor, varianceFloor, scratch.fourth, length);
            ScalarLikelihood.meanGradient(mean, scratch.third, scratch.fourth, scratch.fifth, lossScale, length);
            ScalarLikelihood.varianceGradient(
                    sigmoid, mean, scratch.fifth, 1f - varianceFloor, 0.5f * lossScale, length);
            block.store(scratch.third, gradientLayout, 0, gradient, gradientAt);
            block.store(sigmoid, gradientLayout, channels, gradient, gradientAt);
            ScalarLog.log(scratch.fourth, scratch.third, length);
            ScalarSums.add(scratch.fourth, FloatMath.LOG_2_PI, scratch.fifth, length, sums);
        }
        halve(sums, terms, termsAt);
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
            int termsAt) {
        ScalarScratch scratch = ScalarScratch.get();
        ScalarPixels block = scratch.pixels;
        int channels = logitsLayout.channels() / 2;
        float[] sums = clearedSums(scratch);
        block.begin(logitsLayout, channels);
        while (block.next()) {
            addBlock(scratch, logitsLayout, logits, logitsAt, pixels, x, xAt, varianceFloor, sums);
        }
        halve(sums, terms, termsAt);
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
        ScalarScratch scratch = ScalarScratch.get();
        ScalarPixels block = scratch.pixels;
        int channels = logitsLayout.channels() / 2;
        float[] sums = clearedSums(scratch);
        block.begin(logitsLayout, channels);
        while (block.next()) {
            addBlock(scratch, logitsLayout, logits, logitsAt, pixels, x, xAt, varianceFloor, sums);
            block.store(scratch.fifth, logitsLayout, 0, logits, logitsAt);
        }
        halve(sums, terms, termsAt);
    }

    /** Adds a block's part of both terms, and leaves its squares in the fifth array. */
    private static void addBlock(
            ScalarScratch scratch,
            Layout logitsLayout,
            float[] logits,
            int logitsAt,
            Layout pixels,
            float[] x,
            int xAt,
            float varianceFloor,
            float[] sums) {
        int length = scratch.pixels.length();
        loadSigmoids(scratch, logitsLayout, logits, logitsAt, logitsLayout.channels() / 2);
        scratch.pixels.load(pixels, 0, x, xAt, scratch.third);
        ScalarPasses.scale(scratch.second, 1f - varianceFloor, varianceFloor, scratch.fourth, length);
        ScalarLikelihood.squares(scratch.first, scratch.third, scratch.fourth, scratch.fifth, length);
        ScalarLog.log(scratch.fourth, scratch.third, length);
        ScalarSums.add(scratch.fourth, FloatMath.LOG_2_PI, scratch.fifth, length, sums);
    }

    static void addToMap(
            Layout logitsLayout,
            float[] squares,
            int squaresAt,
            float[] factors,
            Layout pixels,
            float[] map,
            int mapAt) {
        ScalarScratch scratch = ScalarScratch.get();
        ScalarPixels block = scratch.pixels;
        block.begin(logitsLayout, logitsLayout.channels() / 2);
        int filled = 0;
        while (block.next()) {
            int length = block.length();
            for (; filled < length; filled += Lanes.COUNT) {
                System.arraycopy(factors, 0, scratch.third, filled, Lanes.COUNT);
            }
            block.load(logitsLayout, 0, squares, squaresAt, scratch.first);
            block.loadOnly(pixels, map, mapAt, scratch.second);
            ScalarPasses.addProducts(scratch.first, scratch.third, scratch.second, length);
            block.storeOnly(scratch.second, pixels, map, mapAt);
        }
    }

    /** Into the first array for the mean, into the second for the variance. */
    private static void loadSigmoids(
            ScalarScratch scratch, Layout logitsLayout, float[] logits, int logitsAt, int channels) {
        int length = scratch.pixels.length();
        scratch.pixels.load(logitsLayout, 0, logits, logitsAt, scratch.first);
        scratch.pixels.load(logitsLayout, channels, logits, logitsAt, scratch.second);
        ScalarExp.sigmoid(scratch.first, scratch.fifth, length);
        ScalarExp.sigmoid(scratch.second, scratch.fifth, length);
    }

    private static float[] clearedSums(ScalarScratch scratch) {
        Arrays.fill(scratch.sums, 0, 2 * Lanes.COUNT, 0f);
        return scratch.sums;
    }

    private static void halve(float[] sums, float[] terms, int at) {
        for (int i = 0; i < 2 * Lanes.COUNT; i++) {
            terms[at + i] = sums[i] * 0.5f;
        }
    }
}
