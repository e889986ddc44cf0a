package dev.kizu.nn.kernel;

import java.util.Arrays;

/** Piecewise linear functions over plain arrays: lane by lane, then turned. Benchmark: {@code KernelBenchmark.lines}. */
final class ScalarLines {
    private ScalarLines() {}

    /** Computes the outputs from {@code from} on. */
    static void apply(
            PiecewiseLinear functions,
            int from,
            boolean relu,
            float[] in,
            int inAt,
            int[] offsets,
            float[] out,
            int outAt,
            float[] scratch,
            int scratchAt) {
        int outputs = functions.outputs();
        float least = relu ? 0f : Float.NEGATIVE_INFINITY;
        for (int first = from; first < outputs; first += ScalarTranspose.MOST) {
            int count = Math.min(ScalarTranspose.MOST, outputs - first);
            for (int lane = 0; lane < Lanes.COUNT; lane++) {
                float x = in[inAt + lane];
                int slopes = functions.linesAt() + functions.lineAt(x) + first;
                int to = scratchAt + lane * ScalarTranspose.LANE;
                lines(functions.memory(), slopes, slopes + outputs, count, x, least, scratch, to);
            }
            ScalarTranspose.rows(scratch, scratchAt, count, out, outAt, offsets, first);
        }
    }

    static void gradient(
            PiecewiseLinear functions,
            float[] in,
            int inAt,
            int[] offsets,
            float[] gradient,
            int gradientAt,
            float[] inGradient,
            int inGradientAt,
            float[] linesGradient,
            int linesGradientAt,
            float[] scratch) {
        int outputs = functions.outputs();
        Arrays.fill(scratch, 0, Lanes.COUNT * Lanes.COUNT, 0f);
        int whole = outputs / Lanes.COUNT * Lanes.COUNT;
        for (int first = 0; first < whole; first += ScalarTranspose.MOST) {
            int count = Math.min(ScalarTranspose.MOST, whole - first);
            ScalarTranspose.lanes(gradient, gradientAt, offsets, first, count, scratch, Kernel.PANELS);
            for (int lane = 0; lane < Lanes.COUNT; lane++) {
                float x = in[inAt + lane];
                int line = functions.lineAt(x) + first;
                int from = Kernel.PANELS + lane * ScalarTranspose.LANE;
                int to = linesGradientAt + line;
                ScalarRows.addMultiple(x, scratch, from, linesGradient, to, linesGradient, to, count);
                ScalarRows.addMultiple(
                        1, scratch, from, linesGradient, to + outputs, linesGradient, to + outputs, count);
                ScalarRows.addProducts(
                        scratch,
                        from,
                        functions.memory(),
                        functions.linesAt() + line,
                        count,
                        scratch,
                        lane * Lanes.COUNT);
            }
        }
        addGradient(
                functions, whole, in, inAt, offsets, gradient, gradientAt, linesGradient, linesGradientAt, scratch, 0);
        for (int lane = 0; lane < Lanes.COUNT; lane++) {
            inGradient[inGradientAt + lane] = Lanes.sum(scratch, lane * Lanes.COUNT);
        }
    }

    /**
     * The gradients of some lines, output by output.
     *
     * @param first number of the first output; all before are done
     * @param sums sixteen of each lane from {@code sumsAt} on, to which what belongs to the lanes' values is added
     */
    static void addGradient(
            PiecewiseLinear functions,
            int first,
            float[] in,
            int inAt,
            int[] offsets,
            float[] gradient,
            int gradientAt,
            float[] linesGradient,
            int linesGradientAt,
            float[] sums,
            int sumsAt) {
        int outputs = functions.outputs();
        for (int output = first; output < outputs; output++) {
            for (int lane = 0; lane < Lanes.COUNT; lane++) {
                float x = in[inAt + lane];
                float g = gradient[gradientAt + offsets[output] + lane];
                int line = functions.lineAt(x) + output;
                int to = linesGradientAt + line;
                linesGradient[to] = Math.fma(g, x, linesGradient[to]);
                linesGradient[to + outputs] += g;
                int sum = sumsAt + lane * Lanes.COUNT + output % Lanes.COUNT;
                sums[sum] = Math.fma(g, functions.memory()[functions.linesAt() + line], sums[sum]);
            }
        }
    }

    private static void lines(
            float[] lines, int slopes, int starts, int count, float x, float least, float[] to, int at) {
        for (int i = 0; i < count; i++) {
            to[at + i] = Math.max(Math.fma(lines[slopes + i], x, lines[starts + i]), least);
        }
    }
}
