package dev.kizu.features.map;

import java.util.Arrays;

/**
 * What a network sees at the positions of a grid: a vector of features for each. Immutable by convention: the array is shared, not copied.
 *
 * @param dimensions length of a position's vector, at least 1
 * @param rows rows of the grid, at least 1
 * @param columns columns of the grid, at least 1
 * @param values one plane of {@code rows * columns} values for each dimension, row by row; planes lie {@link #stride} apart
 */
public record FeatureMap(int dimensions, int rows, int columns, float[] values) {
    private static final int LANES = 16;

    /** Checks the length. */
    public FeatureMap {
        if (dimensions < 1 || rows < 1 || columns < 1) {
            throw new IllegalArgumentException(
                    "features of %d x %d positions with %d dimensions, expected at least 1 of each"
                            .formatted(rows, columns, dimensions));
        }
        if (values.length != dimensions * stride(rows * columns)) {
            throw new IllegalArgumentException("features of %d x %d positions with %d dimensions take %d values, got %d"
                    .formatted(rows, columns, dimensions, dimensions * stride(rows * columns), values.length));
        }
    }

    /** Features that are all 0, to be filled. */
    public static FeatureMap of(int dimensions, int rows, int columns) {
        return new FeatureMap(dimensions, rows, columns, new float[dimensions * stride(rows * columns)]);
    }

    /** How far planes of so many positions lie apart: the next multiple of sixteen. What lies between has no meaning. */
    public static int stride(int positions) {
        return (positions + LANES - 1) / LANES * LANES;
    }

    /** Number of positions. */
    public int positions() {
        return rows * columns;
    }

    /** How far planes lie apart. */
    public int stride() {
        return stride(positions());
    }

    /** Number of blocks of sixteen positions, of which the last may not be full. */
    public int blocks() {
        return stride() / LANES;
    }

    /**
     * Copies sixteen positions to where a kernel reads them in order; planes themselves lie so far apart that they compete for the same
     * places of the cache.
     *
     * @param block which sixteen, from 0
     * @param target receives sixteen floats for each dimension from {@code at} on; 0 where there is no position
     */
    public void copyBlock(int block, float[] target, int at) {
        int first = block * LANES;
        int count = Math.min(LANES, positions() - first);
        int stride = stride();
        for (int dimension = 0; dimension < dimensions; dimension++) {
            int to = at + dimension * LANES;
            System.arraycopy(values, dimension * stride + first, target, to, count);
            Arrays.fill(target, to + count, to + LANES, 0f);
        }
    }

    /**
     * The first of each position's features; these themselves if they are all.
     *
     * @param count how many, from 1 to {@code dimensions}
     */
    public FeatureMap first(int count) {
        return count == dimensions
                ? this
                : new FeatureMap(count, rows, columns, Arrays.copyOf(values, Math.multiplyExact(count, stride())));
    }

    /** One feature of one position. */
    public float get(int dimension, int position) {
        return values[dimension * stride() + position];
    }
}
