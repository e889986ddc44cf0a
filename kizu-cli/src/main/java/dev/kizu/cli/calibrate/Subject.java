package dev.kizu.cli.calibrate;

import dev.kizu.inspect.CalibrationOptions;
import dev.kizu.inspect.PartInspector;
import dev.kizu.model.PartModel;
import dev.kizu.score.ScoreKind;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A model that is calibrated anew: what depends on the method by which it looks at parts. */
public sealed interface Subject permits AutoencoderSubject, FeatureSubject {
    /** The model as it was. */
    PartModel model();

    /** What it was trained with; null where nobody said. */
    @Nullable
    TrainedWith trainedWith();

    /**
     * Checks what is asked for.
     *
     * @param pictures whether there are pictures of good parts to calibrate by
     * @throws IllegalArgumentException if it cannot be had
     */
    void check(CalibrationOptions options, boolean pictures);

    /**
     * Calibrates by pictures of good parts.
     *
     * @throws IllegalArgumentException if there are too few
     */
    Calibrated calibrate(Normals normals, CalibrationOptions options, Recalibration.Listener listener);

    /** The same model, where this kind of score decides, and the thresholds are those of its held-out scores. */
    PartModel decideBy(PartModel calibrated, ScoreKind kind, double falseAlarmRate);

    /** Scores pictures by a model that came of this one; not to be closed. */
    PartInspector inspector(PartModel calibrated);

    /**
     * A calibrated model.
     *
     * @param explainedByPosition the share of the variance that position explains, in [0, 1]; null where that is not asked
     * @param explainedByPlace the share of the cells that their place explains better than their kind, in [0, 1]; null likewise
     * @param normals the pictures of good parts that it was calibrated by, in the order of its held-out scores
     * @param kept whether the scores are those that the model had
     */
    record Calibrated(
            PartModel model,
            @Nullable Double explainedByPosition,
            @Nullable Double explainedByPlace,
            List<Path> normals,
            boolean kept) {}
}
