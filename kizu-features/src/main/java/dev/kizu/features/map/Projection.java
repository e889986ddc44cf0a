package dev.kizu.features.map;

import dev.kizu.nn.kernel.Kernel;
import dev.kizu.nn.kernel.Kernels;
import dev.kizu.nn.kernel.Lanes;
import dev.kizu.nn.kernel.LinearPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * From some layers of a network to one vector of features at each position of a grid: layers are averaged over neighbourhoods (if asked
 * for), brought to the grid by linear interpolation, concatenated, and projected to fewer dimensions by one matrix.
 *
 * <p>All of that is linear, so it may be done in any order: each layer is projected at its own resolution, where that is cheapest, and the
 * results are added up on the grid.
 *
 * <p>Sources: layers concatenated as embedding vectors are section 3.1 of PaDiM (Defard, Setkov, Loesch and Audigier 2020, arXiv
 * 2011.08785); neighbourhoods are equations 1 to 3 of PatchCore (Roth, Pemula, Zepeda, Schölkopf, Brox and Gehler 2021, arXiv 2106.08265),
 * with the mean of a neighbourhood as its aggregation.
 *
 * <p>Deviations from the papers:
 *
 * <ul>
 *   <li>PaDiM picks dimensions at random. Here they are projected onto random orthonormal directions, so that no channel is lost.
 *   <li>PaDiM repeats the nearest cell of a coarse layer; PatchCore interpolates, and so does this for both.
 *   <li>PatchCore's authors bring neighbourhoods to a common length by adaptive pooling. Here lengths come from the projection.
 *   <li>At the border a neighbourhood's mean divides by its whole size, what lies outside counting as 0, like the average pooling of the
 *       authors' code.
 * </ul>
 *
 * <p>Immutable by convention (the matrices are shared, not copied), and thread-safe.
 */
public final class Projection {
    private final List<LayerShape> layers;
    private final int dimensions;
    private final int rows;
    private final int columns;
    private final int poolSize;
    private final boolean identity;
    private final List<float[]> matrices;
    private final List<float[]> packed = new ArrayList<>();
    private final List<LinearPlan> plans = new ArrayList<>();
    private final List<LinearInterpolation> interpolations = new ArrayList<>();

    private Projection(
            List<LayerShape> layers,
            int dimensions,
            int rows,
            int columns,
            int poolSize,
            boolean identity,
            List<float[]> matrices) {
        this.layers = layers;
        this.dimensions = dimensions;
        this.rows = rows;
        this.columns = columns;
        this.poolSize = poolSize;
        this.identity = identity;
        this.matrices = matrices;
        for (int i = 0; i < layers.size(); i++) {
            LayerShape layer = layers.get(i);
            if (!identity) {
                LinearPlan plan = plan(dimensions, layer);
                float[] weights = new float[plan.packedSize()];
                plan.pack(matrices.get(i), 0, weights, 0);
                plans.add(plan);
                packed.add(weights);
            }
            interpolations.add(new LinearInterpolation(layer.rows(), layer.columns(), rows, columns));
        }
    }

    /** One block of sixteen positions, with channels side by side on the way in and planes on the way out. */
    private static LinearPlan plan(int dimensions, LayerShape layer) {
        int stride = FeatureMap.stride(layer.positions());
        int[] rowWeight = new int[dimensions];
        int[] rowOut = new int[dimensions];
        Arrays.setAll(rowWeight, row -> row * layer.channels());
        Arrays.setAll(rowOut, row -> row * stride);
        int[] tapWeight = new int[layer.channels()];
        int[] tapIn = new int[layer.channels()];
        Arrays.setAll(tapWeight, tap -> tap);
        Arrays.setAll(tapIn, tap -> tap * Lanes.COUNT);
        return new LinearPlan(rowWeight, rowOut, tapWeight, tapIn, new int[1], new int[1]);
    }

    /**
     * A random projection with orthonormal rows.
     *
     * @param layers the layers in order, none finer than the grid
     * @param dimensions length of a position's vector; 0, or at least the sum of all channels: the channels as they are, one after another
     * @param rows rows of the grid, normally those of the finest layer
     * @param columns columns of the grid
     * @param poolSize edge of the neighbourhoods that are averaged, odd: 1 for none, 3 in PatchCore
     * @param seed draws the matrix
     * @throws IllegalArgumentException if a size makes no sense, or a layer is finer than the grid
     */
    public static Projection random(
            List<LayerShape> layers, int dimensions, int rows, int columns, int poolSize, long seed) {
        check(layers, dimensions, rows, columns, poolSize);
        int channels = layers.stream().mapToInt(LayerShape::channels).sum();
        boolean identity = dimensions == 0 || dimensions >= channels;
        int kept = identity ? channels : dimensions;
        double[][] matrix = identity ? new double[0][] : OrthonormalRows.random(kept, channels, seed);
        List<float[]> matrices = new ArrayList<>();
        int first = 0;
        for (LayerShape layer : layers) {
            float[] part = new float[Math.multiplyExact(kept, layer.channels())];
            for (int row = 0; row < kept; row++) {
                for (int channel = 0; channel < layer.channels(); channel++) {
                    double value = identity ? (row == first + channel ? 1 : 0) : matrix[row][first + channel];
                    part[row * layer.channels() + channel] = (float) value;
                }
            }
            matrices.add(part);
            first += layer.channels();
        }
        return new Projection(List.copyOf(layers), kept, rows, columns, poolSize, identity, List.copyOf(matrices));
    }

