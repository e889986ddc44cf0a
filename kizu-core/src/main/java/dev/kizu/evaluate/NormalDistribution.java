package dev.kizu.evaluate;

/**
 * The standard normal distribution to double accuracy.
 *
 * <p>Source: M. Abramowitz, I. Stegun, "Handbook of Mathematical Functions", 1964: series 7.1.6 for small arguments,
 * continued fraction 7.1.14 for large ones.
 */
final class NormalDistribution {
    /** Its 97.5 % quantile. */
    static final double QUANTILE_975 = 1.959963984540054;

    /** From here on the continued fraction needs few terms; below, 1 - erf loses less than one digit. */
    private static final double SERIES_END = 1.25;

    private static final int FRACTION_TERMS = 140;

    private NormalDistribution() {}

    /** Probability of a value up to {@code z}. */
    static double cdf(double z) {
        return erfc(-z * Math.sqrt(0.5)) / 2;
    }

    /** Probability of a value at least as far from 0 as {@code z}. */
    static double twoSided(double z) {
        return erfc(Math.abs(z) * Math.sqrt(0.5));
    }

    /** The value, at least 0, that with a probability in (0, 1] is exceeded in size. */
    static double twoSidedQuantile(double probability) {
        double low = 0;
        double high = 40;
        for (double middle = 20; low < middle && middle < high; middle = (low + high) / 2) {
            if (twoSided(middle) > probability) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** The complementary error function, in [0, 2]. */
    static double erfc(double x) {
        if (x < 0) {
            return 2 - erfc(-x);
        }
        return x < SERIES_END ? 1 - erfBySeries(x) : erfcByFraction(x);
    }

    private static double erfBySeries(double x) {
        double square = x * x;
        double term = x;
        double sum = x;
        for (int n = 1; term > sum * 1e-18; n++) {
            term *= 2 * square / (2 * n + 1);
            sum += term;
        }
        return 2 / Math.sqrt(Math.PI) * Math.exp(-square) * sum;
    }

    private static double erfcByFraction(double x) {
        double square = x * x;
        if (square > 800) {
            return 0;
        }
        double fraction = x;
        for (int n = FRACTION_TERMS; n >= 1; n--) {
            fraction = x + n / 2.0 / fraction;
        }
        // exp magnifies the rounding of the square; the correction undoes it.
        double rounding = Math.fma(x, x, -square);
        return Math.exp(-square) * (1 - rounding) / (fraction * Math.sqrt(Math.PI));
    }
}
