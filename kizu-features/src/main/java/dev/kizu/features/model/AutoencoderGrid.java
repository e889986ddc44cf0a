package dev.kizu.features.model;

import dev.kizu.detect.ScoreMap;
import dev.kizu.model.InspectionModel;
import dev.kizu.patch.MapAxis;

/**
 * From the map of autoencoders, whose cells have another size, to the grid of the features: a cell is the mean of what lies in it.
 *
 * @param rows rows of the autoencoders' map
 * @param columns its columns
 * @param down the step along the columns, from row to row
 * @param across the step along the rows
 */
record AutoencoderGrid(int rows, int columns, MapAxis down, MapAxis across) {
    /** Of autoencoders of the same images. */
    static AutoencoderGrid of(InspectionModel model, FeatureLayout layout) {
        return of(
                model.preparation().height() / model.cell(), model.preparation().width() / model.cell(), layout);
    }

    static AutoencoderGrid of(int rows, int columns, FeatureLayout layout) {
        return new AutoencoderGrid(
                rows, columns, MapAxis.averaging(rows, layout.rows()), MapAxis.averaging(columns, layout.columns()));
    }

    /** The map on the grid of the features, row by row. */
    float[] cells(ScoreMap map) {
        return MapAxis.apply(down, across, map.values(), columns);
    }
}
