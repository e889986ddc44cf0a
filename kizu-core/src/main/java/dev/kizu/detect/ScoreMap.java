package dev.kizu.detect;

/**
 * Scores on a grid: one per window, or one per pixel. Stored row by row. The array is shared, not copied: treat it as
 * read-only.
 *
 * @param rows grid rows
 * @param columns grid columns
 * @param values {@code rows * columns} scores; larger is more anomalous
 */
public record ScoreMap(int rows, int columns, float[] values) {
    /** The score at a place of the grid. */
    public float get(int row, int column) {
        return values[row * columns + column];
    }
}
