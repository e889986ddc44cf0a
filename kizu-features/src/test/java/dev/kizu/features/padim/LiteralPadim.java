package dev.kizu.features.padim;

import dev.kizu.features.map.FeatureMap;
import java.util.List;

/** Equations 1 and 2 of PaDiM in plain loops, by Gaussian elimination. */
final class LiteralPadim {
    private LiteralPadim() {}

    static double[] mean(List<FeatureMap> images, int position) {
        double[] mean = new double[images.get(0).dimensions()];
        for (FeatureMap image : images) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += (double) image.get(i, position) / images.size();
            }
        }
        return mean;
    }

    /** Without regularization. */
    static double[][] covariance(List<FeatureMap> images, int position) {
        double[] mean = mean(images, position);
        double[][] covariance = new double[mean.length][mean.length];
        for (FeatureMap image : images) {
            for (int i = 0; i < mean.length; i++) {
                for (int j = 0; j < mean.length; j++) {
                    covariance[i][j] += (image.get(i, position) - mean[i])
                            * (image.get(j, position) - mean[j])
                            / (images.size() - 1);
                }
            }
        }
        return covariance;
    }

    static double distance(double[][] covariance, double[] mean, FeatureMap image, int position) {
        int size = mean.length;
        double[][] rows = new double[size][size + 1];
        for (int i = 0; i < size; i++) {
            System.arraycopy(covariance[i], 0, rows[i], 0, size);
            rows[i][size] = image.get(i, position) - mean[i];
        }
        double[] solution = solve(rows);
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += solution[i] * (image.get(i, position) - mean[i]);
        }
        return Math.sqrt(sum);
    }

    private static double[] solve(double[][] rows) {
        int size = rows.length;
        for (int i = 0; i < size; i++) {
            for (int k = i + 1; k < size; k++) {
                double factor = rows[k][i] / rows[i][i];
                for (int j = i; j <= size; j++) {
                    rows[k][j] -= factor * rows[i][j];
                }
            }
        }
        double[] solution = new double[size];
        for (int i = size - 1; i >= 0; i--) {
            double left = rows[i][size];
            for (int j = i + 1; j < size; j++) {
                left -= rows[i][j] * solution[j];
            }
            solution[i] = left / rows[i][i];
        }
        return solution;
    }
}
