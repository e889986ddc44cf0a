package dev.kizu.train;

import dev.kizu.dataset.FileDigest;
import dev.kizu.inspect.Calibrator;
import dev.kizu.model.Provenance;
import dev.kizu.vae.TrainingSummary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Trains a model on a folder of pictures of good parts: one network for each scale, on random patches, and a calibration by pictures that
 * were held out. Where pictures are few, they are dealt into folds, and each fold is held out from networks of its own, so that every
 * picture is learnt from and calibrated by, though never by the same network (cross-fitting: V. Chernozhukov, D. Chetverikov, M. Demirer, E.
 * Duflo, C. Hansen, W. Newey, J. Robins, "Double/debiased machine learning", The Econometrics Journal 21, 2018). The same pictures and
 * request give the same model, bit for bit, whatever the number of threads.
 */
public final class PartTrainer {
    private final TrainingRequest request;
    private final PartTrainingListener listener;
    private final TrainingPlan plan;
    private final List<PictureFailure> failures;
    private final Set<Path> failed = new HashSet<>();
    /** What the model remembers, so that a later calibration finds those held out again, also if some turn out to be damaged. */
    private final List<Path> drawnFrom;

    private final long start = System.nanoTime();

    private PartTrainer(Survey survey, TrainingRequest request, PartTrainingListener listener) {
        this.request = request;
        this.listener = listener;
        this.failures = new ArrayList<>(survey.failures());
        failures.forEach(listener::onFailure);
        this.plan = TrainingPlan.of(request, survey);
        this.drawnFrom = survey.files();
    }

    /**
     * Trains a model.
     *
     * @param files pictures of good parts
     * @throws IllegalArgumentException if pictures and request do not fit; the message says what to do
     * @throws IOException if the files cannot be read for their digest
     */
    public static PartTrainingResult train(List<Path> files, TrainingRequest request, PartTrainingListener listener)
            throws IOException {
        return train(Survey.of(files, request.region(), request.mask()), request, listener);
    }

    /**
     * Trains a model on pictures whose headers were read before.
     *
     * @param survey of pictures of good parts, for the request's region and mask; its failures are told again
     * @throws IllegalArgumentException if pictures and request do not fit; the message says what to do
     * @throws IOException if the files cannot be read for their digest
     */
    public static PartTrainingResult train(Survey survey, TrainingRequest request, PartTrainingListener listener)
            throws IOException {
        PartTrainer trainer = new PartTrainer(survey, request, listener);
        listener.onPlan(trainer.plan);
        return trainer.train();
    }

    private PartTrainingResult train() throws IOException {
        long seed = plan.vae().seed();
        List<HeldOutSplit> splits = HeldOutSplit.folds(drawnFrom, seed, plan.heldOut(), plan.folds());
        List<Calibrator.Fold> folds = new ArrayList<>();
        List<TrainingSummary> networks = new ArrayList<>();
        List<Path> heldOut = new ArrayList<>();
        Set<Path> trained = new HashSet<>();
        for (int fold = 0; fold < splits.size(); fold++) {
            HeldOutSplit split = splits.get(fold);
            // Others of a fold may have turned out to be damaged when its pictures were learnt from.
            List<Path> left = whole(split.heldOut());
            if (left.size() < Calibrator.Fold.LEAST) {
                throw new IllegalArgumentException(
                        "of the %d pictures of fold %d only %d can be read, and calibration takes %d of each fold. Replace the damaged ones, or train without folds (--folds 1)"
                                .formatted(split.heldOut().size(), fold + 1, left.size(), Calibrator.Fold.LEAST));
            }
            FoldTrainer.Result result =
                    new FoldTrainer(plan, request, listener, fold, whole(split.trained()), left, this::fail).train();
            folds.add(result.fold());
            networks.addAll(result.networks());
            heldOut.addAll(result.heldOut());
            trained.addAll(split.trained());
        }
        trained.removeAll(failed);
        listener.onProgress(TrainingStage.CALIBRATING, 0, 1);
        Calibrator.Result calibrated = Calibrator.calibrate(folds, request.calibration());
        listener.onProgress(TrainingStage.CALIBRATING, 1, 1);
        return new PartTrainingResult(
                calibrated.model().withProvenance(provenance(networks.get(0))),
                plan,
                drawnFrom.stream().filter(trained::contains).toList(),
                heldOut,
                failures,
                networks,
                calibrated.explainedByPosition(),
                calibrated.explainedByPlace(),
                calibrated.heldOutMaps(),
                (System.nanoTime() - start) * 1e-9);
    }

    /** Those of which no earlier fold has found that they are damaged. */
    private List<Path> whole(List<Path> files) {
        return files.stream().filter(file -> !failed.contains(file)).toList();
    }

    private void fail(PictureFailure failure) {
        if (failed.add(failure.file())) {
            failures.add(failure);
            listener.onFailure(failure);
        }
    }

    private Provenance provenance(TrainingSummary first) throws IOException {
        List<Path> all = new ArrayList<>(drawnFrom);
        all.sort(null);
        return Provenance.unknown()
                .withTraining(new Provenance.Training(
                        "",
                        plan.vae(),
                        plan.folds() > 1 ? 1.0 / plan.folds() : (double) plan.heldOut() / all.size(),
                        "good",
                        all.size(),
                        FileDigest.sha256(all),
                        plan.heldOut(),
                        plan.folds(),
                        first.finalLoss()))
                .withCircumstances(Provenance.Circumstances.now("", first.kernel()));
    }
}
