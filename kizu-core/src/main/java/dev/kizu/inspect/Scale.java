package dev.kizu.inspect;

import dev.kizu.calibrate.ScaleCalibration;
import dev.kizu.image.Image;
import dev.kizu.image.Preparation;
import dev.kizu.image.Resampling;
import dev.kizu.model.ScaleModel;
import dev.kizu.patch.PatchSpec;
import dev.kizu.score.ScoreKind;
import dev.kizu.vae.WindowScanner;
import dev.kizu.vae.WindowTerms;
import java.util.List;

/** One scale at work: from a prepared image to the cells of its map. Thread-safe. */
final class Scale {
    private final int factor;
    private final WindowScanner scanner;
    private final MapAxis down;
    private final MapAxis across;
    private final int rows;
    private final int columns;
    private final int stride;
    private final PatchSpec patch;

    Scale(Preparation preparation, ScaleModel model, int cell) {
        this.factor = model.factor();
        this.stride = model.stride();
        this.patch = model.vae().patch();
        this.scanner = model.vae().scanner(stride);
        this.rows = (preparation.height() / factor - patch.height()) / stride + 1;
        this.columns = (preparation.width() / factor - patch.width()) / stride + 1;
        this.down = MapAxis.of(preparation.height(), cell, rows, patch.height(), stride, factor);
        this.across = MapAxis.of(preparation.width(), cell, columns, patch.width(), stride, factor);
    }

    WindowTerms terms(Image prepared) {
        Image shrunk = Resampling.resize(prepared, prepared.height() / factor, prepared.width() / factor);
        return scanner.scan(List.of(shrunk), 1, done -> {}).get(0);
    }

    /** Which windows have their centre on a pixel that counts. */
    boolean[] inside(boolean[] pixels, int width) {
        boolean[] inside = new boolean[rows * columns];
        for (int row = 0; row < rows; row++) {
            int y = (row * stride + patch.height() / 2) * factor;
            for (int column = 0; column < columns; column++) {
                inside[row * columns + column] = pixels[y * width + (column * stride + patch.width() / 2) * factor];
            }
        }
        return inside;
    }

    /** Adds the map of a kind of score, one value for each cell. */
    void addMap(ScoreKind kind, WindowTerms terms, ScaleCalibration calibration, float share, float[] map) {
        float[] scores = calibration.score(kind, terms);
        float[] cells = across.alongColumns(down.alongRows(scores, columns), down.cells());
        for (int i = 0; i < map.length; i++) {
            map[i] += share * cells[i];
        }
    }
}
