package dev.kizu.report;

import java.util.Arrays;

/**
 * How values spread over an axis.
 *
 * @param shares share of the values in each of the bins of equal width, in [0, 1]; values beyond the axis count in its end bins
 */
record Histogram(double[] shares) {
    /** Counts values, those that are no numbers left out. */
    static Histogram of(double[] values, Axis axis, int bins) {
        double[] shares = new double[bins];
        double[] numbers =
                Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
        for (double value : numbers) {
            shares[Math.min(bins - 1, (int) (axis.share(value) * bins))] += 1.0 / numbers.length;
        }
        return new Histogram(shares);
    }

    /** The largest share. */
    double peak() {
        return Arrays.stream(shares).max().orElse(0);
    }
}
