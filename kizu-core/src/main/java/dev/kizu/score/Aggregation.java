package dev.kizu.score;

import java.math.BigDecimal;
import java.util.Locale;

/** How an image's window scores become one image score: the mean of its largest ones. */
public sealed interface Aggregation {
    /** Number of windows whose scores are averaged, of {@code windows} in the image; from 1 to {@code windows}. */
    int count(int windows);

    /** The largest window score. */
    static Aggregation max() {
        return new TopCount(1);
    }

    /** The mean over all windows. */
    static Aggregation mean() {
        return new TopShare(1);
    }

    /** The mean over the {@code count} largest window scores. */
    static Aggregation top(int count) {
        return new TopCount(count);
    }

    /** The mean over the largest share of the window scores, {@code share} in (0, 1]. */
    static Aggregation topShare(double share) {
        return new TopShare(share);
    }

    /**
     * Reads {@code max}, {@code mean}, {@code top5} (the five largest) or {@code top20%} (the largest fifth).
     *
     * @throws IllegalArgumentException if the text is none of these
     */
    static Aggregation parse(String text) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        if (lower.equals("max")) {
            return max();
        }
        if (lower.equals("mean")) {
            return mean();
        }
        try {
            if (lower.startsWith("top") && lower.endsWith("%")) {
                return topShare(Double.parseDouble(lower.substring(3, lower.length() - 1)) / 100);
            }
            if (lower.startsWith("top")) {
                return top(Integer.parseInt(lower.substring(3)));
            }
        } catch (IllegalArgumentException e) {
            // No number, or one out of range.
            throw unknown(text);
        }
        throw unknown(text);
    }

    private static IllegalArgumentException unknown(String text) {
        return new IllegalArgumentException(
                "'%s' is no aggregation, expected max, mean, topK such as top5, or a share such as top20%%"
                        .formatted(text));
    }

    /** The mean of the scores that this aggregation picks; the same whatever the order of the scores. */
    default double apply(float[] windowScores) {
        float[] largest = Largest.of(windowScores, count(windowScores.length));
        double sum = 0;
        for (float score : largest) {
            sum += score;
        }
        return sum / largest.length;
    }

    /**
     * A fixed number of windows.
     *
     * @param windows at least 1; an image with fewer windows uses all
     */
    record TopCount(int windows) implements Aggregation {
        /** Checks the number. */
        public TopCount {
            if (windows < 1) {
                throw new IllegalArgumentException("top windows is %d, expected at least 1".formatted(windows));
            }
        }

        @Override
        public int count(int available) {
            return Math.min(windows, available);
        }

        @Override
        public String toString() {
            return windows == 1 ? "max" : "top" + windows;
        }
    }

    /**
     * A share of the windows, rounded up to whole windows.
     *
     * @param share in (0, 1]; what lies behind its ninth decimal place has no effect
     */
    record TopShare(double share) implements Aggregation {
        /** Shares are counted in billionths: whole numbers, which every program that runs a saved model computes alike. */
        public static final long UNIT = 1_000_000_000;

        /** 0.29 is a little less than that in floating point, and must not lose a billionth. */
        private static final double ROUNDING = 1e-3;

        /** Checks the share. */
        public TopShare {
            if (!(share > 0 && share <= 1)) {
                throw new IllegalArgumentException("top share is %s, expected a share in (0, 1]".formatted(share));
            }
        }

        /** The share in billionths, at least 1. */
        public long billionths() {
            return Math.max(1, (long) Math.floor(share * UNIT + ROUNDING));
        }

        @Override
        public int count(int available) {
            return (int) ((available * billionths() + UNIT - 1) / UNIT);
        }

        @Override
        public String toString() {
            if (share == 1) {
                return "mean";
            }
            return "top"
                    + BigDecimal.valueOf(Math.round(share * 1e6), 4)
                            .stripTrailingZeros()
                            .toPlainString() + "%";
        }
    }
}
