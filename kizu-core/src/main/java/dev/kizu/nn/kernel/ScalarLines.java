package dev.kizu.nn.kernel;

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
                int slopes = functions.lineAt(x) + first;
                int to = scratchAt + lane * ScalarTranspose.LANE;
                lines(functions.lines(), slopes, slopes + outputs, count, x, least, scratch, to);
            }
            ScalarTranspose.rows(scratch, scratchAt, count, out, outAt, offsets, first);
        }
    }

    private static void lines(
            float[] lines, int slopes, int starts, int count, float x, float least, float[] to, int at) {
        for (int i = 0; i < count; i++) {
            to[at + i] = Math.max(Math.fma(lines[slopes + i], x, lines[starts + i]), least);
        }
    }
}
