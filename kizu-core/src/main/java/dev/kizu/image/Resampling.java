package dev.kizu.image;

import java.util.Arrays;

/**
 * Gives images and planes another size.
 *
 * <p>An axis that shrinks is averaged by area: each new sample is the mean of what it covers of the old ones, those at its edges counting
 * by the part that is covered. So the mean of the whole stays, and nothing is skipped. An axis that grows is interpolated linearly
 * between the centres of samples (both axes: bilinear); outside the outer centres values stay as they are there. The two axes are independent.
 *
 * <p>Sums are taken in double precision, in a fixed order, and rounded once: results have the same bits everywhere, no value leaves the range
 * of the old ones by more than that rounding, and a constant stays exactly what it is. Nothing is changed; methods may be called from several threads.
 */
public final class Resampling {
    private Resampling() {}

    /**
     * Gives an image another size.
     *
     * @param height rows of the result, at least 1
     * @param width columns of the result, at least 1
     * @return the same image if it has that size already
     * @throws IllegalArgumentException if a dimension is below 1, or the result too large for one array
     */
    public static Image resize(Image image, int height, int width) {
        float[] target = Image.newSamples(image.channels(), height, width);
        if (image.height() == height && image.width() == width) {
            return image;
        }
        for (int channel = 0; channel < image.channels(); channel++) {
            resize(
                    image.samples(),
                    channel * image.height() * image.width(),
                    image.height(),
                    image.width(),
                    target,
                    channel * height * width,
                    height,
                    width);
        }
        return Image.wrap(image.channels(), height, width, target);
    }

    /**
     * Gives a plane of numbers another size, for instance a map of scores. A number that is not finite makes those not finite that it has
     * a part in.
     *
     * @param plane {@code height * width} values, row by row; of any size
     * @param newHeight rows of the result, at least 1
     * @param newWidth columns of the result, at least 1
     * @return {@code newHeight * newWidth} values, row by row; a new array
     * @throws IllegalArgumentException if a dimension is below 1, or the length is wrong
     */
    public static float[] resize(float[] plane, int height, int width, int newHeight, int newWidth) {
        Image.checkDimensions(1, height, width);
        if (plane.length != height * width) {
            throw new IllegalArgumentException("a plane of %d x %d (rows, columns) has %d values, got %d"
                    .formatted(height, width, height * width, plane.length));
        }
        float[] target = Image.newSamples(1, newHeight, newWidth);
        resize(plane, 0, height, width, target, 0, newHeight, newWidth);
        return target;
    }

    private static void resize(
            float[] source, int from, int height, int width, float[] target, int to, int newHeight, int newWidth) {
        AxisTaps down = AxisTaps.of(height, newHeight);
        AxisTaps across = AxisTaps.of(width, newWidth);
        double[] row = new double[width];
        for (int y = 0; y < newHeight; y++) {
            Arrays.fill(row, 0);
            for (int k = 0; k < down.counts()[y]; k++) {
                add(source, from + (down.first()[y] + k) * width, down.weights()[y * down.stride() + k], row);
            }
            gather(row, across, target, to + y * newWidth, newWidth);
        }
    }

    /** One multiplication and addition for each old sample, in a loop that Java's compiler turns into vectors. */
    private static void add(float[] source, int from, double weight, double[] row) {
        for (int x = 0; x < row.length; x++) {
            row[x] += weight * source[from + x];
        }
    }

    private static void gather(double[] row, AxisTaps taps, float[] target, int to, int width) {
        int[] first = taps.first();
        int[] counts = taps.counts();
        double[] weights = taps.weights();
        int stride = taps.stride();
        for (int x = 0; x < width; x++) {
            double sum = 0;
            for (int k = 0; k < counts[x]; k++) {
                sum += weights[x * stride + k] * row[first[x] + k];
            }
            target[to + x] = (float) sum;
        }
    }
}
