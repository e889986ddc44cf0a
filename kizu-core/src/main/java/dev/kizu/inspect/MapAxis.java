package dev.kizu.inspect;

/**
 * One axis of the way from windows to the cells of an anomaly map: each cell is a weighted mean of windows. Windows are interpolated
 * linearly at the centres of cells (outside the outer windows' centres values stay as they are there), and cells are then smoothed by a
 * Gaussian of one cell's deviation, cut at three. Both are linear, so they are one step.
 *
 * @param first for each cell the first window that has a weight
 * @param weights for each cell the weights of the windows from the first on; they add up to 1
 */
public record MapAxis(int[] first, float[][] weights) {
    private static final int REACH = 3;

    /**
     * The weights of one axis.
     *
     * @param pixels of the working size along the axis
     * @param cell side of a cell, in pixels; divides {@code pixels}
     * @param windows number of windows along the axis
     * @param patch side of a window, in pixels of the shrunk image
     * @param stride pixels of the shrunk image between windows
     * @param factor by how much the image is shrunk
     */
    public static MapAxis of(int pixels, int cell, int windows, int patch, int stride, int factor) {
        int cells = pixels / cell;
        double[] gauss = new double[2 * REACH + 1];
        double total = 0;
        for (int i = -REACH; i <= REACH; i++) {
            gauss[i + REACH] = StrictMath.exp(-i * i / 2.0);
            total += gauss[i + REACH];
        }
        int[] first = new int[cells];
        float[][] weights = new float[cells][];
        for (int c = 0; c < cells; c++) {
            double[] all = new double[windows];
            int low = windows;
            int high = -1;
            for (int i = -REACH; i <= REACH; i++) {
                int near = Math.min(Math.max(c + i, 0), cells - 1);
                double center = (near + 0.5) * cell / factor;
                double place = Math.min(Math.max((center - patch / 2.0) / stride, 0), windows - 1.0);
                int window = Math.min((int) place, Math.max(windows - 2, 0));
                double share = place - window;
                all[window] += (1 - share) * gauss[i + REACH] / total;
                low = Math.min(low, window);
                high = Math.max(high, window);
                if (window + 1 < windows) {
                    all[window + 1] += share * gauss[i + REACH] / total;
                    high = Math.max(high, window + 1);
                }
            }
            first[c] = low;
            weights[c] = new float[high - low + 1];
            for (int i = 0; i < weights[c].length; i++) {
                weights[c][i] = (float) all[low + i];
            }
        }
        return new MapAxis(first, weights);
    }

    /** Number of cells. */
    public int cells() {
        return first.length;
    }

    /** Applies this axis to the rows of a plane of windows: {@code [windows, columns]} becomes {@code [cells, columns]}. */
    float[] alongRows(float[] plane, int columns) {
        float[] result = new float[cells() * columns];
        for (int c = 0; c < cells(); c++) {
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

    /** Applies this axis to the columns: {@code [rows, windows]} becomes {@code [rows, cells]}. */
    float[] alongColumns(float[] plane, int rows) {
        int columns = plane.length / rows;
        float[] result = new float[rows * cells()];
        for (int y = 0; y < rows; y++) {
            for (int c = 0; c < cells(); c++) {
                float sum = 0;
                for (int i = 0; i < weights[c].length; i++) {
                    sum += weights[c][i] * plane[y * columns + first[c] + i];
                }
                result[y * cells() + c] = sum;
            }
        }
        return result;
    }
}
