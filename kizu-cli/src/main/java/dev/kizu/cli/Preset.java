package dev.kizu.cli;

import dev.kizu.experiment.ExperimentOptions;

/** The named sets of options that the others are changes to. */
enum Preset {
    ROBUST,
    ARTICLE;

    ExperimentOptions options() {
        return switch (this) {
            case ROBUST -> ExperimentOptions.robust();
            case ARTICLE -> ExperimentOptions.article();
        };
    }
}
