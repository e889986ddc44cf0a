package dev.kizu.features.model;

import dev.kizu.image.Preparation;
import dev.kizu.patch.MapAxis;
import java.util.stream.IntStream;

/**
 * Where the cells of an anomaly map lie, and how it is smoothed. Whatever runs a model, Kizu or the graph in its file, goes by this. Arrays are
 * shared, not copied: treat them as read-only.
 *
 * @param rows rows of cells
 * @param columns columns of cells
 * @param cell side of a cell, in pixels of the working size
 * @param inside the cells whose centre counts, row by row; at least one
 * @param down the step that smooths along the columns, from row to row
 * @param across the step that smooths along the rows
 */
record FeatureLayout(int rows, int columns, int cell, int[] inside, MapAxis down, MapAxis across) {
    /** Of a working size and the grid of its finest layer. */
    static FeatureLayout of(Preparation preparation, int cell, double smoothing) {
        int rows = preparation.height() / cell;
        int columns = preparation.width() / cell;
        boolean[] pixels = preparation.inside();
        int[] inside = IntStream.range(0, rows * columns)
                .filter(c ->
                        pixels[(c / columns * cell + cell / 2) * preparation.width() + c % columns * cell + cell / 2])
                .toArray();
        if (inside.length == 0) {
            throw new IllegalArgumentException(
                    "the mask leaves no part of the image that is large enough to be looked at; draw larger white areas");
        }
        return new FeatureLayout(
                rows, columns, cell, inside, MapAxis.smoothing(rows, smoothing), MapAxis.smoothing(columns, smoothing));
    }

    /** Smooths a map. */
    float[] smooth(float[] distances) {
        return MapAxis.apply(down, across, distances, columns);
    }

    /** The largest value of the cells that count. */
    float peak(float[] map) {
        float peak = Float.NEGATIVE_INFINITY;
        for (int cell : inside) {
            peak = Math.max(peak, map[cell]);
        }
        return peak;
    }
}
