package dev.kizu.nn.kernel;

/**
 * Where the activations of one group of patches lie in an array: channel by channel, row by row, column by column,
 * sixteen lanes each, with a border of padding around every channel that stays zero.
 *
 * @param channels number of channels
 * @param rows rows without padding
 * @param columns columns without padding
 * @param top rows of padding above
 * @param left columns of padding on the left
 * @param bottom rows of padding below
 * @param right columns of padding on the right
 * @param gap unused places between one channel and the next
 */
public record Layout(int channels, int rows, int columns, int top, int left, int bottom, int right, int gap) {
    /** A cache finds few places for lines that lie a multiple of this many lines apart, and a place of a layout is a line. */
    private static final int CROWDED = 8;

    /** Checks that a group fits into one array. */
    public Layout {
        long places = ((long) top + rows + bottom) * ((long) left + columns + right) + gap;
        if (channels < 1 || places < 1 || places > Integer.MAX_VALUE / Lanes.COUNT / channels) {
            throw new IllegalArgumentException(
                    "activations of %d x %d x %d (channels, rows, columns) do not fit into one array. Use fewer filters, a smaller latent vector or a smaller patch"
                            .formatted(channels, rows, columns));
        }
    }

    /** A layout without padding, whose channels are spread so that a cache can hold the same place of many. */
    public static Layout of(int channels, int rows, int columns) {
        return contiguous(channels, rows, columns).padded(0, 0, 0, 0);
    }

    /** A layout without padding, whose channels lie one right after the other. */
    public static Layout contiguous(int channels, int rows, int columns) {
        return new Layout(channels, rows, columns, 0, 0, 0, 0, 0);
    }

    /** This layout with padding, its channels spread as by {@link #of}. */
    public Layout padded(int top, int left, int bottom, int right) {
        long places = ((long) top + rows + bottom) * ((long) left + columns + right);
        return new Layout(channels, rows, columns, top, left, bottom, right, places % CROWDED == 0 ? 1 : 0);
    }

    /** Floats from one row to the next. */
    public int rowStride() {
        return (left + columns + right) * Lanes.COUNT;
    }

    /** Floats from one channel to the next. */
    public int channelStride() {
        return (top + rows + bottom) * rowStride() + gap * Lanes.COUNT;
    }

    /** Floats of one group. */
    public int size() {
        return channels * channelStride() - gap * Lanes.COUNT;
    }

    /** Positions in a channel, without padding. */
    public int positions() {
        return rows * columns;
    }

    /**
     * In how many runs a channel's places lie one after the other both here and in another layout of the same size: one a row where there
     * is padding, else a single one.
     */
    int runs(Layout other) {
        return isPadded() || other.isPadded() ? rows : 1;
    }

    /** Floats of one of so many runs. */
    int runLength(int runs) {
        return positions() * Lanes.COUNT / runs;
    }

    private boolean isPadded() {
        return top + left + bottom + right > 0;
    }

    /** Index of the first lane at a place, which may lie in the padding (negative row or column). */
    public int at(int channel, int row, int column) {
        return channel * channelStride() + (top + row) * rowStride() + (left + column) * Lanes.COUNT;
    }
}
