package dev.kizu.features.padim;

import dev.kizu.features.map.FeatureMap;
import dev.kizu.nn.kernel.Kernel;
import dev.kizu.nn.kernel.Kernels;
import dev.kizu.nn.kernel.Lanes;
import dev.kizu.nn.kernel.LinearPlan;
import dev.kizu.parallel.Team;
import java.util.ArrayList;
import java.util.List;

/**
 * PaDiM: a normal distribution of features for each position, and how far features lie from it.
 *
 * <p>Source: Defard, Setkov, Loesch and Audigier 2020, "PaDiM: a Patch Distribution Modeling Framework for Anomaly Detection and
 * Localization" (arXiv 2011.08785). The covariance is equation 1, the distance equation 2,
 * {@code M(x) = sqrt((x - mean)^T covariance^-1 (x - mean))}; it is computed as the length of {@code W (x - mean)}, where W is the inverse
 * of the covariance's Cholesky factor.
 *
 * <p>Deviations from the paper:
 *
 * <ul>
 *   <li>What is added to covariances goes by the features' scale and the number of images ({@link Regularization#oracle}); the paper adds
 *       0.01 to the diagonal whatever they are ({@link Regularization#paper}).
 *   <li>Features are projected, not picked; see {@link dev.kizu.features.map.Projection}.
 * </ul>
 *
 * <p>Immutable by convention (arrays are shared, not copied), and thread-safe. Takes about
 * {@code positions * dimensions^2 * 1.6} floats.
 */
public final class PadimModel {
    private final int dimensions;
    private final int positions;
    private final float[] means;
    private final float[] whitening;
    /** The whitening matrices without most of what lies above the diagonal, as the kernel reads them. */
    private final float[] packed;
    /** Of each position. */
    private final int packedSize;

    private final List<LinearPlan> plans = new ArrayList<>();

    /**
     * A model by its numbers.
     *
     * @param dimensions length of a position's vector
     * @param positions number of positions
     * @param means for each position {@code dimensions} values
     * @param whitening for each position {@code dimensions} rows of {@code dimensions} values, of which those above the diagonal are 0
     * @throws IllegalArgumentException if lengths do not fit
     */
    public PadimModel(int dimensions, int positions, float[] means, float[] whitening) {
        if (dimensions < 1
                || positions < 1
                || means.length != (long) positions * dimensions
                || whitening.length != (long) positions * dimensions * dimensions) {
            throw new IllegalArgumentException(
                    "a model of %d positions with %d dimensions takes as many means for each and %d x %d matrices, got %d and %d values"
                            .formatted(positions, dimensions, dimensions, dimensions, means.length, whitening.length));
        }
        this.dimensions = dimensions;
        this.positions = positions;
        this.means = means;
        this.whitening = whitening;
        for (int band = 0; band < TrianglePlans.bands(dimensions); band++) {
            plans.add(TrianglePlans.times(dimensions, band));
        }
        packedSize = plans.stream().mapToInt(LinearPlan::packedSize).sum();
        packed = new float[Math.multiplyExact(positions, packedSize)];
        for (int position = 0; position < positions; position++) {
            int to = position * packedSize;
            for (LinearPlan plan : plans) {
                plan.pack(whitening, position * dimensions * dimensions, packed, to);
                to += plan.packedSize();
            }
        }
    }

    /**
     * Fits a model.
     *
     * @param statistics of at least 2 images
     * @param threads at least 1; the model does not depend on it
     * @throws IllegalArgumentException if there are fewer than 2 images, or a covariance has no inverse for all its regularization
     */
    public static PadimModel fit(PadimStatistics statistics, Regularization regularization, int threads) {
        return PadimFit.fit(statistics, regularization, threads);
    }

    /** Length of a position's vector. */
    public int dimensions() {
        return dimensions;
    }

    /** Number of positions. */
    public int positions() {
        return positions;
    }

    /** For each position {@code dimensions} values. */
    public float[] means() {
        return means;
    }

    /** For each position {@code dimensions} rows of {@code dimensions} values: lower triangular. */
    public float[] whitening() {
        return whitening;
    }

