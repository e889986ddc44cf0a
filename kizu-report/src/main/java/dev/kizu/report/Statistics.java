package dev.kizu.report;

import java.util.Arrays;

/** Plain statistics over arrays. */
final class Statistics {
    private Statistics() {}

    static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    /** Covariance, dividing by the number of values. Both arrays have one length. */
    static double covariance(double[] first, double[] second) {
        double firstMean = mean(first);
        double secondMean = mean(second);
        double sum = 0;
        for (int i = 0; i < first.length; i++) {
            sum += (first[i] - firstMean) * (second[i] - secondMean);
        }
        return sum / first.length;
    }

    /** Pearson's correlation in [-1, 1]; 0 where one side does not vary. */
    static double correlation(double[] first, double[] second) {
        double spread = Math.sqrt(covariance(first, first) * covariance(second, second));
        return spread > 0 ? covariance(first, second) / spread : 0;
    }

    /** The value with a share of the finite values at or below it; 0 if there is no finite value. */
    static double quantile(double[] values, double share) {
        double[] sorted =
                Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[(int) Math.round(share * (sorted.length - 1))];
    }
}
