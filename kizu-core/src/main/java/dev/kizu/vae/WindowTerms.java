package dev.kizu.vae;

/**
 * The three loss terms of every window of one image, in nats. Values are stored row by row: the window in grid row
 * {@code r} and grid column {@code c} is at index {@code r * columns + c}. The arrays are shared, not copied: treat them
 * as read-only.
 *
 * @param rows rows of the window grid
 * @param columns columns of the window grid
 * @param kl D, the Kullback-Leibler term: {@code 1/2 sum(-1 - logVariance + mean^2 + variance)}, at least 0 but for rounding
 * @param logNormalizer A, the log-normaliser: {@code 1/2 sum log(2 pi sigma^2)}
 * @param mahalanobis M, the squared error over the predicted variance: {@code 1/2 sum (x - mu)^2 / sigma^2}, at least 0
 */
public record WindowTerms(int rows, int columns, float[] kl, float[] logNormalizer, float[] mahalanobis) {
    /** Number of windows. */
    public int size() {
        return rows * columns;
    }

    /** The classic score of one window, {@code D + A + M}: the negative evidence lower bound. */
    public float elbo(int window) {
        return kl[window] + logNormalizer[window] + mahalanobis[window];
    }

    /** The unregularized score of one window, {@code M}. */
    public float unregularized(int window) {
        return mahalanobis[window];
    }
}
