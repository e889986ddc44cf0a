package dev.kizu.report;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * One axis of a chart.
 *
 * @param min value at its low end
 * @param max value at its high end, above {@code min}
 * @param ticks values that get a label, rising
 */
record Axis(double min, double max, double[] ticks) {
    /** An axis over exactly the range given, about five ticks at round values. */
    static Axis over(double min, double max) {
        if (!(min < max)) {
            double pad = Math.max(1e-6, Math.abs(min) * 0.1);
            return over(min - pad, min + pad);
        }
        double step = step(max - min);
        double first = Math.ceil(min / step - 1e-9);
        double last = Math.floor(max / step + 1e-9);
        double[] ticks = DoubleStream.iterate(first, k -> k <= last, k -> k + 1)
                .map(k -> k * step)
                .toArray();
        return new Axis(min, max, ticks);
    }

    /** An axis that ends at round values around the range given. */
    static Axis around(double min, double max) {
        if (!(min < max)) {
            return over(min, max);
        }
        double step = step(max - min);
        return over(Math.floor(min / step + 1e-9) * step, Math.ceil(max / step - 1e-9) * step);
    }

    /**
     * An axis over all finite values, but for those few that lie so far out that the rest would shrink to a line: more than
     * one and a half times the width of the middle 98 % beyond it.
     */
    static Axis robust(double[]... groups) {
        double[] sorted = Arrays.stream(groups)
                .flatMapToDouble(Arrays::stream)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        if (sorted.length == 0) {
            return over(0, 1);
        }
        double low = sorted[(int) (0.01 * (sorted.length - 1))];
        double high = sorted[(int) Math.ceil(0.99 * (sorted.length - 1))];
        double reach = 1.5 * (high - low);
        double min = Math.max(sorted[0], low - reach);
        double max = Math.min(sorted[sorted.length - 1], high + reach);
        double pad = 0.03 * (max - min);
        return over(min - pad, max + pad);
    }

    /**
     * A robust axis over scores that also stays near the threshold: where it would reach more than three times as far above the
     * median as nine in ten scores of each class do, it ends with these. A long tail of certain anomalies would else press
     * everything around the threshold into a line.
     */
    static Axis ofScores(double[] normal, double[] anomalous, double threshold) {
        Axis whole = robust(normal, anomalous);
        double median = Statistics.quantile(
                DoubleStream.concat(Arrays.stream(normal), Arrays.stream(anomalous))
                        .toArray(),
                0.5);
        double most = Math.max(Statistics.quantile(normal, 0.9), Statistics.quantile(anomalous, 0.9));
        double end = Double.isFinite(threshold) ? Math.max(most, threshold) : most;
        if (end <= median || whole.max - median <= 3 * (end - median)) {
            return whole;
        }
        return robust(cut(normal, end), cut(anomalous, end));
    }

    /** The same axis or, where a value lies no further beyond it than three times its length, one that reaches to the value. */
    Axis reaching(double value) {
        double length = max - min;
        if ((value >= min && value <= max) || !(value > min - 3 * length && value < max + 3 * length)) {
            return this;
        }
        return over(Math.min(min, value - 0.05 * length), Math.max(max, value + 0.05 * length));
    }

    private static double[] cut(double[] values, double end) {
        return Arrays.stream(values).map(value -> Math.min(value, end)).toArray();
    }

    /** Where a value lies, 0 at the low end and 1 at the high end; values beyond the ends lie at them. */
    double share(double value) {
        return Math.min(1, Math.max(0, (value - min) / (max - min)));
    }

    /** How many of the values lie beyond the ends, or are no finite numbers. */
    long beyond(double[] values) {
        return Arrays.stream(values)
                .filter(value -> !(value >= min && value <= max))
                .count();
    }

    /** A tick's label, with as many decimals as the ticks' distance needs. */
    String label(double tick) {
        double step = step(max - min);
        int decimals = (int) Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
        return Math.abs(tick) >= 1e6 || decimals > 5 ? Numbers.shorter(tick) : Numbers.fixed(tick, decimals);
    }

    private static double step(double range) {
        double power = Math.pow(10, Math.floor(Math.log10(range / 5)));
        double lead = range / 5 / power;
        return power * (lead < 1.5 ? 1 : lead < 3.5 ? 2 : lead < 7.5 ? 5 : 10);
    }
}