    /**
     * Mahalanobis distances, one for each position: a number in standard deviations, around the square root of the number of dimensions
     * where all is normal.
     *
     * @throws IllegalArgumentException if the map has other sizes
     */
    public float[] distances(FeatureMap map) {
        return distances(List.of(map), 1).get(0);
    }

    /**
     * Mahalanobis distances of many images, the same bits as those of each alone; sixteen together take little longer than one.
     *
     * @param threads at least 1; results do not depend on it
     */
    public List<float[]> distances(List<FeatureMap> maps, int threads) {
        List<float[]> distances = new ArrayList<>();
        for (FeatureMap map : maps) {
            if (map.dimensions() != dimensions || map.positions() != positions) {
                throw new IllegalArgumentException("features of %d positions with %d dimensions, expected %d with %d"
                        .formatted(map.positions(), map.dimensions(), positions, dimensions));
            }
            distances.add(new float[positions]);
        }
        int blocks = Lanes.groups(positions);
        Team.run(Math.min(threads, blocks), member -> {
            Scratch scratch = new Scratch(dimensions);
            for (int block = member.from(blocks); block < member.to(blocks); block++) {
                addBlock(block, maps, distances, scratch);
            }
        });
        return distances;
    }

    /** All images at sixteen positions. */
    private void addBlock(int block, List<FeatureMap> maps, List<float[]> distances, Scratch scratch) {
        int first = block * Lanes.COUNT;
        int end = Math.min(first + Lanes.COUNT, positions);
        for (int group = 0; group < maps.size(); group += Lanes.COUNT) {
            int lanes = Math.min(Lanes.COUNT, maps.size() - group);
            for (int lane = 0; lane < lanes; lane++) {
                maps.get(group + lane).copyBlock(block, scratch.blocks, lane * dimensions * Lanes.COUNT);
            }
            for (int dimension = 0; dimension < dimensions; dimension++) {
                for (int position = first; position < end; position++) {
                    deviations(position, dimension, position - first, scratch);
                }
            }
            for (int position = first; position < end; position++) {
                distance(position, (position - first) * dimensions * Lanes.COUNT, scratch);
                for (int lane = 0; lane < lanes; lane++) {
                    distances.get(group + lane)[position] = (float) Math.sqrt(scratch.squares[lane]);
                }
            }
        }
    }

    /** What sixteen images are off the mean in one dimension. */
    private void deviations(int position, int dimension, int place, Scratch scratch) {
        float mean = means[position * dimensions + dimension];
        int from = dimension * Lanes.COUNT + place;
        int to = (place * dimensions + dimension) * Lanes.COUNT;
        int step = dimensions * Lanes.COUNT;
        for (int lane = 0; lane < Lanes.COUNT; lane++) {
            scratch.vectors[to + lane] = scratch.blocks[from + lane * step] - mean;
        }
    }

    /** Squared distances of sixteen images at one position. */
    private void distance(int position, int at, Scratch scratch) {
        Kernel kernel = Kernels.best();
        int from = position * packedSize;
        for (LinearPlan plan : plans) {
            kernel.linear(plan, packed, from, null, 0, false, scratch.vectors, at, scratch.whitened, 0);
            from += plan.packedSize();
        }
        double[] squares = scratch.squares;
        for (int lane = 0; lane < Lanes.COUNT; lane++) {
            squares[lane] = 0;
        }
        for (int i = 0; i < dimensions; i++) {
            int row = i * Lanes.COUNT;
            for (int lane = 0; lane < Lanes.COUNT; lane++) {
                double value = scratch.whitened[row + lane];
                squares[lane] += value * value;
            }
        }
    }

    /** What a thread computes in. */
    private static final class Scratch {
        final float[] vectors;
        /** Sixteen images' features at sixteen positions. */
        final float[] blocks;

        final float[] whitened;
        final double[] squares = new double[Lanes.COUNT];

        Scratch(int dimensions) {
            vectors = new float[Lanes.COUNT * dimensions * Lanes.COUNT];
            blocks = new float[Lanes.COUNT * dimensions * Lanes.COUNT];
            whitened = new float[dimensions * Lanes.COUNT];
        }
    }
}
