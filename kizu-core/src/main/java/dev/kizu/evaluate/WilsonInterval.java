package dev.kizu.evaluate;

/**
 * A proportion with Wilson's score interval, which keeps near what it promises also for few trials and for proportions of 0 and 1 (E. B. Wilson,
 * "Probable Inference, the Law of Succession, and Statistical Inference", JASA 22, 1927; R. G. Newcombe, "Two-Sided Confidence Intervals for
 * the Single Proportion", Statistics in Medicine 17, 1998, method 3).
 *
 * @param proportion successes by trials, in [0, 1]; NaN if there were no trials
 * @param low lower end, in [0, 1]
 * @param high upper end, in [0, 1]
 */
public record WilsonInterval(double proportion, double low, double high) {
    /** The 95 % interval; see {@link #of(long, long, double)}. */
    public static WilsonInterval of(long successes, long trials) {
        return of(successes, trials, NormalDistribution.QUANTILE_975, true);
    }

    /**
     * The interval of some confidence. Without trials nothing is known, and it is all of [0, 1].
     *
     * @param successes in 0 to {@code trials}
     * @param trials at least 0
     * @param confidence in (0, 1), such as 0.95
     * @throws IllegalArgumentException if an argument is out of its range
     */
    public static WilsonInterval of(long successes, long trials, double confidence) {
        boolean possible = confidence > 0 && confidence < 1;
        return of(successes, trials, possible ? NormalDistribution.twoSidedQuantile(1 - confidence) : 0, possible);
    }

    private static WilsonInterval of(long successes, long trials, double z, boolean possible) {
        if (successes < 0 || successes > trials || !possible) {
            throw new IllegalArgumentException(
                    "%d successes in %d trials: expected 0 to as many successes as trials, and a confidence in (0, 1)"
                            .formatted(successes, trials));
        }
        if (trials == 0) {
            return new WilsonInterval(Double.NaN, 0, 1);
        }
        double n = trials;
        double p = successes / n;
        double squared = z * z;
        double middle = (p + squared / (2 * n)) / (1 + squared / n);
        double margin = z * Math.sqrt(p * (1 - p) / n + squared / (4 * n * n)) / (1 + squared / n);
        // Exact at the ends, where rounding would leave a hair.
        double low = successes == 0 ? 0 : Math.max(0, middle - margin);
        double high = successes == trials ? 1 : Math.min(1, middle + margin);
        return new WilsonInterval(p, low, high);
    }
}
