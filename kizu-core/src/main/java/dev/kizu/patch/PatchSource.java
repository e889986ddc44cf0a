package dev.kizu.patch;

/** Where training patches come from: patch number {@code i} is always the same. Thread-safe. */
public interface PatchSource {
    /** The size of a patch. */
    PatchSpec spec();

    /**
     * Writes one patch, channel by channel and row by row, its values {@code step} floats apart.
     *
     * @param index number of the patch, at least 0
     */
    void copyTo(long index, float[] target, int offset, int step);
}
