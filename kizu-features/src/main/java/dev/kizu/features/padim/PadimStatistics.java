package dev.kizu.features.padim;

/**
 * Number, means and scatter of images' features at each position: all that a fit needs to know of the images. Statistics of parts add up to
 * those of the whole, and a part can be taken away again, so that a fit without one fold needs no images (Chan, Golub and LeVeque 1983).
 *
 * <p>Takes {@code positions * dimensions * (dimensions + 3) / 2} doubles. Immutable and thread-safe.
 */
public final class PadimStatistics {
    private final int dimensions;
    private final long count;
    /** Of each position, a value for each dimension. */
    private final double[][] means;
    /** Of each position, sums of products of deviations from the mean: the lower triangle, row by row. */
    private final double[][] scatter;

    PadimStatistics(int dimensions, long count, double[][] means, double[][] scatter) {
        this.dimensions = dimensions;
        this.count = count;
        this.means = means;
        this.scatter = scatter;
    }

    /** Length of a position's vector. */
    public int dimensions() {
        return dimensions;
    }

    /** Number of positions. */
    public int positions() {
        return means.length;
    }

    /** Number of images. */
    public long count() {
        return count;
    }

    /** A position's mean in one dimension, 0 without images. */
    public double mean(int position, int dimension) {
        return means[position][dimension];
    }

    /** The sum over images of the products of two dimensions' deviations from their means. */
    public double scatter(int position, int row, int column) {
        int high = Math.max(row, column);
        return scatter[position][high * (high + 1) / 2 + Math.min(row, column)];
    }

    double[] means(int position) {
        return means[position];
    }

    double[] scatter(int position) {
        return scatter[position];
    }

    /** Statistics of these images and others together. */
    public PadimStatistics plus(PadimStatistics other) {
        check(other);
        return combined(other, 1, count + other.count);
    }

    /**
     * Statistics of these images without some of them.
     *
     * @param part of the same images, all of which are in these
     * @throws IllegalArgumentException if sizes differ, or the part has more images
     */
    public PadimStatistics minus(PadimStatistics part) {
        check(part);
        if (part.count > count) {
            throw new IllegalArgumentException(
                    "cannot take %d images from %d. Take away what has been added.".formatted(part.count, count));
        }
        return combined(part, -1, count - part.count);
    }

    private void check(PadimStatistics other) {
        if (other.dimensions != dimensions || other.positions() != positions()) {
            throw new IllegalArgumentException("statistics of %d positions with %d dimensions, expected %d with %d"
                    .formatted(other.positions(), other.dimensions, positions(), dimensions));
        }
    }

    private PadimStatistics combined(PadimStatistics other, int sign, long total) {
        double[][] newMeans = new double[positions()][dimensions];
        double[][] newScatter = new double[positions()][dimensions * (dimensions + 1) / 2];
        if (total > 0) {
            double share = (double) other.count / total;
            double product = (double) count * other.count / total;
            double[] difference = new double[dimensions];
            for (int position = 0; position < positions(); position++) {
                for (int i = 0; i < dimensions; i++) {
                    difference[i] = other.means[position][i] - means[position][i];
                    newMeans[position][i] = means[position][i] + sign * share * difference[i];
                }
                int at = 0;
                for (int i = 0; i < dimensions; i++) {
                    for (int j = 0; j <= i; j++, at++) {
                        newScatter[position][at] = scatter[position][at]
                                + sign * (other.scatter[position][at] + product * difference[i] * difference[j]);
                    }
                }
            }
        }
        return new PadimStatistics(dimensions, total, newMeans, newScatter);
    }
}
