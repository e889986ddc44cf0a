package dev.kizu.benchmarks.onnx;

/**
 * How a graph gives its pixels. ONNX Runtime computes convolutions with many output channels several times faster than the pixel heads with
 * their two or six, so the heads may give a block of pixels at once, each pixel as a channel of its own: more arithmetic, and less time.
 *
 * @param rows of a block; the patch's height is a multiple
 * @param columns of a block; the patch's width is a multiple
 */
record PixelBlock(int rows, int columns) {
    /** Pixel by pixel: the graph as an exporter writes it. */
    static final PixelBlock PLAIN = new PixelBlock(1, 1);

    boolean isPlain() {
        return size() == 1;
    }

    /** Number of pixels. */
    int size() {
        return rows * columns;
    }

    @Override
    public String toString() {
        return isPlain() ? "plain graph" : "pixels in blocks of %dx%d".formatted(rows, columns);
    }
}
