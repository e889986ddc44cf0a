package dev.kizu.nn.kernel;

import static dev.kizu.nn.kernel.VectorLanes.LENGTH;

import org.jspecify.annotations.Nullable;

/**
 * Cuts plans into register tiles: four rows by four positions, and two by eight where only one or two rows are left; eight rows by one position
 * where there is only one. Benchmarks: {@code KernelBenchmark.convolution}, {@code KernelBenchmark.transposedConvolution},
 * {@code KernelBenchmark.head}.
 */
final class VectorLinear {
    private VectorLinear() {}

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
        if (plan.taps() == 1) {
            VectorSingleTap.apply(plan, packed, packedAt, bias, biasAt, relu, in, inAt, out, outAt);
            return;
        }
        if (LENGTH < Lanes.COUNT) {
            VectorNarrowLinear.apply(plan, packed, packedAt, bias, biasAt, relu, in, inAt, out, outAt);
            return;
        }
        int rows = plan.rows();
        int positions = plan.positions();
        if (positions == 1) {
            for (int first = 0; first < rows; first += VectorTile8x1.ROWS) {
                VectorTile8x1.apply(plan, first, packed, packedAt, bias, biasAt, relu, in, inAt, out, outAt);
            }
            return;
        }
        int row = 0;
        for (; row < rows && rows - row > 2; row += VectorTile4x4.ROWS) {
            for (int position = 0; position < positions; position += VectorTile4x4.POSITIONS) {
                VectorTile4x4.apply(plan, row, position, packed, packedAt, bias, biasAt, relu, in, inAt, out, outAt);
            }
        }
        if (row < rows) {
            lastRows(plan, row, packed, packedAt, bias, biasAt, relu, in, inAt, out, outAt);
        }
    }

    /** One or two rows that are left, or all there are. */
    private static void lastRows(
            LinearPlan plan,
            int row,
            float[] packed,
            int packedAt,
            float @Nullable [] bias,
            int biasAt,
            boolean relu,
            float[] in,
            int inAt,
            float[] out,
            int outAt) {
        int positions = plan.positions();
        if (plan.slides()) {
            for (int position = 0; position < positions; position += VectorSlidingTile2x8.POSITIONS) {
                VectorSlidingTile2x8.apply(
                        plan, row, position, packed, packedAt, bias, biasAt, relu, in, inAt, out, outAt);
            }
        } else {
            for (int position = 0; position < positions; position += VectorTile2x8.POSITIONS) {
                VectorTile2x8.apply(plan, row, position, packed, packedAt, bias, biasAt, relu, in, inAt, out, outAt);
            }
        }
    }

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
        if (VectorPackedGradient.fits(plan, toRow - fromRow)) {
            VectorPackedGradient.apply(
                    plan,
                    fromRow,
                    toRow,
                    groups,
                    outGradient,
                    outAt,
                    outStride,
                    in,
                    inAt,
                    inStride,
                    weightGradient,
                    weightsAt,
                    scratch);
            return;
        }
        if (LENGTH < Lanes.COUNT && plan.inRuns()) {
            VectorNarrowLinear.gradient(
                    plan,
                    fromRow,
                    toRow,
                    groups,
                    outGradient,
                    outAt,
                    outStride,
                    in,
                    inAt,
                    inStride,
                    weightGradient,
                    weightsAt,
                    scratch);
            return;
        }
        int row = fromRow;
        for (; row < toRow && toRow - row > 2; row += VectorGradientTile4x4.ROWS) {
            for (int tap = 0; tap < plan.taps(); tap += VectorGradientTile4x4.TAPS) {
                for (int part = 0; part < Lanes.COUNT; part += LENGTH) {
                    VectorGradientTile4x4.apply(
                            plan,
                            row,
                            tap,
                            groups,
                            outGradient,
                            outAt + part,
                            outStride,
                            in,
                            inAt + part,
                            inStride,
                            scratch,
                            part);
                }
                VectorLaneSums.apply(scratch, 0, Lanes.COUNT);
                int end = Math.min(row + VectorGradientTile4x4.ROWS, toRow);
                VectorLaneSums.store(
                        plan, row, end, tap, VectorGradientTile4x4.TAPS, weightGradient, weightsAt, scratch);
            }
        }
        if (row < toRow) {
            for (int tap = 0; tap < plan.taps(); tap += VectorGradientTile2x8.TAPS) {
                for (int part = 0; part < Lanes.COUNT; part += LENGTH) {
                    lastRowsGradient(
                            plan,
                            row,
                            tap,
                            groups,
                            outGradient,
                            outAt + part,
                            outStride,
                            in,
                            inAt + part,
                            inStride,
                            scratch,
                            part);
                }
                VectorLaneSums.apply(scratch, 0, Lanes.COUNT);
                VectorLaneSums.store(
                        plan, row, toRow, tap, VectorGradientTile2x8.TAPS, weightGradient, weightsAt, scratch);
            }
        }
    }

    private static void lastRowsGradient(
            LinearPlan plan,
            int row,
            int tap,
            int groups,
            float[] outGradient,
            int outAt,
            int outStride,
            float[] in,
            int inAt,
            int inStride,
            float[] scratch,
            int scratchAt) {
        if (plan.slides()) {
            int end = Math.min(tap + VectorGradientTile2x8.TAPS, plan.taps());
            for (int run = tap; run < end; run += LinearPlan.RUN) {
                int runAt = scratchAt + (run - tap) * Lanes.COUNT;
                VectorSlidingGradientTile2x4.apply(
                        plan, row, run, groups, outGradient, outAt, outStride, in, inAt, inStride, scratch, runAt);
            }
        } else {
            VectorGradientTile2x8.apply(
                    plan, row, tap, groups, outGradient, outAt, outStride, in, inAt, inStride, scratch, scratchAt);
        }
    }
}
