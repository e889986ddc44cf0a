package dev.kizu.nn.kernel;

/**
 * One array for many buffers, each of which begins at a multiple of 64 bytes, as far as Java lets one say so: an array's elements begin
 * 16 bytes into its object, and a large object begins a region of the G1 collector's heap. A vector of 512 bits then never straddles two
 * cache lines, which costs loads twice. Elsewhere everything works the same.
 *
 * <p>Reserve all buffers first, then allocate once. Not thread-safe while reserving.
 */
public final class LaneMemory {
    private static final int CACHE_LINE = 64 / Float.BYTES;
    private static final int HEADER = 16 / Float.BYTES;
    /** Index of the first float that begins a cache line. */
    static final int START = CACHE_LINE - HEADER;
    /** Large enough for G1 to give the array regions of its own, at the region sizes of heaps up to 8 GB. */
    private static final int LARGE = 1 << 19;

    private int size = START;

    /**
     * Reserves a buffer.
     *
     * @param floats its length
     * @return the index of its first float
     */
    public int reserve(int floats) {
        int start = size;
        int rounded = Math.multiplyExact((floats + CACHE_LINE - 1) / CACHE_LINE, CACHE_LINE);
        size = Math.addExact(size, rounded);
        return start;
    }

    /** The array, all zeros, for all buffers reserved so far. */
    public float[] allocate() {
        return new float[Math.max(size, LARGE)];
    }
}
