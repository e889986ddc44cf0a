package dev.kizu.nn.kernel;

import static dev.kizu.nn.kernel.VectorLanes.LENGTH;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts plans into register tiles for machines whose vectors hold fewer than sixteen floats and that have sixteen of them: four rows by one
 * position, and two by two where only one or two rows are left and positions lie side by side. Benchmarks:
 * {@code KernelBenchmark.transposedConvolution}, {@code KernelBenchmark.head}.
 */
final class VectorNarrowLinear {
    private VectorNarrowLinear() {}

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
        int rows = plan.rows();
        int left = rows % LinearPlan.ROW_BLOCK;
        int inPairs = left > 0 && left <= 2 && plan.inPairs() ? rows - left : rows;
        float least = relu ? 0f : Float.NEGATIVE_INFINITY;
        for (int part = 0; part < Lanes.COUNT; part += 2 * LENGTH) {
            for (int position = 0; position < plan.positions(); position++) {
                int from = inAt + part + plan.positionIn()[position];
                int to = outAt + part + plan.positionOut()[position];
                if (plan.isEven()) {
                    evenRows(plan, inPairs, packed, packedAt, bias, biasAt, least, in, from, out, to);
                } else {
                    rows(plan, inPairs, packed, packedAt, bias, biasAt, least, in, from, out, to);
                }
            }
            if (inPairs < rows) {
                for (int position = 0; position < plan.positions(); position += 2) {
                    VectorNarrowTile2x2.apply(
                            plan,
                            inPairs,
                            position,
                            packed,
                            packedAt,
                            bias,
                            biasAt,
                            relu,
                            in,
                            inAt + part,
                            out,
                            outAt + part);
                }
            }
        }
    }

    /** The first rows of one position. */
    private static void rows(
            LinearPlan plan,
            int rows,
            float[] packed,
            int packedAt,
            float @Nullable [] bias,
            int biasAt,
            float least,
            float[] in,
            int from,
            float[] out,
            int to) {
        int[] tapIn = plan.tapIn();
        int[] rowOut = plan.rowOut();
        int last = rowOut.length - 1;
        int weightsAt = packedAt;
        for (int row = 0; row < rows; row += LinearPlan.ROW_BLOCK) {
            int r1 = Math.min(row + 1, last);
            int r2 = Math.min(row + 2, last);
            int r3 = Math.min(row + 3, last);
            VectorNarrowTile4x1.apply(
                    tapIn,
                    packed,
                    weightsAt,
                    bias == null ? 0f : bias[biasAt + row],
                    bias == null ? 0f : bias[biasAt + r1],
                    bias == null ? 0f : bias[biasAt + r2],
                    bias == null ? 0f : bias[biasAt + r3],
                    least,
                    in,
                    from,
                    out,
                    to + rowOut[row],
                    to + rowOut[r1],
                    to + rowOut[r2],
                    to + rowOut[r3]);
            weightsAt += tapIn.length * LinearPlan.ROW_BLOCK;
        }
    }

    /** The same for evenly spaced taps. */
    private static void evenRows(
            LinearPlan plan,
            int rows,
            float[] packed,
            int packedAt,
            float @Nullable [] bias,
            int biasAt,
            float least,
            float[] in,
            int from,
            float[] out,
            int to) {
        int taps = plan.taps();
        int step = plan.tapIn()[1] - plan.tapIn()[0];
        int first = from + plan.tapIn()[0];
        int[] rowOut = plan.rowOut();
        int last = rowOut.length - 1;
        int weightsAt = packedAt;
        for (int row = 0; row < rows; row += LinearPlan.ROW_BLOCK) {
            int r1 = Math.min(row + 1, last);
            int r2 = Math.min(row + 2, last);
            int r3 = Math.min(row + 3, last);
            VectorNarrowEvenTile4x1.apply(
                    taps,
                    step,
                    packed,
                    weightsAt,
                    bias == null ? 0f : bias[biasAt + row],
                    bias == null ? 0f : bias[biasAt + r1],
                    bias == null ? 0f : bias[biasAt + r2],
                    bias == null ? 0f : bias[biasAt + r3],
                    least,
                    in,
                    first,
                    out,
                    to + rowOut[row],
                    to + rowOut[r1],
                    to + rowOut[r2],
                    to + rowOut[r3]);
            weightsAt += taps * LinearPlan.ROW_BLOCK;
        }
    }

    /** The weight gradients of a plan whose taps come in runs. */
    static void gradient(
            LinearPlan plan,
            int fromRow,
            int toRow,
            int groups,
            float[] outGradient,
            int outAt,
            int outStride,
            float[] in,
            int inAt,
            int inStride,
            float[] weightGradient,
            int weightsAt,
            float[] scratch) {
        int sums = VectorNarrowGradientRun2x4.ROWS * LinearPlan.RUN;
        for (int row = fromRow; row < toRow; row += VectorNarrowGradientRun2x4.ROWS) {
            Arrays.fill(scratch, Kernel.PANELS, Kernel.PANELS + plan.taps() / LinearPlan.RUN * sums * Lanes.COUNT, 0f);
            for (int group = 0; group < groups; group++) {
                addGroup(
                        plan,
                        row,
                        outGradient,
                        outAt + group * outStride,
                        in,
                        inAt + group * inStride,
                        scratch,
                        sums * Lanes.COUNT);
            }
            int end = Math.min(row + VectorNarrowGradientRun2x4.ROWS, toRow);
            for (int tap = 0; tap < plan.taps(); tap += LinearPlan.RUN) {
                int from = Kernel.PANELS + tap / LinearPlan.RUN * sums * Lanes.COUNT;
                System.arraycopy(scratch, from, scratch, 0, sums * Lanes.COUNT);
                VectorLaneSums.apply(scratch, 0, sums);
                VectorLaneSums.store(plan, row, end, tap, LinearPlan.RUN, weightGradient, weightsAt, scratch);
            }
        }
    }

    private static void addGroup(
            LinearPlan plan, int row, float[] outGradient, int outAt, float[] in, int inAt, float[] scratch, int step) {
        int at = Kernel.PANELS;
        for (int tap = 0; tap < plan.taps(); tap += LinearPlan.RUN) {
            for (int part = 0; part < Lanes.COUNT; part += LENGTH) {
                VectorNarrowGradientRun2x4.apply(
                        plan, row, tap, outGradient, outAt + part, in, inAt + part, scratch, at + part);
            }
            at += step;
        }
    }
}
