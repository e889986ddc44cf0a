package dev.kizu.nn.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Applies plans: copies the inputs of a segment of positions side by side, runs {@link ScalarTile} over pairs of rows, and copies the sums to
 * where they belong. An input is copied once for up to 64 rows, and once for all the taps of a sliding window that meet it one row of positions
 * after the other. Benchmarks: {@code KernelBenchmark.convolution}, {@code KernelBenchmark.transposedConvolution}, {@code KernelBenchmark.head}.
 */
final class ScalarLinear {
    private static final int FLOATS = 24 * ScalarScratch.RUN;

    private ScalarLinear() {}

    static void apply(
            LinearPlan plan,
            float[] packed,
            int packedAt,
            float @Nullable [] bias,
            int biasAt,
            boolean relu,
            float[] in,
            int inAt,
            float[] out,
            int outAt) {
        ScalarScratch scratch = ScalarScratch.get();
        scratch.segments.cut(plan.positionIn());
        int segments = scratch.segments.count();
        for (int row = 0; row < plan.rows(); row += ScalarScratch.OUTPUTS) {
            int toRow = Math.min(row + ScalarScratch.OUTPUTS, plan.rows());
            int together = ScalarScratch.OUTPUTS / (toRow - row);
            for (int segment = 0; segment < segments; segment += together) {
                int toSegment = Math.min(segment + together, segments);
                begin(scratch, bias, biasAt, row, toRow, segment, toSegment);
                addAll(plan, scratch, packed, packedAt, row, toRow, segment, toSegment, in, inAt);
                finish(plan, scratch, relu, row, toRow, segment, toSegment, out, outAt);
            }
        }
    }

    private static void begin(
            ScalarScratch scratch,
            float @Nullable [] bias,
            int biasAt,
            int fromRow,
            int toRow,
            int fromSegment,
            int toSegment) {
        int output = 0;
        for (int segment = fromSegment; segment < toSegment; segment++) {
            int length = scratch.segments.size(segment) * Lanes.COUNT;
            for (int row = fromRow; row < toRow; row++) {
                Arrays.fill(scratch.outputs[output++], 0, length, bias == null ? 0f : bias[biasAt + row]);
            }
        }
    }

    private static void addAll(
            LinearPlan plan,
            ScalarScratch scratch,
            float[] packed,
            int packedAt,
            int fromRow,
            int toRow,
            int fromSegment,
            int toSegment,
            float[] in,
            int inAt) {
        int rows = toRow - fromRow;
        int chunk = Math.min(ScalarInputs.TAPS, FLOATS / (scratch.segments.size(fromSegment) * Lanes.COUNT));
        for (int tap = 0; tap < plan.taps(); tap += chunk) {
            int taps = Math.min(chunk, plan.taps() - tap);
            scratch.inputs.beginChunk();
            for (int segment = fromSegment; segment < toSegment; segment++) {
                scratch.inputs.load(plan, tap, taps, scratch.segments, segment, in, inAt);
                addChunk(
                        plan,
                        scratch,
                        packed,
                        packedAt,
                        fromRow,
                        toRow,
                        tap,
                        taps,
                        (segment - fromSegment) * rows,
                        scratch.segments.size(segment) * Lanes.COUNT);
            }
        }
    }

    private static void addChunk(
            LinearPlan plan,
            ScalarScratch scratch,
            float[] packed,
            int packedAt,
            int fromRow,
            int toRow,
            int fromTap,
            int taps,
            int output,
            int length) {
        ScalarInputs x = scratch.inputs;
        float[][] y = scratch.outputs;
        for (int row = fromRow; row < toRow; row += 2) {
            int second = Math.min(row + 1, toRow - 1);
            float[] y0 = y[output + row - fromRow];
            float[] y1 = y[output + second - fromRow];
            int w0 = packedAt + plan.packedAt(row, fromTap);
            int w1 = packedAt + plan.packedAt(second, fromTap);
            int tap = 0;
            for (; tap < taps - 2; tap += 3) {
                ScalarTile.addThree(
                        y0,
                        y1,
                        x.get(tap),
                        x.get(tap + 1),
                        x.get(tap + 2),
                        packed[w0],
                        packed[w0 + LinearPlan.ROW_BLOCK],
                        packed[w0 + 2 * LinearPlan.ROW_BLOCK],
                        packed[w1],
                        packed[w1 + LinearPlan.ROW_BLOCK],
                        packed[w1 + 2 * LinearPlan.ROW_BLOCK],
                        0,
                        length);
                w0 += 3 * LinearPlan.ROW_BLOCK;
                w1 += 3 * LinearPlan.ROW_BLOCK;
            }
            for (; tap < taps; tap++) {
                ScalarTile.addOne(y0, y1, x.get(tap), packed[w0], packed[w1], 0, length);
                w0 += LinearPlan.ROW_BLOCK;
                w1 += LinearPlan.ROW_BLOCK;
            }
        }
    }

    private static void finish(
            LinearPlan plan,
            ScalarScratch scratch,
            boolean relu,
            int fromRow,
            int toRow,
            int fromSegment,
            int toSegment,
            float[] out,
            int outAt) {
        int output = 0;
        for (int segment = fromSegment; segment < toSegment; segment++) {
            int size = scratch.segments.size(segment);
            scratch.runs.set(plan.positionOut(), 0, scratch.segments.first(segment), size);
            for (int row = fromRow; row < toRow; row++) {
                float[] sums = scratch.outputs[output++];
                if (relu) {
                    ScalarPasses.rectify(sums, size * Lanes.COUNT);
                }
                scratch.runs.scatter(sums, out, outAt + plan.rowOut()[row]);
            }
        }
    }
}
