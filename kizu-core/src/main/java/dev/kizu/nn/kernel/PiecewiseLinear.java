package dev.kizu.nn.kernel;

import java.util.Arrays;

/**
 * Several functions of one value, all of them straight between the same bends: output k of segment s is {@code slope[s][k] * x + start[s][k]},
 * where s is the number of bends that x has reached. Slopes and starts lie in memory that the caller gives, so that they can begin where cache lines do
 * ({@link LaneMemory}): for each segment the outputs' slopes, then their starts. Thread-safe once they are written.
 */
public final class PiecewiseLinear {
    /** Floats of scratch that a kernel needs. */
    public static final int SCRATCH = (ScalarTranspose.LANE + 1) * Lanes.COUNT;

    /** Floats of a kernel's own tables for each output. */
    static final int TABLE = 4 * Lanes.COUNT;

    private final float[] bends;
    /** The bends, and so many numbers behind them that their number is one less than a power of two. */
    private final float[] tree;

    private final int outputs;
    private final float[] memory;
    private final int linesAt;
    private volatile boolean prepared;

    /**
     * Creates the functions.
     *
     * @param bends where they bend, in ascending order; shared, not copied
     * @param outputs number of outputs
     * @param memory has {@link #space} floats from {@code at} on, the first of which are slopes and starts; shared, not copied
     * @throws IllegalArgumentException if there is no room, or bends are not in order
     */
    public PiecewiseLinear(float[] bends, int outputs, float[] memory, int at) {
        int space = outputs < 1 ? 0 : space(outputs, bends.length + 1);
        if (space == 0 || at < 0 || memory.length - at < space) {
            throw new IllegalArgumentException(
                    "%d floats of memory from %d on for %d outputs with %d bends, expected %d"
                            .formatted(memory.length - at, at, outputs, bends.length, space));
        }
        for (int i = 1; i < bends.length; i++) {
            if (!(bends[i - 1] <= bends[i])) {
                throw new IllegalArgumentException(
                        "a bend at %s after one at %s, expected them in order".formatted(bends[i], bends[i - 1]));
            }
        }
        this.bends = bends;
        this.tree = Arrays.copyOf(bends, Math.max(1, Integer.highestOneBit(bends.length) * 2) - 1);
        Arrays.fill(tree, bends.length, tree.length, Float.MAX_VALUE);
        this.outputs = outputs;
        this.memory = memory;
        this.linesAt = at;
    }

    /** Floats of memory for so many segments: slopes, starts, and what a kernel may keep beside them. */
    public static int space(int outputs, int segments) {
        return Math.addExact(lines(outputs, segments), Math.multiplyExact(outputs, TABLE));
    }

    /** Slopes and starts, up to where a cache line begins. */
    private static int lines(int outputs, int segments) {
        return Math.multiplyExact(Lanes.groups(Math.multiplyExact(2 * outputs, segments)), Lanes.COUNT);
    }

    /** Number of outputs. */
    public int outputs() {
        return outputs;
    }

    /** Number of segments: one more than bends. */
    public int segments() {
        return bends.length + 1;
    }

    /** Where they bend, in ascending order. */
    float[] bends() {
        return bends;
    }

    /** Holds lines and tables. */
    float[] memory() {
        return memory;
    }

    /** Where slopes and starts begin. */
    int linesAt() {
        return linesAt;
    }

    /** Where a kernel may keep {@link #TABLE} floats for each output. */
    int tablesAt() {
        return linesAt + lines(outputs, segments());
    }

    /** Whether the kernel's tables are there. */
    boolean prepared() {
        return prepared;
    }

    void setPrepared() {
        prepared = true;
    }

    /**
     * Where the lines of the segment begin that a value lies in, seen from the first. A binary search without branches, which no processor could
     * foresee: the sign of a difference says which way to go. A value that is not a number may lie anywhere.
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
