package dev.kizu.nn.kernel;

import java.util.Arrays;

/**
 * Operations on rows of numbers, a number at a time: as many operations as in {@link VectorRows}. Benchmarks:
 * {@code KernelBenchmark.addMultiple}, {@code KernelBenchmark.squaredDistance}, {@code KernelBenchmark.channelGradient}.
 */
final class ScalarRows {
    private ScalarRows() {}

    static void addMultiple(float factor, float[] x, int xAt, float[] y, int yAt, float[] to, int toAt, int count) {
        for (int i = 0; i < count; i++) {
            to[toAt + i] = Math.fma(x[xAt + i], factor, y[yAt + i]);
        }
    }

    static float squaredDistance(float[] x, int xAt, float[] y, int yAt, int count, float[] scratch) {
        Arrays.fill(scratch, 0, Lanes.COUNT, 0f);
        int whole = count / Lanes.COUNT * Lanes.COUNT;
        for (int i = 0; i < whole; i += Lanes.COUNT) {
            addSquares(x, xAt + i, y, yAt + i, Lanes.COUNT, scratch);
        }
        addSquares(x, xAt + whole, y, yAt + whole, count - whole, scratch);
        return Lanes.sum(scratch, 0);
    }

    /** Adds the squares of up to sixteen differences to as many sums. */
    static void addSquares(float[] x, int xAt, float[] y, int yAt, int count, float[] sums) {
        for (int i = 0; i < count; i++) {
            float difference = x[xAt + i] - y[yAt + i];
            sums[i] = Math.fma(difference, difference, sums[i]);
        }
    }

    static void channelGradient(
            float slope,
            float start,
            float[] lines,
            int at,
            int outputs,
            float[] weights,
            int weightsAt,
            float[] weightGradient,
            int toAt,
            float[] sums,
            int sumsAt) {
        for (int i = 0; i < outputs; i++) {
            weightGradient[toAt + i] = Math.fma(lines[at + outputs + i], start, lines[at + i] * slope);
        }
        Arrays.fill(sums, sumsAt, sumsAt + 2 * Lanes.COUNT, 0f);
        addProducts(weights, weightsAt, lines, at + outputs, outputs, sums, sumsAt);
        addProducts(weights, weightsAt, lines, at, outputs, sums, sumsAt + Lanes.COUNT);
    }

    /** Adds products to sixteen sums, the kth to the (k mod 16)th. */
    static void addProducts(float[] a, int aAt, float[] b, int bAt, int count, float[] sums, int sumsAt) {
        int whole = count / Lanes.COUNT * Lanes.COUNT;
        for (int i = 0; i < whole; i += Lanes.COUNT) {
            addSixteen(a, aAt + i, b, bAt + i, sums, sumsAt);
        }
        for (int i = whole; i < count; i++) {
            int to = sumsAt + i - whole;
            sums[to] = Math.fma(a[aAt + i], b[bAt + i], sums[to]);
        }
    }

    private static void addSixteen(float[] a, int aAt, float[] b, int bAt, float[] sums, int sumsAt) {
        for (int i = 0; i < Lanes.COUNT; i++) {
            sums[sumsAt + i] = Math.fma(a[aAt + i], b[bAt + i], sums[sumsAt + i]);
        }
    }
}
