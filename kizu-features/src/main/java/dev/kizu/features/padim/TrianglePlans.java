package dev.kizu.features.padim;

import dev.kizu.nn.kernel.Lanes;
import dev.kizu.nn.kernel.LinearPlan;
import java.util.Arrays;

/**
 * A lower triangle cut into bands of sixteen rows, each a plan of its own: a band reaches as far to the right as its last row, so that little
 * is computed above the diagonal.
 */
final class TrianglePlans {
    private static final int BAND = Lanes.COUNT;

    private TrianglePlans() {}

    static int bands(int dimensions) {
        return Lanes.groups(dimensions);
    }

    static int firstRow(int band) {
        return band * BAND;
    }

    /** Rows of a band. */
    static int rows(int dimensions, int band) {
        return Math.min(BAND, dimensions - firstRow(band));
    }

    /** Columns of a band. */
    static int columns(int dimensions, int band) {
        return Math.min(firstRow(band) + BAND, dimensions);
    }

    /**
     * Products of columns with columns: out[i][j] is the sum over images of {@code weights[image][i] * in[image][j]}, with sixteen j in the
     * lanes, for i in the band and j up to its end.
     *
     * @param width floats from one image to the next, and of a row of the result: a multiple of sixteen
     */
    static LinearPlan products(int dimensions, int band, int images, int width) {
        int[] rowWeight = new int[rows(dimensions, band)];
        int[] rowOut = new int[rowWeight.length];
        Arrays.setAll(rowWeight, row -> firstRow(band) + row);
        Arrays.setAll(rowOut, row -> (firstRow(band) + row) * width);
        int[] taps = new int[images];
        Arrays.setAll(taps, image -> image * width);
        int[] lanes = new int[band + 1];
        Arrays.setAll(lanes, block -> block * Lanes.COUNT);
        return new LinearPlan(rowWeight, rowOut, taps, taps, lanes, lanes);
    }

    /** The triangle times a vector, of sixteen images in the lanes: out[row] is the sum over columns of {@code weights[row][column] * in[column]}. */
    static LinearPlan times(int dimensions, int band) {
        int[] rowWeight = new int[rows(dimensions, band)];
        int[] rowOut = new int[rowWeight.length];
        Arrays.setAll(rowWeight, row -> (firstRow(band) + row) * dimensions);
        Arrays.setAll(rowOut, row -> (firstRow(band) + row) * Lanes.COUNT);
        int[] tapWeight = new int[columns(dimensions, band)];
        int[] tapIn = new int[tapWeight.length];
        Arrays.setAll(tapWeight, tap -> tap);
        Arrays.setAll(tapIn, tap -> tap * Lanes.COUNT);
        return new LinearPlan(rowWeight, rowOut, tapWeight, tapIn, new int[1], new int[1]);
    }
}
