package dev.kizu.vae;

/** Hears how training goes. Called on a training thread, many times a second: return quickly. */
@FunctionalInterface
public interface TrainingListener {
    /** A listener that does nothing. */
    TrainingListener NONE = progress -> {};

    /** Some steps were done. */
    void onProgress(TrainingProgress progress);
}
