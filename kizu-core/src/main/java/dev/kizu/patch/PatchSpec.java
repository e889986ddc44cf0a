package dev.kizu.patch;

/**
 * The size of a patch.
 *
 * @param height rows, at least 1
 * @param width columns, at least 1
 * @param channels planes, at least 1
 */
public record PatchSpec(int height, int width, int channels) {
    /** Checks the size. */
    public PatchSpec {
        if (height < 1 || width < 1 || channels < 1) {
            throw new IllegalArgumentException(
                    "a patch needs at least 1 row, column and channel, got height %d, width %d, channels %d"
                            .formatted(height, width, channels));
        }
    }

    /** Number of samples: {@code height * width * channels}. */
    public int size() {
        return height * width * channels;
    }

    @Override
    public String toString() {
        return height + "x" + width + "x" + channels;
    }
}
