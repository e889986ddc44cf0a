package dev.kizu.experiment;

import dev.kizu.vae.TrainingListener;
import dev.kizu.vae.TrainingProgress;

/** Hears how an experiment goes. Called on working threads: return quickly. */
public interface ExperimentListener extends TrainingListener {
    /** A listener that does nothing. */
    ExperimentListener NONE = new ExperimentListener() {
        @Override
        public void onProgress(TrainingProgress progress) {}

        @Override
        public void onScored(int images, int total) {}
    };

    /** So many of the images were scored. */
    void onScored(int images, int total);
}
