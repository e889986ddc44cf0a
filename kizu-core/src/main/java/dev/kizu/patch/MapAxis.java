package dev.kizu.patch;

/**
 * A linear step along one axis: each value of the result is a weighted mean of neighbouring values.
 *
 * @param first for each value of the result the first value that has a weight
 * @param weights for each value of the result the weights of the values from the first on; they add up to 1
 */
public record MapAxis(int[] first, float[][] weights) {
    /**
     * From windows to cells: interpolates linearly at the centres of cells. Outside the outer windows' centres values stay as they are there.
     *
     * @param pixels of the working size along the axis
     * @param cell side of a cell, in pixels; divides {@code pixels}
     * @param windows number of windows along the axis
     * @param patch side of a window, in pixels of the shrunk image
     * @param stride pixels of the shrunk image between windows
     * @param factor by how much the image is shrunk
     */
    public static MapAxis interpolating(int pixels, int cell, int windows, int patch, int stride, int factor) {
        int cells = pixels / cell;
        double[][] all = new double[cells][windows];
        for (int c = 0; c < cells; c++) {
            double center = (c + 0.5) * cell / factor;
            double place = Math.min(Math.max((center - patch / 2.0) / stride, 0), windows - 1.0);
            int window = Math.min((int) place, Math.max(windows - 2, 0));
            all[c][window] += 1 - (place - window);
            if (window + 1 < windows) {
                all[c][window + 1] += place - window;
            }
        }
        return of(all);
    }

    /**
     * Smooths by a Gaussian that is cut at three deviations; beyond the ends the outer values go on.
     *
     * @param deviation in cells, above 0
     */
    public static MapAxis smoothing(int cells, double deviation) {
        int reach = (int) Math.ceil(3 * deviation);
        double[] gauss = new double[2 * reach + 1];
        double total = 0;
        for (int i = -reach; i <= reach; i++) {
            gauss[i + reach] = StrictMath.exp(-i * i / (2 * deviation * deviation));
            total += gauss[i + reach];
        }
        double[][] all = new double[cells][cells];
        for (int c = 0; c < cells; c++) {
            for (int i = -reach; i <= reach; i++) {
                all[c][Math.min(Math.max(c + i, 0), cells - 1)] += gauss[i + reach] / total;
            }
        }
        return of(all);
    }

    /**
     * To cells of another size: each is the mean of what lies in it, by its share where values and cells do not end at the same places.
     *
     * @param values number of values, side by side, at least 1
     * @param cells number of cells along the same stretch, at least 1
     */
    public static MapAxis averaging(int values, int cells) {
        double[][] all = new double[cells][values];
        for (int c = 0; c < cells; c++) {
            // In whole numbers, so that places where both end leave no trace of a neighbour: a value is as long as
            // there are cells.
            long from = (long) c * values;
            long to = from + values;
            for (int v = (int) (from / cells); (long) v * cells < to; v++) {
                long shared = Math.min(to, (v + 1L) * cells) - Math.max(from, (long) v * cells);
                all[c][v] = (double) shared / values;
            }
        }
        return of(all);
    }

    private static MapAxis of(double[][] all) {
        int[] first = new int[all.length];
        float[][] weights = new float[all.length][];
        for (int c = 0; c < all.length; c++) {
            int low = 0;
            while (all[c][low] == 0) {
                low++;
            }
            int high = all[c].length - 1;
            while (all[c][high] == 0) {
                high--;
            }
            first[c] = low;
            weights[c] = new float[high - low + 1];
            for (int i = 0; i < weights[c].length; i++) {
                weights[c][i] = (float) all[c][low + i];
            }
        }
        return new MapAxis(first, weights);
    }

    /** Number of values of the result. */
    public int size() {
        return first.length;
    }

    /**
     * All weights, those that are 0 included: one row for each value of the result.
     *
     * @param values number of values that the step is applied to
     */
    public float[] matrix(int values) {
        float[] matrix = new float[size() * values];
        for (int c = 0; c < size(); c++) {
            System.arraycopy(weights[c], 0, matrix, c * values + first[c], weights[c].length);
        }
        return matrix;
    }

    /** Applies two axes to a plane, row by row: {@code [rows, columns]} becomes {@code [down.size(), across.size()]}. */
    public static float[] apply(MapAxis down, MapAxis across, float[] plane, int columns) {
        return across.alongColumns(down.alongRows(plane, columns), down.size());
    }

    private float[] alongRows(float[] plane, int columns) {
        float[] result = new float[size() * columns];
        for (int c = 0; c < size(); c++) {
            for (int i = 0; i < weights[c].length; i++) {
                float weight = weights[c][i];
                int from = (first[c] + i) * columns;
                for (int x = 0; x < columns; x++) {
                    result[c * columns + x] += weight * plane[from + x];
                }
            }
        }
        return result;
    }

    private float[] alongColumns(float[] plane, int rows) {
        int columns = plane.length / rows;
        float[] result = new float[rows * size()];
        for (int y = 0; y < rows; y++) {
            for (int c = 0; c < size(); c++) {
                float sum = 0;
                for (int i = 0; i < weights[c].length; i++) {
                    sum += weights[c][i] * plane[y * columns + first[c] + i];
                }
                result[y * size() + c] = sum;
            }
        }
        return result;
    }
}
