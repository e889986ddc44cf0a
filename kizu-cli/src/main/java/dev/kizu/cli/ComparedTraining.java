package dev.kizu.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A method that {@code kizu compare} can train.
 *
 * @param method which
 * @param trainer trains it
 */
record ComparedTraining(TrainMethod method, Trainer trainer) {
    /** Trains a model with a seed. */
    @FunctionalInterface
    interface Trainer {
        /**
         * Trains.
         *
         * @throws IllegalArgumentException if pictures and options do not fit
         * @throws IOException if a file cannot be used
         */
        Unsaved train(List<Path> training, long seed, TrainProgress progress) throws IOException;
    }

    /** A trained model that wants to be saved. */
    @FunctionalInterface
    interface Unsaved {
        /** Saves it. */
        void save(ModelSaver saver) throws IOException;
    }
}
