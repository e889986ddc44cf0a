package dev.kizu.features.padim;

import java.util.Arrays;

/** The inverse of a covariance's Cholesky factor, by which deviations become uncorrelated with variance 1. */
final class Whitening {
    private Whitening() {}

    /**
     * Factors and inverts.
     *
     * @param covariance {@code size} rows of {@code size} values, of which the lower triangle counts; replaced by its factor L
     * @param inverse receives the lower triangle of L's inverse, 0 above the diagonal
     * @return whether the covariance is positive definite; if not, the inverse has no meaning
     */
    static boolean invert(int size, double[][] covariance, double[][] inverse) {
        double[] diagonal = new double[size];
        for (int i = 0; i < size; i++) {
            diagonal[i] = covariance[i][i];
        }
        for (int i = 0; i < size; i++) {
            double[] row = covariance[i];
            for (int j = 0; j < i; j++) {
                row[j] = (row[j] - dot(row, covariance[j], j)) / covariance[j][j];
            }
            double left = diagonal[i] - dot(row, row, i);
            if (!(left > diagonal[i] * 0x1p-45)) {
                return false;
            }
            row[i] = Math.sqrt(left);
        }
        for (int i = 0; i < size; i++) {
            double[] target = inverse[i];
            Arrays.fill(target, 0);
            // Row i of the inverse: (e_i - sum over k < i of L[i][k] * row k) / L[i][i].
            for (int k = 0; k < i; k++) {
                double factor = covariance[i][k];
                double[] other = inverse[k];
                for (int j = 0; j <= k; j++) {
                    target[j] -= factor * other[j];
                }
            }
            target[i] = 1;
            for (int j = 0; j <= i; j++) {
                target[j] /= covariance[i][i];
            }
        }
        return true;
    }

    private static double dot(double[] a, double[] b, int length) {
        double sum = 0;
        for (int i = 0; i < length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
