package dev.kizu.inspect;

import dev.kizu.image.Image;
import dev.kizu.image.Resampling;
import dev.kizu.model.MapLayout;
import dev.kizu.model.ScaleModel;
import dev.kizu.patch.MapAxis;
import dev.kizu.vae.WindowScanner;
import dev.kizu.vae.WindowTerms;
import java.util.List;

/** One scale at work: from a prepared image to the terms of every cell. Thread-safe. */
final class Scale {
    private final int factor;
    private final WindowScanner scanner;
    private final MapAxis down;
    private final MapAxis across;

    Scale(ScaleModel model, MapLayout.ScaleAxes axes) {
        this.factor = model.factor();
        this.scanner = model.vae().scanner(model.stride());
        this.down = axes.down();
        this.across = axes.across();
    }

    /** The terms of windows around each cell, averaged. */
    WindowTerms terms(Image prepared) {
        Image shrunk = Resampling.resize(prepared, prepared.height() / factor, prepared.width() / factor);
        WindowTerms terms = scanner.scan(List.of(shrunk), 1, done -> {}).get(0);
        return new WindowTerms(
                down.size(),
                across.size(),
                MapAxis.apply(down, across, terms.kl(), terms.columns()),
                MapAxis.apply(down, across, terms.logNormalizer(), terms.columns()),
                MapAxis.apply(down, across, terms.mahalanobis(), terms.columns()));
    }
}
