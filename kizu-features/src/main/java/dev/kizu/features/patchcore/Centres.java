package dev.kizu.features.patchcore;

import dev.kizu.nn.kernel.Lanes;
import dev.kizu.nn.kernel.LinearPlan;
import java.util.Arrays;

/**
 * A growing list of features to measure distances to, packed for {@link dev.kizu.nn.kernel.Kernel#linear}: minus the feature as weights, half
 * its squared length as bias. A row's result for x is then {@code |c|^2 / 2 - x.c}, smallest where c is nearest to x, and
 * {@code |x|^2} plus twice that is the squared distance. Features are taken less a mean, so that little cancels.
 */
final class Centres {
    /** Rows that are packed side by side. */
    static final int STEP = 4;

    private final int dimensions;
    private final float[] mean;
    private final float[] packed;
    private final float[] halfSquares;
    private final float[] rows;
    private final LinearPlan packing;
    private int count;

    /**
     * None yet.
     *
     * @param mean what to take from features
     * @param capacity how many there will be at most
     */
    Centres(float[] mean, int capacity) {
        this.dimensions = mean.length;
        this.mean = mean;
        int rounded = rounded(capacity);
        this.packed = new float[Math.multiplyExact(rounded, dimensions)];
        this.halfSquares = new float[rounded];
        // What is not there yet is infinitely far from everything.
        Arrays.fill(halfSquares, Float.POSITIVE_INFINITY);
        this.rows = new float[STEP * dimensions];
        this.packing = plan(dimensions, STEP);
    }

    /** As many rows as have to be computed for so many. */
    static int rounded(int rows) {
        return (rows + STEP - 1) / STEP * STEP;
    }

    /** A plan for some rows, a multiple of {@link #STEP}: features come with their values sixteen floats apart, and each row gives sixteen floats. */
    static LinearPlan plan(int dimensions, int rows) {
        int[] rowWeight = new int[rows];
        int[] rowOut = new int[rows];
        Arrays.setAll(rowWeight, row -> row * dimensions);
        Arrays.setAll(rowOut, row -> row * Lanes.COUNT);
        int[] tapWeight = new int[dimensions];
        int[] tapIn = new int[dimensions];
        Arrays.setAll(tapWeight, tap -> tap);
        Arrays.setAll(tapIn, tap -> tap * Lanes.COUNT);
        return new LinearPlan(rowWeight, rowOut, tapWeight, tapIn, new int[1], new int[1]);
    }

    /** Adds a feature whose values lie {@code step} floats apart. */
    void add(float[] values, int at, int step) {
        int within = count % STEP;
        if (within == 0) {
            Arrays.fill(rows, 0f);
        }
        float squares = 0;
        for (int i = 0; i < dimensions; i++) {
            float value = values[at + i * step] - mean[i];
            rows[within * dimensions + i] = -value;
            squares = Math.fma(value, value, squares);
        }
        halfSquares[count] = 0.5f * squares;
        packing.pack(0, rows, 0, packed, count / STEP * STEP * dimensions);
        count++;
    }

    int count() {
        return count;
    }

    float[] packed() {
        return packed;
    }

    /** Where a row's packed weights begin; the row is a multiple of {@link #STEP}. */
    int packedAt(int row) {
        return row * dimensions;
    }

    /** Half the squared length of each. */
    float[] halfSquares() {
        return halfSquares;
    }
}
