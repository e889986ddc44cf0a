package dev.kizu.nn.kernel;

import java.util.Arrays;

/**
 * Several functions of one value, all of them straight between the same bends: output k of segment s is {@code slope[s][k] * x + start[s][k]},
 * where s is the number of bends that x has reached. The arrays are shared, not copied: treat them as read-only. Thread-safe.
 */
public final class PiecewiseLinear {
    /** Floats of scratch that a kernel needs. */
    public static final int SCRATCH = ScalarTranspose.LANE * Lanes.COUNT;

    private final float[] bends;
    /** The bends, and so many numbers behind them that their number is one less than a power of two. */
    private final float[] tree;

    private final float[] lines;
    private final int[] tables;
    private final int outputs;

    /**
     * Creates the functions.
     *
     * @param bends where they bend, in ascending order
     * @param lines for each segment the outputs' slopes, then their starts
     * @param outputs number of outputs
     * @throws IllegalArgumentException if the lines do not fit, or bends are not in order
     */
    public PiecewiseLinear(float[] bends, float[] lines, int outputs) {
        if (outputs < 1 || lines.length != 2L * outputs * (bends.length + 1)) {
            throw new IllegalArgumentException("%d slopes and starts for %d outputs with %d bends, expected %d"
                    .formatted(lines.length, outputs, bends.length, 2L * outputs * (bends.length + 1)));
        }
        for (int i = 1; i < bends.length; i++) {
            if (!(bends[i - 1] <= bends[i])) {
                throw new IllegalArgumentException(
                        "a bend at %s after one at %s, expected them in order".formatted(bends[i], bends[i - 1]));
            }
        }
        this.bends = bends;
        this.tables = LineTables.of(lines, outputs);
        this.tree = Arrays.copyOf(bends, Math.max(1, Integer.highestOneBit(bends.length) * 2) - 1);
        Arrays.fill(tree, bends.length, tree.length, Float.MAX_VALUE);
        this.lines = lines;
        this.outputs = outputs;
    }

    /** Number of outputs. */
    public int outputs() {
        return outputs;
    }

    /** Where they bend, in ascending order. */
    float[] bends() {
        return bends;
    }

    /** The lines by output; empty where there are too many segments for that. */
    int[] tables() {
        return tables;
    }

    /** For each segment the outputs' slopes, then their starts. */
    float[] lines() {
        return lines;
    }

    /**
     * Where the lines of the segment begin that a value lies in. A binary search without branches, which no processor could foresee: the sign of
     * a difference says which way to go. A value that is not a number may lie anywhere.
     */
    int lineAt(float x) {
        int reached = 0;
        for (int half = (tree.length + 1) / 2; half > 0; half /= 2) {
            int less = Float.floatToRawIntBits(x - tree[reached + half - 1]) >> 31;
            reached += half & ~less;
        }
        return Math.min(reached, bends.length) * 2 * outputs;
    }
}
