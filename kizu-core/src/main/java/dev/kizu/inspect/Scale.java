package dev.kizu.inspect;

import dev.kizu.image.Image;
import dev.kizu.image.Preparation;
import dev.kizu.image.Region;
import dev.kizu.image.Resampling;
import dev.kizu.model.ScaleModel;
import dev.kizu.patch.PatchSpec;
import dev.kizu.vae.WindowScanner;
import dev.kizu.vae.WindowTerms;
import java.util.List;

/** One scale at work: from a prepared image to the terms of every cell. Thread-safe. */
final class Scale {
    private final int factor;
    private final WindowScanner scanner;
    private final Region scanned;
    private final MapAxis down;
    private final MapAxis across;

    Scale(Preparation preparation, ScaleModel model, int cell) {
        this.factor = model.factor();
        int stride = model.stride();
        PatchSpec patch = model.vae().patch();
        this.scanner = model.vae().scanner(stride);
        int height = preparation.height() / factor;
        int width = preparation.width() / factor;
        int top = ScaleModel.offset(patch.height(), stride, height);
        int left = ScaleModel.offset(patch.width(), stride, width);
        this.scanned = new Region(left, top, width - left, height - top);
        int rows = (height - top - patch.height()) / stride + 1;
        int columns = (width - left - patch.width()) / stride + 1;
        this.down = MapAxis.interpolating(preparation.height(), cell, rows, patch.height(), stride, factor, top);
        this.across = MapAxis.interpolating(preparation.width(), cell, columns, patch.width(), stride, factor, left);
    }

    /** The terms of each cell: those of the window in its middle, or the mean of the windows around it. */
    WindowTerms terms(Image prepared) {
        Image shrunk = Resampling.resize(prepared, prepared.height() / factor, prepared.width() / factor);
        WindowTerms terms =
                scanner.scan(List.of(shrunk.crop(scanned)), 1, done -> {}).get(0);
        return new WindowTerms(
                down.size(),
                across.size(),
                MapAxis.apply(down, across, terms.kl(), terms.columns()),
                MapAxis.apply(down, across, terms.logNormalizer(), terms.columns()),
                MapAxis.apply(down, across, terms.mahalanobis(), terms.columns()));
    }
}
