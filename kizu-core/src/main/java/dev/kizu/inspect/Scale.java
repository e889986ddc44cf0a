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
                mean(terms.kl(), terms.columns()),
                mean(terms.logNormalizer(), terms.columns()),
                mean(terms.mahalanobis(), terms.columns()));
    }

    private float[] mean(float[] values, int columns) {
        if (!Boolean.getBoolean("geo")) return MapAxis.apply(down, across, values, columns);
        float[] logs = new float[values.length];
        for (int i = 0; i < logs.length; i++) {
            logs[i] = (float) Math.copySign(StrictMath.log1p(Math.abs(values[i])), values[i]);
        }
        float[] means = MapAxis.apply(down, across, logs, columns);
        for (int i = 0; i < means.length; i++) {
            means[i] = (float) Math.copySign(StrictMath.expm1(Math.abs(means[i])), means[i]);
        }
        return means;
    }
}
