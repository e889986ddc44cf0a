package dev.kizu.features.map;

/**
 * What a layer of a network gives for one image: {@code channels} planes of {@code rows * columns} values, channel by channel.
 *
 * @param channels at least 1
 * @param rows at least 1
 * @param columns at least 1
 */
public record LayerShape(int channels, int rows, int columns) {
    /** Checks the sizes. */
    public LayerShape {
        if (channels < 1 || rows < 1 || columns < 1) {
            throw new IllegalArgumentException("a layer of %d channels of %d x %d values, expected at least 1 of each"
                    .formatted(channels, rows, columns));
        }
    }

    /** Values of a channel. */
    public int positions() {
        return rows * columns;
    }

    /** Values of one image. */
    public int size() {
        return Math.multiplyExact(channels, positions());
    }
}
