package dev.kizu.experiment;

import dev.kizu.dataset.OneClassTask;

/** Trains on normal images, scores test images, and compares the scores. */
public final class Experiment {
    private Experiment() {}

    /** Runs the whole experiment. */
    public static ExperimentResult run(OneClassTask task, ExperimentOptions options, ExperimentListener listener) {
        throw new UnsupportedOperationException();
    }
}
