package dev.kizu.model;

import dev.kizu.calibrate.Reference;
import dev.kizu.image.Preparation;
import dev.kizu.patch.MapAxis;
import dev.kizu.patch.PatchSpec;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Where the cells of an inspection's anomaly map lie: how the windows of each scale become cells, which cells count, and how a map is
 * smoothed. Whatever runs a model, Kizu or the graph in its file, goes by this. Arrays are shared, not copied: treat them as read-only.
 *
 * @param scales for each scale its steps from windows to cells
 * @param insideCells the cells whose centre counts, row by row; at least one
 * @param smoothingDown the step that smooths along the columns, from row to row
 * @param smoothingAcross the step that smooths along the rows
 * @param surroundings what is taken off the smoothed map; null for nothing
 */
public record MapLayout(
        List<ScaleAxes> scales,
        int[] insideCells,
        MapAxis smoothingDown,
        MapAxis smoothingAcross,
        @Nullable Surroundings surroundings) {
    /** Flaws are larger than a cell, and noise is not; in cells. */
    private static final double SMOOTHING = 1;

    /**
     * The steps from the windows of one scale to cells.
     *
     * @param rows rows of windows
     * @param columns columns of windows
     * @param down from rows of windows to rows of cells
     * @param across from columns of windows to columns of cells
     */
    public record ScaleAxes(int rows, int columns, MapAxis down, MapAxis across) {}

    /**
     * The layout of a model's map.
     *
     * @throws IllegalArgumentException if the mask leaves no cell
     */
    public static MapLayout of(InspectionModel model) {
        Preparation preparation = model.preparation();
        int cell = model.cell();
        int[] inside = insideCells(preparation, cell);
        int rows = preparation.height() / cell;
        int columns = preparation.width() / cell;
        return new MapLayout(
                model.scales().stream()
                        .map(scale -> axes(preparation, scale, cell))
                        .toList(),
                inside,
                MapAxis.smoothing(rows, SMOOTHING),
                MapAxis.smoothing(columns, SMOOTHING),
                model.reference() == Reference.IMAGE && Math.min(rows, columns) >= Surroundings.LEAST
                        ? Surroundings.of(rows, columns, inside)
                        : null);
    }

    private static ScaleAxes axes(Preparation preparation, ScaleModel scale, int cell) {
        PatchSpec patch = scale.vae().patch();
        int rows = scale.windows(preparation.height(), patch.height());
        int columns = scale.windows(preparation.width(), patch.width());
        int stride = scale.stride();
        int factor = scale.factor();
        return new ScaleAxes(
                rows,
                columns,
                MapAxis.interpolating(preparation.height(), cell, rows, patch.height(), stride, factor),
                MapAxis.interpolating(preparation.width(), cell, columns, patch.width(), stride, factor));
    }

    static int[] insideCells(Preparation preparation, int cell) {
        boolean[] pixels = preparation.inside();
        int columns = preparation.width() / cell;
        int[] cells = IntStream.range(0, preparation.height() / cell * columns)
                .filter(c ->
                        pixels[(c / columns * cell + cell / 2) * preparation.width() + c % columns * cell + cell / 2])
                .toArray();
        if (cells.length == 0) {
            throw new IllegalArgumentException(
                    "the mask leaves no part of the image that is large enough to be looked at; draw larger white areas");
        }
        return cells;
    }
}
