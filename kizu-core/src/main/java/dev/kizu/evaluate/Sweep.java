package dev.kizu.evaluate;

import java.util.Arrays;

/**
 * Error counts at every distinct threshold, from above all scores down to the smallest: what all curves are made of.
 *
 * @param thresholds falling, the first positive infinity for "nothing is anomalous"
 * @param falsePositives normal scores at or above each threshold
 * @param truePositives anomalous scores at or above each threshold
 */
record Sweep(double[] thresholds, int[] falsePositives, int[] truePositives) {
    static Sweep of(double[] normal, double[] anomalous) {
        double[] negatives = Scores.sorted("normal", normal);
        double[] positives = Scores.sorted("anomalous", anomalous);
        int capacity = negatives.length + positives.length + 1;
        double[] thresholds = new double[capacity];
        int[] falsePositives = new int[capacity];
        int[] truePositives = new int[capacity];
        thresholds[0] = Double.POSITIVE_INFINITY;
        int points = 1;
        int n = negatives.length;
        int p = positives.length;
        while (n > 0 || p > 0) {
            double threshold;
            if (n == 0) {
                threshold = positives[p - 1];
            } else if (p == 0) {
                threshold = negatives[n - 1];
            } else {
                threshold = Math.max(negatives[n - 1], positives[p - 1]);
            }
            while (n > 0 && negatives[n - 1] == threshold) {
                n--;
            }
            while (p > 0 && positives[p - 1] == threshold) {
                p--;
            }
            thresholds[points] = threshold;
            falsePositives[points] = negatives.length - n;
            truePositives[points] = positives.length - p;
            points++;
        }
        return new Sweep(
                Arrays.copyOf(thresholds, points),
                Arrays.copyOf(falsePositives, points),
                Arrays.copyOf(truePositives, points));
    }

    int negatives() {
        return falsePositives[falsePositives.length - 1];
    }

    int positives() {
        return truePositives[truePositives.length - 1];
    }
}
