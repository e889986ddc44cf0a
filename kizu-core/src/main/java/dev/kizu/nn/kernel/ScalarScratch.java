package dev.kizu.nn.kernel;

/**
 * Working space of the scalar kernel, about 120 KB, one for each thread that ever used the kernel. The compiler turns a loop into vector
 * instructions only where it can tell that what the loop writes is not what it reads further on: where all arrays are different objects,
 * or the same one at a constant distance, and all are read and written at the same index. Buffers that lie in one array at arbitrary places are
 * not like that, so the hot loops work on these arrays, and runs of memory are copied in and out.
 */
final class ScalarScratch {
    /** Floats that an array holds: what one call of a hot loop works on at most. Longer loops gain little and leave the first-level cache. */
    static final int RUN = 256;

    /** A little longer than what is used: then arrays that lie one after the other begin at the same place within a vector. */
    static final int LENGTH = RUN + 4;

    /** Arrays of outputs. */
    static final int OUTPUTS = 64;

    private static final ThreadLocal<ScalarScratch> OF_THREAD = ThreadLocal.withInitial(ScalarScratch::new);

    final ScalarInputs inputs = new ScalarInputs();
    final float[][] outputs = new float[OUTPUTS][LENGTH];
    final ScalarSegments segments = new ScalarSegments();
    final ScalarRuns runs = new ScalarRuns(RUN / Lanes.COUNT);

    /** For weight gradients. */
    final ScalarOperand taps = new ScalarOperand();

    final ScalarOperand rows = new ScalarOperand();
    final ScalarProducts products = new ScalarProducts();
    final ScalarWindows windows = new ScalarWindows();

    /** Sums of losses over places. */
    final float[] sums = new float[2 * Lanes.COUNT];

    /** For passes over elements. */
    final ScalarPixels pixels = new ScalarPixels();

    final float[] first = new float[ScalarPixels.BLOCK];
    final float[] second = new float[ScalarPixels.BLOCK];
    final float[] third = new float[ScalarPixels.BLOCK];
    final float[] fourth = new float[ScalarPixels.BLOCK];
    final float[] fifth = new float[ScalarPixels.BLOCK];

    private ScalarScratch() {}

    /** That of the calling thread. */
    static ScalarScratch get() {
        return OF_THREAD.get();
    }
}
