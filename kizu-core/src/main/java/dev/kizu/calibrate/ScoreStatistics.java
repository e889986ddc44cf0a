package dev.kizu.calibrate;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How scores lie.
 *
 * @param count how many there are
 * @param mean their mean
 * @param standardDeviation their standard deviation, by the unbiased variance; 0 of one score
 * @param min the smallest
 * @param median the middle one, or the mean of the two in the middle
 * @param max the largest
 */
public record ScoreStatistics(int count, double mean, double standardDeviation, float min, float median, float max) {
    /**
     * The statistics of scores.
     *
     * @param scores at least one
     */
    public static ScoreStatistics of(float[] scores) {
        float[] sorted = scores.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        double mean = IntStream.range(0, n).mapToDouble(i -> sorted[i]).sum() / n;
        double squares = IntStream.range(0, n)
                .mapToDouble(i -> (sorted[i] - mean) * (sorted[i] - mean))
                .sum();
        return new ScoreStatistics(
                n,
                mean,
                n > 1 ? Math.sqrt(squares / (n - 1)) : 0,
                sorted[0],
                (sorted[(n - 1) / 2] + sorted[n / 2]) / 2,
                sorted[n - 1]);
    }
}
