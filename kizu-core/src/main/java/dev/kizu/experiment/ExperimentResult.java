package dev.kizu.experiment;

import dev.kizu.dataset.OneClassTask;
import dev.kizu.detect.Detector;
import dev.kizu.evaluate.PairedTest;
import dev.kizu.score.ScoreKind;
import dev.kizu.vae.TrainingSummary;
import java.util.List;
import java.util.Optional;

/**
 * What an experiment found.
 *
 * @param options the options that it ran with
 * @param task the images
 * @param heldOut how many training images calibration kept for itself; 0 without a calibration
 * @param training how training went
 * @param scoring how fast scoring was
 * @param methods each kind of score over the test set: ELBO, unregularized and, with a calibration, joint
 * @param paired unregularized against ELBO: is the difference real?
 * @param detector the detector, to look closer at single images
 */
public record ExperimentResult(
        ExperimentOptions options,
        OneClassTask task,
        int heldOut,
        TrainingSummary training,
        ScoringSummary scoring,
        List<MethodResult> methods,
        PairedTest paired,
        Detector detector) {
    /** One kind of score, if the experiment has it. */
    public Optional<MethodResult> method(ScoreKind kind) {
        return methods.stream().filter(method -> method.kind() == kind).findFirst();
    }

    /** The kind of score with the largest AUROC. */
    public MethodResult best() {
        return methods.stream()
                .max((a, b) ->
                        Double.compare(a.evaluation().auroc(), b.evaluation().auroc()))
                .orElseThrow();
    }
}