    /**
     * A projection by given matrices.
     *
     * @param matrices for each layer {@code dimensions} rows of as many values as it has channels
     * @throws IllegalArgumentException if a size makes no sense or a matrix does not fit
     */
    public static Projection of(
            List<LayerShape> layers, int dimensions, int rows, int columns, int poolSize, List<float[]> matrices) {
        check(layers, dimensions, rows, columns, poolSize);
        if (dimensions == 0 || matrices.size() != layers.size()) {
            throw new IllegalArgumentException("%d matrices to %d dimensions for %d layers, expected one for each layer"
                    .formatted(matrices.size(), dimensions, layers.size()));
        }
        for (int i = 0; i < matrices.size(); i++) {
            int expected = dimensions * layers.get(i).channels();
            if (matrices.get(i).length != expected) {
                throw new IllegalArgumentException("the matrix of layer %d has %d values, expected %d x %d = %d"
                        .formatted(
                                i,
                                matrices.get(i).length,
                                dimensions,
                                layers.get(i).channels(),
                                expected));
            }
        }
        return new Projection(List.copyOf(layers), dimensions, rows, columns, poolSize, false, List.copyOf(matrices));
    }

    private static void check(List<LayerShape> layers, int dimensions, int rows, int columns, int poolSize) {
        if (layers.isEmpty() || dimensions < 0 || rows < 1 || columns < 1 || poolSize < 1 || poolSize % 2 == 0) {
            throw new IllegalArgumentException(
                    "a projection of %d layers to %d dimensions on %d x %d positions over neighbourhoods of %d, expected at least one layer, position and dimension (0 for all), and an odd neighbourhood"
                            .formatted(layers.size(), dimensions, rows, columns, poolSize));
        }
        for (LayerShape layer : layers) {
            if (layer.rows() > rows || layer.columns() > columns) {
                throw new IllegalArgumentException(
                        "a layer of %d x %d positions is finer than the grid of %d x %d. Use the finest layer's grid, or leave the layer out."
                                .formatted(layer.rows(), layer.columns(), rows, columns));
            }
        }
    }

    /**
     * Projects one image's layers.
     *
     * @param values for each layer {@code channels * rows * columns} values, channel by channel; not modified
     * @throws IllegalArgumentException if there are not as many values as the layers have
     */
    public FeatureMap apply(List<float[]> values) {
        if (values.size() != layers.size()) {
            throw new IllegalArgumentException(
                    "values of %d layers, expected %d".formatted(values.size(), layers.size()));
        }
        FeatureMap map = FeatureMap.of(dimensions, rows, columns);
        int first = 0;
        for (int i = 0; i < layers.size(); i++) {
            LayerShape layer = layers.get(i);
            if (values.get(i).length != layer.size()) {
                throw new IllegalArgumentException("layer %d has %d values, expected %d x %d x %d"
                        .formatted(i, values.get(i).length, layer.channels(), layer.rows(), layer.columns()));
            }
            if (identity) {
                add(i, values.get(i).clone(), layer.positions(), layer.channels(), map, first);
            } else {
                add(i, project(i, values.get(i)), FeatureMap.stride(layer.positions()), dimensions, map, 0);
            }
            first += layer.channels();
        }
        return map;
    }

    /** A layer's values at its own resolution, projected. */
    private float[] project(int index, float[] values) {
        LayerShape layer = layers.get(index);
        int positions = layer.positions();
        Kernel kernel = Kernels.best();
        float[] out = new float[Math.multiplyExact(dimensions, FeatureMap.stride(positions))];
        float[] block = new float[layer.channels() * Lanes.COUNT];
        for (int from = 0; from < positions; from += Lanes.COUNT) {
            int count = Math.min(Lanes.COUNT, positions - from);
            for (int channel = 0; channel < layer.channels(); channel++) {
                System.arraycopy(values, channel * positions + from, block, channel * Lanes.COUNT, count);
            }
            kernel.linear(plans.get(index), packed.get(index), 0, null, 0, false, block, 0, out, from);
        }
        return out;
    }

    /** Averages planes over neighbourhoods and adds them to the map. */
    private void add(int index, float[] planes, int planeStride, int count, FeatureMap map, int firstDimension) {
        LayerShape layer = layers.get(index);
        for (int plane = 0; plane < count; plane++) {
            int at = plane * planeStride;
            int to = (firstDimension + plane) * map.stride();
            if (poolSize > 1) {
                Neighbourhoods.average(planes, at, layer.rows(), layer.columns(), poolSize);
            }
            if (layer.rows() == rows && layer.columns() == columns) {
                for (int position = 0; position < layer.positions(); position++) {
                    map.values()[to + position] += planes[at + position];
                }
            } else {
                interpolations.get(index).add(planes, at, map.values(), to);
            }
        }
    }

    /** The layers, in order. */
    public List<LayerShape> layers() {
        return layers;
    }

    /** Length of a position's vector. */
    public int dimensions() {
        return dimensions;
    }

    /** Rows of the grid. */
    public int rows() {
        return rows;
    }

    /** Columns of the grid. */
    public int columns() {
        return columns;
    }

    /** Edge of the neighbourhoods that are averaged; 1 if none are. */
    public int poolSize() {
        return poolSize;
    }

    /** Whether channels are kept as they are, one after another. */
    public boolean isIdentity() {
        return identity;
    }

    /** A layer's part of the matrix: {@code dimensions} rows of as many values as the layer has channels. Shared, not copied. */
    public float[] matrix(int layer) {
        return matrices.get(layer);
    }
}
