package dev.kizu.image;

import java.util.Arrays;
import java.util.Objects;

/**
 * An image as float planes, immutable and safe to share between threads.
 *
 * <p>Samples lie in {@code [0, 1]} and are stored plane by plane: sample {@code (channel, row, column)} is at index
 * {@code (channel * height + row) * width + column}. One channel is grey, three are red, green, blue.
 */
public final class Image {
    private final int channels;
    private final int height;
    private final int width;
    private final float[] samples;

    private Image(int channels, int height, int width, float[] samples) {
        this.channels = channels;
        this.height = height;
        this.width = width;
        this.samples = samples;
    }

    /**
     * Creates an image from samples, which are copied.
     *
     * @param channels number of planes, at least 1
     * @param height rows, at least 1
     * @param width columns, at least 1
     * @param samples {@code channels * height * width} values in {@code [0, 1]}
     * @throws IllegalArgumentException if a dimension is below 1, the length is wrong, or a sample is not in {@code [0, 1]}
     */
    public static Image of(int channels, int height, int width, float[] samples) {
        checkDimensions(channels, height, width);
        if (samples.length != channels * height * width) {
            throw new IllegalArgumentException(
                    "an image of %d x %d x %d (channels, rows, columns) has %d samples, got %d"
                            .formatted(channels, height, width, channels * height * width, samples.length));
        }
        for (int i = 0; i < samples.length; i++) {
            if (!(samples[i] >= 0f && samples[i] <= 1f)) {
                throw new IllegalArgumentException(
                        "sample %d is %s, expected a value in [0, 1]; divide 8-bit samples by 255"
                                .formatted(i, samples[i]));
            }
        }
        return new Image(channels, height, width, samples.clone());
    }

    /**
     * Creates a grey image from unsigned bytes, divided by 255.
     *
     * @param height rows, at least 1
     * @param width columns, at least 1
     * @param bytes holds the {@code height * width} bytes, row by row
     * @param offset index of the first byte
     * @throws IllegalArgumentException if a dimension is below 1
     * @throws IndexOutOfBoundsException if the bytes do not suffice
     */
    public static Image ofGrayBytes(int height, int width, byte[] bytes, int offset) {
        checkDimensions(1, height, width);
        Objects.checkFromIndexSize(offset, height * width, bytes.length);
        float[] samples = new float[height * width];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (bytes[offset + i] & 0xff) / 255f;
        }
        return new Image(1, height, width, samples);
    }

    /** Creates an image of samples that nobody else will change, and that lie in [0, 1]. */
    static Image wrap(int channels, int height, int width, float[] samples) {
        return new Image(channels, height, width, samples);
    }

    /** Room for an image's samples. */
    static float[] newSamples(int channels, int height, int width) {
        checkDimensions(channels, height, width);
        return new float[channels * height * width];
    }

    static void checkDimensions(int channels, int height, int width) {
        if (channels < 1 || height < 1 || width < 1) {
            throw new IllegalArgumentException("an image needs at least 1 channel, row and column, got %d x %d x %d"
                    .formatted(channels, height, width));
        }
        if ((long) channels * height * width > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "an image of %d x %d x %d samples does not fit into one array".formatted(channels, height, width));
        }
    }

    /** Number of planes: 1 for grey, 3 for RGB. */
    public int channels() {
        return channels;
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
     * The sample at a place, in {@code [0, 1]}.
     *
     * @throws IndexOutOfBoundsException if the place is outside the image
     */
    public float get(int channel, int row, int column) {
        Objects.checkIndex(channel, channels);
        Objects.checkIndex(row, height);
        Objects.checkIndex(column, width);
        return samples[(channel * height + row) * width + column];
    }

    /**
     * Copies a rectangle of one plane into an array whose consecutive values lie {@code step} apart: how patches get
     * into lanes.
     *
     * @param target receives {@code rows * columns} values, row by row, from index {@code offset} on
     * @throws IndexOutOfBoundsException if the rectangle leaves the image or the target is too short
     */
    public void copyTo(int channel, int row, int column, int rows, int columns, float[] target, int offset, int step) {
        Objects.checkIndex(channel, channels);
        Objects.checkFromIndexSize(row, rows, height);
        Objects.checkFromIndexSize(column, columns, width);
        int to = offset;
        for (int y = 0; y < rows; y++) {
            int from = (channel * height + row + y) * width + column;
            for (int x = 0; x < columns; x++) {
                target[to] = samples[from + x];
                to += step;
            }
        }
    }

    /**
     * Cuts a rectangle out, of all channels.
     *
     * @return this image if the rectangle is all of it
     * @throws IllegalArgumentException if it leaves the image
     */
    public Image crop(Region region) {
        region.checkWithin(height, width);
        if (region.height() == height && region.width() == width) {
            return this;
        }
        float[] part = new float[channels * region.height() * region.width()];
        for (int y = 0; y < channels * region.height(); y++) {
            int row = y / region.height() * height + region.y() + y % region.height();
            System.arraycopy(samples, row * width + region.x(), part, y * region.width(), region.width());
        }
        return new Image(channels, region.height(), region.width(), part);
    }

    /**
     * The image as grey or in colour, as {@link ImageFiles#read(java.nio.file.Path, int)} would have read it.
     *
     * @param wanted 1 for grey, 3 for red, green, blue
     * @return this image if it has that many channels
     * @throws IllegalArgumentException if this or the wanted number of channels is neither 1 nor 3
     */
    public Image withChannels(int wanted) {
        if (wanted == channels) {
            return this;
        }
        int plane = height * width;
        float[] result = newSamples(wanted, height, width);
        if (channels == 3 && wanted == 1) {
            Luma.toGray(samples, plane, plane, result, 0);
        } else if (channels == 1 && wanted == 3) {
            for (int channel = 0; channel < 3; channel++) {
                System.arraycopy(samples, 0, result, channel * plane, plane);
            }
        } else {
            throw new IllegalArgumentException(
                    "an image of %d channels cannot become one of %d: only grey (1) and colour (3) turn into each other"
                            .formatted(channels, wanted));
        }
        return new Image(wanted, height, width, result);
    }

    /** The samples themselves, not to be changed. */
    float[] samples() {
        return samples;
    }

    /** All samples, in the order that the class describes; a copy. */
    public float[] toArray() {
        return samples.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Image image
                && image.channels == channels
                && image.height == height
                && image.width == width
                && Arrays.equals(image.samples, samples);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(samples) + height * 7 + width;
    }

    @Override
    public String toString() {
        return "Image[%d x %d x %d]".formatted(channels, height, width);
    }
}
