package dev.kizu.benchmarks.onnx;

/**
 * How ONNX Runtime is used.
 *
 * @param block how the graph gives its pixels
 * @param count windows or images of a call
 * @param callers threads that call at the same time
 * @param threads threads within an operation
 * @param spinning whether those wait by spinning
 */
record OrtSettings(PixelBlock block, int count, int callers, int threads, boolean spinning) {
    OrtSettings withCount(int newCount) {
        return new OrtSettings(block, newCount, callers, threads, spinning);
    }

    OrtSettings withThreads(int newCallers, int newThreads, boolean newSpinning) {
        return new OrtSettings(block, count, newCallers, newThreads, newSpinning);
    }

    @Override
    public String toString() {
        String waiting = threads == 1 ? "" : spinning ? " that spin" : " that do not spin";
        return "%s, calls of %d, callers: %d, threads within an operation: %d%s"
                .formatted(block, count, callers, threads, waiting);
    }
}
