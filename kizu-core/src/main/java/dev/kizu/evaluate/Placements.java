package dev.kizu.evaluate;

/**
 * Where each score falls among those of the other side: the structural components of DeLong's variance, kept as whole
 * numbers so that ties and zero variances are exact.
 *
 * <p>Sources: E. DeLong, D. DeLong, D. Clarke-Pearson, "Comparing the Areas under Two or More Correlated Receiver Operating
 * Characteristic Curves: A Nonparametric Approach", Biometrics 44(3), 1988; X. Sun, W. Xu, "Fast Implementation of DeLong's
 * Algorithm for Comparing the Areas Under Correlated Receiver Operating Characteristic Curves", IEEE Signal Processing Letters
 * 21(11), 2014. Sun and Xu take a component as the difference of two midranks, one among all scores and one among those of
 * its own side. That difference is the number of smaller scores on the other side plus half the number of equal ones, which
 * is looked up here by bisection in the other side, sorted: O(n log n) as well.
 *
 * @param anomalous for each anomalous score, twice the normal scores below it plus those equal to it; in its order
 * @param normal for each normal score, twice the anomalous scores above it plus those equal to it; in its order
 */
record Placements(long[] anomalous, long[] normal) {
    static Placements of(double[] normal, double[] anomalous) {
        double[] negatives = Scores.checked("normal", normal);
        double[] positives = Scores.checked("anomalous", anomalous);
        double[] sortedNegatives = Scores.sorted("normal", normal);
        double[] sortedPositives = Scores.sorted("anomalous", anomalous);
        long[] ofPositives = new long[positives.length];
        for (int i = 0; i < positives.length; i++) {
            ofPositives[i] = (long) countBelow(sortedNegatives, positives[i]) + countUpTo(sortedNegatives, positives[i]);
        }
        long[] ofNegatives = new long[negatives.length];
        for (int i = 0; i < negatives.length; i++) {
            ofNegatives[i] = 2L * positives.length
                    - countBelow(sortedPositives, negatives[i])
                    - countUpTo(sortedPositives, negatives[i]);
        }
        return new Placements(ofPositives, ofNegatives);
    }

    /** The AUROC: the share of pairs (normal, anomalous) in the right order, ties counting half. */
    double auroc() {
        return sum(anomalous) / (2.0 * anomalous.length * normal.length);
    }

    /** DeLong's variance of the AUROC; positive infinity if a side has one score only. */
    double variance() {
        return spread(anomalous, 2.0 * normal.length) + spread(normal, 2.0 * anomalous.length);
    }

    /** Componentwise this less other, whose AUROC and variance are those of the difference between two scores. */
    Placements minus(Placements other) {
        return new Placements(difference(anomalous, other.anomalous), difference(normal, other.normal));
    }

    private static long[] difference(long[] a, long[] b) {
        long[] result = new long[a.length];
        for (int i = 0; i < a.length; i++) {
            result[i] = a[i] - b[i];
        }
        return result;
    }

    /** Unbiased variance of the mean of {@code values / scale}. */
    private static double spread(long[] values, double scale) {
        if (values.length == 1) {
            return Double.POSITIVE_INFINITY;
        }
        double mean = (double) sum(values) / values.length;
        double squares = 0;
        boolean constant = true;
        for (long value : values) {
            double deviation = (value - mean) / scale;
            squares += deviation * deviation;
            constant &= value == values[0];
        }
        // A rounded mean must not turn "all alike" into a tiny spread.
        return constant ? 0 : squares / (values.length - 1.0) / values.length;
    }

    private static long sum(long[] values) {
        long sum = 0;
        for (long value : values) {
            sum += value;
        }
        return sum;
    }

    private static int countBelow(double[] sorted, double value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static int countUpTo(double[] sorted, double value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] <= value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
