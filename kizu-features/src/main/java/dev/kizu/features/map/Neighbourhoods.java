package dev.kizu.features.map;

/** The mean of each position's square neighbourhood; what lies outside counts as 0. */
final class Neighbourhoods {
    private Neighbourhoods() {}

    /** Replaces a plane's values by the means of the {@code size * size} around each. */
    static void average(float[] plane, int at, int rows, int columns, int size) {
        int reach = size / 2;
        float[] sums = new float[rows * columns];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                float sum = 0;
                for (int x = Math.max(0, column - reach); x <= Math.min(columns - 1, column + reach); x++) {
                    sum += plane[at + row * columns + x];
                }
                sums[row * columns + column] = sum;
            }
        }
        float share = 1f / (size * size);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                float sum = 0;
                for (int y = Math.max(0, row - reach); y <= Math.min(rows - 1, row + reach); y++) {
                    sum += sums[y * columns + column];
                }
                plane[at + row * columns + column] = sum * share;
            }
        }
    }
}
