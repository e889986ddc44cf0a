package dev.kizu.features.map;

/**
 * Brings planes to a grid at least as fine, linearly between cell centres: ONNX's {@code Resize} with {@code mode=linear} and
 * {@code coordinate_transformation_mode=half_pixel}. Places beyond the outermost centres take the value there.
 */
final class LinearInterpolation {
    private final int columns;
    private final Axis down;
    private final Axis across;

    LinearInterpolation(int rows, int columns, int gridRows, int gridColumns) {
        this.columns = columns;
        this.down = Axis.of(rows, gridRows);
        this.across = Axis.of(columns, gridColumns);
    }

    /** Adds the interpolated plane to a plane of the grid. */
    void add(float[] plane, int at, float[] grid, int gridAt) {
        int to = gridAt;
        for (int row = 0; row < down.first.length; row++) {
            int upper = at + down.first[row] * columns;
            int lower = at + down.second[row] * columns;
            float weight = down.weight[row];
            for (int column = 0; column < across.first.length; column++) {
                int left = across.first[column];
                int right = across.second[column];
                float between = across.weight[column];
                float top = plane[upper + left] * (1 - between) + plane[upper + right] * between;
                float bottom = plane[lower + left] * (1 - between) + plane[lower + right] * between;
                grid[to++] += top * (1 - weight) + bottom * weight;
            }
        }
    }

    /** For each place of the grid the cells on both sides, and the weight of the second. */
    private record Axis(int[] first, int[] second, float[] weight) {
        static Axis of(int cells, int places) {
            int[] first = new int[places];
            int[] second = new int[places];
            float[] weight = new float[places];
            for (int place = 0; place < places; place++) {
                double at = (place + 0.5) * cells / places - 0.5;
                double inside = Math.min(Math.max(at, 0), cells - 1);
                first[place] = (int) inside;
                second[place] = Math.min(first[place] + 1, cells - 1);
                weight[place] = (float) (inside - first[place]);
            }
            return new Axis(first, second, weight);
        }
    }
}
