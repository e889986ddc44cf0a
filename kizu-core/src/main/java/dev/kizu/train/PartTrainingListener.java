package dev.kizu.train;

import dev.kizu.vae.TrainingProgress;

/** Hears how training on a folder goes. Called from several threads, one at a time within a stage; return quickly. */
public interface PartTrainingListener {
    /** Hears nothing. */
    PartTrainingListener NONE = new PartTrainingListener() {};

    /** What will be done, before anything is. */
    default void onPlan(TrainingPlan plan) {}

    /** A picture was left out. */
    default void onFailure(PictureFailure failure) {}

    /** Something countable goes on. */
    default void onProgress(TrainingStage stage, int done, int total) {}

    /**
     * A network is being trained.
     *
     * @param network its number, from 1: those of one fold, a network for each scale, come one after the other
     * @param networks number of networks
     */
    default void onTraining(int network, int networks, TrainingProgress progress) {}

    /** Training of a network ended before its last epoch. */
    default void onEarlyStop(int network, int epochs, double heldOutLoss) {}
}
