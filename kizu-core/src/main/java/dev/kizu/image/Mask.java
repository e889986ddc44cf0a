package dev.kizu.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;

/** Says of each pixel of a picture whether it lies inside, for instance of a defect; immutable and safe to share between threads. */
public final class Mask {
    private final int height;
    private final int width;
    private final boolean[] inside;

    private Mask(int height, int width, boolean[] inside) {
        this.height = height;
        this.width = width;
        this.inside = inside;
    }

    /**
     * Creates a mask.
     *
     * @param height rows, at least 1
     * @param width columns, at least 1
     * @param inside {@code height * width} values, row by row, which are copied
     * @throws IllegalArgumentException if a dimension is below 1 or the length is wrong
     */
    public static Mask of(int height, int width, boolean[] inside) {
        Image.checkDimensions(1, height, width);
        if (inside.length != height * width) {
            throw new IllegalArgumentException("a mask of %d x %d (rows, columns) has %d values, got %d"
                    .formatted(height, width, height * width, inside.length));
        }
        return new Mask(height, width, inside.clone());
    }

    /**
     * Reads a mask from an image file of any kind that {@link ImageFiles} reads.
     *
     * <p>A pixel is inside where a channel is above 0.5: black and white it is in most masks, and blurred edges are cut at the middle. If
     * no pixel of the file is that bright, a pixel is inside where it is not black: in such masks small numbers tell kinds of defects apart.
     *
     * @throws IOException as {@link ImageFiles#read(Path)} does
     */
    public static Mask read(Path file) throws IOException {
        Image image = ImageFiles.read(file);
        float[] samples = image.samples();
        float brightest = 0;
        for (float sample : samples) {
            brightest = Math.max(brightest, sample);
        }
        float limit = brightest > 0.5f ? 0.5f : 0f;
        boolean[] inside = new boolean[image.height() * image.width()];
        for (int channel = 0; channel < image.channels(); channel++) {
            for (int i = 0; i < inside.length; i++) {
                inside[i] |= samples[channel * inside.length + i] > limit;
            }
        }
        return new Mask(image.height(), image.width(), inside);
    }

    /** Number of rows. */
    public int height() {
        return height;
    }

    /** Number of columns. */
    public int width() {
        return width;
    }

    /**
     * Whether a pixel is inside.
     *
     * @throws IndexOutOfBoundsException if the place is outside of the picture
     */
    public boolean get(int row, int column) {
        Objects.checkIndex(row, height);
        Objects.checkIndex(column, width);
        return inside[row * width + column];
    }

    /** How many pixels are inside. */
    public int count() {
        int count = 0;
        for (boolean pixel : inside) {
            count += pixel ? 1 : 0;
        }
        return count;
    }

    /** All values, row by row; a copy. */
    public boolean[] toArray() {
        return inside.clone();
    }

    /**
     * Cuts a rectangle out.
     *
     * @throws IllegalArgumentException if it leaves the picture
     */
    public Mask crop(Region region) {
        region.checkWithin(height, width);
        boolean[] part = new boolean[region.height() * region.width()];
        for (int y = 0; y < region.height(); y++) {
            System.arraycopy(inside, (region.y() + y) * width + region.x(), part, y * region.width(), region.width());
        }
        return new Mask(region.height(), region.width(), part);
    }

    /**
     * Gives the mask another size: a new pixel is inside if at least half of its area is. Areas are counted exactly, in whole numbers.
     *
     * @param newHeight rows of the result, at least 1
     * @param newWidth columns of the result, at least 1
     * @return this mask if it has that size already
     * @throws IllegalArgumentException if a dimension is below 1
     */
    public Mask resize(int newHeight, int newWidth) {
        Image.checkDimensions(1, newHeight, newWidth);
        if (newHeight == height && newWidth == width) {
            return this;
        }
        boolean[] result = new boolean[newHeight * newWidth];
        long[] columns = new long[width];
        for (int y = 0; y < newHeight; y++) {
            Arrays.fill(columns, 0);
            for (int old = AxisTaps.firstCovered(y, height, newHeight);
                    old < AxisTaps.endCovered(y, height, newHeight);
                    old++) {
                long share = AxisTaps.overlap(old, y, height, newHeight);
                for (int x = 0; x < width; x++) {
                    columns[x] += inside[old * width + x] ? share : 0;
                }
            }
            for (int x = 0; x < newWidth; x++) {
                long area = 0;
                for (int old = AxisTaps.firstCovered(x, width, newWidth);
                        old < AxisTaps.endCovered(x, width, newWidth);
                        old++) {
                    area += AxisTaps.overlap(old, x, width, newWidth) * columns[old];
                }
                // A new pixel's area, in the units of an overlap, is the number of old pixels.
                result[y * newWidth + x] = 2 * area >= (long) height * width;
            }
        }
        return new Mask(newHeight, newWidth, result);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Mask mask
                && mask.height == height
                && mask.width == width
                && Arrays.equals(mask.inside, inside);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(inside) + height * 7 + width;
    }

    @Override
    public String toString() {
        return "Mask[%d x %d]".formatted(height, width);
    }
}
