package dev.kizu.cli;

import dev.kizu.experiment.ExperimentOptions;
import java.util.ListResourceBundle;
import java.util.Locale;
import java.util.function.Function;

/** The values that options have when they are not given, for the help: read from the presets, so that they stay true. */
final class PresetDefaults extends ListResourceBundle {
    @Override
    protected Object[][] getContents() {
        return new Object[][] {
            row("seed", options -> options.vae().seed()),
            row("patches", options -> options.vae().patches()),
            row("epochs", options -> options.vae().epochs()),
            row("batch", options -> options.vae().batchSize()),
            row(
                    "patch",
                    options -> options.vae().patchHeight() + "x" + options.vae().patchWidth()),
            row("latent", options -> options.vae().latent()),
            row("filters", options -> options.vae().baseFilters()),
            row("stride", options -> options.detector().stride()),
            row("aggregate", options -> options.detector().aggregation()),
            row(
                    "calibration",
                    options -> options.detector().calibration().name().toLowerCase(Locale.ROOT)),
            row("score", options -> options.detector().score().id()),
            row("false-alarms", options -> options.detector().falseAlarmRate()),
            {
                "preset.patch-unit",
                String.valueOf(1 << ExperimentOptions.robust().vae().depth())
            },
        };
    }

    private static Object[] row(String key, Function<ExperimentOptions, Object> value) {
        String robust = value.apply(ExperimentOptions.robust()).toString();
        String article = value.apply(ExperimentOptions.article()).toString();
        String text =
                robust.equals(article) ? robust : "from the preset; robust: %s, article: %s".formatted(robust, article);
        return new Object[] {"preset." + key, "default: " + text};
    }
}
