package dev.kizu.nn.kernel;

import static dev.kizu.nn.kernel.VectorLanes.LENGTH;
import static dev.kizu.nn.kernel.VectorLanes.load;

/**
 * Weight gradients of plans with many rows and taps. Output gradients and values are first copied into panels, place by place, where the lanes
 * of a tile's rows (or taps) lie side by side: the tiles then run over memory in order. A place of a row or tap is copied once, and used once
 * for every tap or row. Benchmark: {@code KernelBenchmark.transposedConvolutionGradient}.
 */
final class VectorPackedGradient {
    private static final boolean WIDE = LENGTH == Lanes.COUNT;
    private static final int ROWS = 4;
    private static final int TAPS = WIDE ? VectorPackedGradientTile4x4.TAPS : VectorPackedGradientTile4x2.TAPS;
    /** With fewer rows or taps than this, copying costs more than it saves. */
    private static final int MANY = 8;

    /** Floats of each lane group that a tile takes. */
    private static final int STEP = WIDE ? LENGTH : 2 * LENGTH;

    private static final int PANELS = Kernel.PANELS;

    private VectorPackedGradient() {}

    static boolean fits(LinearPlan plan, int rows) {
        return rows >= MANY && plan.taps() >= MANY;
    }

    static void apply(
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
        int places = groups * plan.positions();
        int valuesAt = PANELS + places * ROWS * Lanes.COUNT;
        int panel = places * TAPS * Lanes.COUNT;
        for (int tap = 0; tap < plan.taps(); tap += TAPS) {
            int to = valuesAt + tap / TAPS * panel;
            pack(plan.tapIn(), tap, TAPS, plan.positionIn(), groups, in, inAt, inStride, scratch, to);
        }
        for (int row = fromRow; row < toRow; row += ROWS) {
            int end = Math.min(row + ROWS, toRow);
            pack(plan.rowOut(), row, ROWS, plan.positionOut(), groups, outGradient, outAt, outStride, scratch, PANELS);
            for (int tap = 0; tap < plan.taps(); tap += TAPS) {
                tile(scratch, valuesAt + tap / TAPS * panel, panel, panel / places);
                VectorLaneSums.apply(scratch, 0, ROWS * TAPS);
                VectorLaneSums.store(plan, row, end, tap, TAPS, weightGradient, weightsAt, scratch);
            }
        }
    }

    /** Runs a tile over all places, {@code step} floats apart. */
    private static void tile(float[] panels, int valuesAt, int panel, int step) {
        int gradientStep = step / TAPS * ROWS;
        for (int part = 0; part < Lanes.COUNT; part += STEP) {
            int from = valuesAt + part;
            int end = valuesAt + panel;
            if (WIDE) {
                VectorPackedGradientTile4x4.apply(panels, PANELS + part, gradientStep, from, step, end, part);
            } else {
                VectorPackedGradientTile4x2.apply(panels, PANELS + part, gradientStep, from, step, end, part);
            }
        }
    }

    /** Copies a few rows (or taps) of all places; past the last one, that one again. */
    private static void pack(
            int[] offsets,
            int first,
            int count,
            int[] positions,
            int groups,
            float[] from,
            int fromAt,
            int stride,
            float[] panels,
            int panelAt) {
        int step = count * Lanes.COUNT;
        for (int i = 0; i < count; i++) {
            int offset = offsets[Math.min(first + i, offsets.length - 1)];
            int to = panelAt + i * Lanes.COUNT;
            for (int group = 0; group < groups; group++) {
                copy(from, fromAt + group * stride + offset, positions, panels, to, step);
                to += positions.length * step;
            }
        }
    }

    private static void copy(float[] from, int at, int[] positions, float[] to, int toAt, int step) {
        for (int position = 0; position < positions.length; position++) {
            copyLanes(from, at + positions[position], to, toAt + position * step);
        }
    }

    private static void copyLanes(float[] from, int at, float[] to, int toAt) {
        for (int part = 0; part < Lanes.COUNT; part += LENGTH) {
            load(from, at + part).intoArray(to, toAt + part);
        }
    }
}
