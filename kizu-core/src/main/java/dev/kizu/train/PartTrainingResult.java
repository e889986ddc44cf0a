package dev.kizu.train;

import dev.kizu.detect.ScoreMap;
import dev.kizu.model.InspectionModel;
import dev.kizu.vae.TrainingSummary;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What training on a folder gives.
 *
 * @param model the calibrated model
 * @param plan what was decided
 * @param trained the pictures that networks were trained on
 * @param heldOut the pictures that calibration used, in the order of the model's held-out scores; with several folds they are trained on as
 *     well, each by the networks of other folds
 * @param failures pictures that were left out
 * @param networks how each network was trained, in the order of the model's scales
 * @param explainedByPosition the share of the variance that position explains, in [0, 1]
 * @param explainedByPlace the share of the cells that their place explains better than their kind, in [0, 1]
 * @param heldOutMaps what the model makes of the pictures that calibration used, in their order: maps of the kind of score that decides, each under a
 *     calibration by others among them
 * @param seconds wall-clock time of all of it
 */
public record PartTrainingResult(
        InspectionModel model,
        TrainingPlan plan,
        List<Path> trained,
        List<Path> heldOut,
        List<PictureFailure> failures,
        List<TrainingSummary> networks,
        double explainedByPosition,
        double explainedByPlace,
        List<ScoreMap> heldOutMaps,
        double seconds) {
    /** Number of pictures that could be read. */
    public int images() {
        Set<Path> all = new HashSet<>(trained);
        all.addAll(heldOut);
        return all.size();
    }

    /** A copy with another model. */
    public PartTrainingResult withModel(InspectionModel model) {
        return new PartTrainingResult(
                model,
                plan,
                trained,
                heldOut,
                failures,
                networks,
                explainedByPosition,
                explainedByPlace,
                heldOutMaps,
                seconds);
    }
}
