package dev.kizu.cli;

import dev.kizu.experiment.ExperimentOptions;
import java.util.function.Supplier;

/** The named sets of options that the others are changes to. */
enum Preset {
    ROBUST(ExperimentOptions::robust),
    ARTICLE(ExperimentOptions::article);

    private final Supplier<ExperimentOptions> options;

    Preset(Supplier<ExperimentOptions> options) {
        this.options = options;
    }

    ExperimentOptions options() {
        return options.get();
    }
}
