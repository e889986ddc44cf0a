package dev.kizu.benchmarks.comparison;

import dev.kizu.vae.WindowTerms;
import java.util.List;

/** Holds a peer's terms against Kizu's. */
public final class TermsCheck {
    /** Largest difference that passes. */
    public static final double LIMIT = 1e-3;

    private TermsCheck() {}

    /**
     * Compares the first windows.
     *
     * @param expected Kizu's terms, image by image
     * @param kl D of the first windows, in the same order
     * @param logNormalizer A of as many
     * @param mahalanobis M of as many
     * @return the largest difference, relative to Kizu's term or to one nat if that is larger
     * @throws IllegalStateException if it is above {@link #LIMIT}
     */
    public static double largestDifference(
            List<WindowTerms> expected, float[] kl, float[] logNormalizer, float[] mahalanobis) {
        int windows = expected.get(0).size();
        double largest = 0;
        for (int i = 0; i < kl.length; i++) {
            WindowTerms terms = expected.get(i / windows);
            int window = i % windows;
            largest = Math.max(largest, difference("D", i, terms.kl()[window], kl[i]));
            largest = Math.max(largest, difference("A", i, terms.logNormalizer()[window], logNormalizer[i]));
            largest = Math.max(largest, difference("M", i, terms.mahalanobis()[window], mahalanobis[i]));
        }
        return largest;
    }

    private static double difference(String term, int window, float expected, float actual) {
        double difference = Math.abs((double) actual - expected) / Math.max(1, Math.abs(expected));
        // Not "above": NaN must not pass.
        if (!(difference <= LIMIT)) {
            throw new IllegalStateException(
                    "%s of window %d is %s, expected Kizu's %s within %s: the two do not compute the same, so their speeds cannot be compared"
                            .formatted(term, window, actual, expected, LIMIT));
        }
        return difference;
    }
}
