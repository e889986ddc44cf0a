package dev.kizu.benchmarks.torch;

/**
 * How libtorch is used.
 *
 * @param channelsLast whether images lie pixel by pixel rather than plane by plane
 * @param count windows of a call, or patches of a batch
 * @param callers threads that call at the same time
 * @param threads threads within an operation
 */
record TorchSettings(boolean channelsLast, int count, int callers, int threads) {
    TorchSettings withThreads(int newCallers, int newThreads) {
        return new TorchSettings(channelsLast, count, newCallers, newThreads);
    }

    @Override
    public String toString() {
        return "channels %s, calls of %d, callers: %d, threads within an operation: %d"
                .formatted(channelsLast ? "last" : "first", count, callers, threads);
    }
}
