package dev.kizu.features.backbone;

/**
 * How a backbone is run.
 *
 * @param threads that compute one call together, at least 1
 * @param provider what of the machine computes
 */
public record RunOptions(int threads, Provider provider) {
    /** Checks the number of threads. */
    public RunOptions {
        if (threads < 1) {
            throw new IllegalArgumentException("%d threads, expected at least 1".formatted(threads));
        }
    }

    /** All processors of the machine. */
    public static RunOptions standard() {
        return new RunOptions(Runtime.getRuntime().availableProcessors(), Provider.CPU);
    }

    /** With another number of threads. */
    public RunOptions withThreads(int count) {
        return new RunOptions(count, provider);
    }

    /** With another provider. */
    public RunOptions withProvider(Provider other) {
        return new RunOptions(threads, other);
    }
}
