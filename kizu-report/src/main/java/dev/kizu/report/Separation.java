package dev.kizu.report;

import java.util.Arrays;

/** How far one group of values lies above another. */
final class Separation {
    private Separation() {}

    /**
     * The probability that an anomalous value lies above a normal one, ties counted half: the area under the ROC curve. Values
     * must be numbers.
     */
    static double auroc(double[] normal, double[] anomalous) {
        double[] sorted = normal.clone();
        Arrays.sort(sorted);
        double above = 0;
        for (double value : anomalous) {
            above += (rank(sorted, value, false) + rank(sorted, value, true)) / 2.0;
        }
        return above / ((double) normal.length * anomalous.length);
    }

    private static int rank(double[] sorted, double value, boolean withTies) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value || (withTies && sorted[middle] == value)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
