package dev.kizu.features.train;

import dev.kizu.features.model.FeatureModel;
import dev.kizu.train.PictureFailure;
import java.nio.file.Path;
import java.util.List;

/**
 * What training gives.
 *
 * @param model the calibrated model
 * @param fitted the pictures that the head was fitted to
 * @param calibrated the pictures whose scores calibrated it: held out, or each scored by a head that was fitted without it
 * @param folds into how many groups they were dealt, each scored by a head that was fitted to the others; 1 if they were held out
 * @param failures pictures that were left out
 * @param vectors number of feature vectors that the head was fitted to
 * @param seconds wall-clock time
 */
public record FeatureTrainingResult(
        FeatureModel model,
        List<Path> fitted,
        List<Path> calibrated,
        int folds,
        List<PictureFailure> failures,
        long vectors,
        double seconds) {
    /** Copies the lists. */
    public FeatureTrainingResult {
        fitted = List.copyOf(fitted);
        calibrated = List.copyOf(calibrated);
        failures = List.copyOf(failures);
    }

    /** A copy with another model. */
    public FeatureTrainingResult withModel(FeatureModel other) {
        return new FeatureTrainingResult(other, fitted, calibrated, folds, failures, vectors, seconds);
    }
}
