package dev.kizu.features.map;

import dev.kizu.random.CounterRandom;

/** A random matrix with orthonormal rows: normal numbers, then Gram and Schmidt's process. */
final class OrthonormalRows {
    private OrthonormalRows() {}

    /**
     * Draws a matrix.
     *
     * @param rows at most {@code columns}
     * @return the rows
     */
    static double[][] random(int rows, int columns, long seed) {
        CounterRandom random = new CounterRandom(seed, "projection of features");
        double[][] matrix = new double[rows][columns];
        float[] drawn = new float[columns];
        for (int row = 0; row < rows; row++) {
            random.gaussians(row, columns, drawn, 0, 1);
            for (int column = 0; column < columns; column++) {
                matrix[row][column] = drawn[column];
            }
            // Twice, since what rounding leaves of the other rows after the first time can be large beside what is left
            // of this row.
            clear(matrix, row);
            clear(matrix, row);
        }
        return matrix;
    }

    /** Takes out of a row what it has of those before, and makes its length 1. */
    private static void clear(double[][] matrix, int row) {
        double[] target = matrix[row];
        for (int other = 0; other < row; other++) {
            double[] unit = matrix[other];
            double product = dot(target, unit);
            for (int column = 0; column < target.length; column++) {
                target[column] -= product * unit[column];
            }
        }
        double length = Math.sqrt(dot(target, target));
        for (int column = 0; column < target.length; column++) {
            target[column] /= length;
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
