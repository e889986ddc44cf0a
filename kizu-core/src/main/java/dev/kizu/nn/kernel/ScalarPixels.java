package dev.kizu.nn.kernel;

/** Walks over the places of a layout's channels in blocks of whole rows, or parts of one, and copies them in and out. Not thread-safe. */
final class ScalarPixels {
    /** Floats of the largest block. */
    static final int BLOCK = 1024;

    private int channels;
    private int layoutRows;
    private int layoutColumns;
    private int rowsTogether;
    private int columnsTogether;
    private int channel;
    private int row;
    private int column;
    private int rows;
    private int columns;

    /** Begins before the first block of the first channels of a layout. */
    void begin(Layout layout, int channels) {
        this.channels = channels;
        layoutRows = layout.rows();
        layoutColumns = layout.columns();
        columnsTogether = Math.min(layoutColumns, BLOCK / Lanes.COUNT);
        rowsTogether = Math.max(1, BLOCK / (layoutColumns * Lanes.COUNT));
        channel = 0;
        row = 0;
        column = 0;
        rows = 0;
        columns = 0;
    }

    /** Moves on to the next block, channel by channel, row by row; false if there is none. */
    boolean next() {
        column += columns;
        if (column == layoutColumns) {
            column = 0;
            row += rows;
        }
        if (row == layoutRows) {
            row = 0;
            channel++;
        }
        rows = Math.min(rowsTogether, layoutRows - row);
        columns = Math.min(columnsTogether, layoutColumns - column);
        return channel < channels;
    }

    /** Channel of the block. */
    int channel() {
        return channel;
    }

    /** Floats of the block. */
    int length() {
        return rows * columns * Lanes.COUNT;
    }

    /** Copies the block out of a buffer, from a channel that lies {@code channelsOn} further on, to the beginning of an array. */
    void load(Layout layout, int channelsOn, float[] buffer, int at, float[] target) {
        int from = at + layout.at(channel + channelsOn, row, column);
        int width = runLength(layout);
        for (int i = 0; i < length(); i += width) {
            System.arraycopy(buffer, from, target, i, width);
            from += layout.rowStride();
        }
    }

    /** The way back. */
    void store(float[] source, Layout layout, int channelsOn, float[] buffer, int at) {
        int to = at + layout.at(channel + channelsOn, row, column);
        int width = runLength(layout);
        for (int i = 0; i < length(); i += width) {
            System.arraycopy(source, i, buffer, to, width);
            to += layout.rowStride();
        }
    }

    /** How much of the block lies in one run: a row, or all of it where there is no padding. */
    private int runLength(Layout layout) {
        int width = columns * Lanes.COUNT;
        return width == layout.rowStride() ? length() : width;
    }

    /** Copies the block out of a buffer that has one channel. */
    void loadOnly(Layout layout, float[] buffer, int at, float[] target) {
        load(layout, -channel, buffer, at, target);
    }

    /** The way back. */
    void storeOnly(float[] source, Layout layout, float[] buffer, int at) {
        store(source, layout, -channel, buffer, at);
    }
}
