package dev.kizu.experiment;

import dev.kizu.calibrate.CalibrationKind;
import dev.kizu.dataset.OneClassTask;
import dev.kizu.detect.Detector;
import dev.kizu.evaluate.Evaluation;
import dev.kizu.evaluate.PairedTest;
import dev.kizu.image.Image;
import dev.kizu.image.ImageDigest;
import dev.kizu.model.Provenance;
import dev.kizu.patch.PatchSpec;
import dev.kizu.patch.WindowGrid;
import dev.kizu.random.CounterRandom;
import dev.kizu.score.ScoreKind;
import dev.kizu.vae.TrainedVae;
import dev.kizu.vae.TrainingSummary;
import dev.kizu.vae.VaeOptions;
import dev.kizu.vae.VaeTrainer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Trains on normal images, scores normal and anomalous test images, and compares the scores. The same task and options give the same
 * scores, bit for bit, whatever the number of threads.
 *
 * <p>Calibration sees only normal training images, which are held out of training; the test images are scored once, at the end.
 */
public final class Experiment {
    private Experiment() {}

    /**
     * Runs the whole experiment.
     *
     * @throws IllegalArgumentException if images and options do not fit
     * @throws dev.kizu.vae.TrainingDivergedException if the loss stops being a finite number
     */
    public static ExperimentResult run(OneClassTask task, ExperimentOptions options, ExperimentListener listener) {
        VaeOptions vae = options.vae();
        List<Image> testImages = new ArrayList<>(task.testNormal());
        testImages.addAll(task.testAnomalous());
        check(task, testImages, options);

        Split split = Split.of(task.train(), options);
        TrainedVae trained = VaeTrainer.train(split.train, vae, listener);
        Detector detector = Detector.fit(trained.vae(), options.detector(), split.heldOut, vae.threads())
                .withProvenance(provenance(task, options, split, trained.summary()));

        listener.onScored(0, testImages.size());
        long start = System.nanoTime();
        Map<ScoreKind, double[]> scores =
                detector.score(testImages, vae.threads(), done -> listener.onScored(done, testImages.size()));
        double seconds = (System.nanoTime() - start) * 1e-9;
        Image shape = testImages.get(0);
        PatchSpec patch = trained.vae().patch();
        long windows = (long) testImages.size()
                * WindowGrid.of(shape, patch, options.detector().stride()).size();

        List<MethodResult> methods = scores.entrySet().stream()
                .map(entry -> method(
                        entry.getKey(), entry.getValue(), task.testNormal().size()))
                .toList();
        return new ExperimentResult(
                options,
                task,
                split.heldOut.size(),
                trained.summary(),
                new ScoringSummary(seconds, testImages.size(), windows),
                methods,
                pairedTest(methods),
                detector);
    }

    private static Provenance provenance(
            OneClassTask task, ExperimentOptions options, Split split, TrainingSummary summary) {
        return Provenance.unknown()
                .withTraining(new Provenance.Training(
                        options.preset(),
                        options.vae(),
                        split.heldOut.isEmpty() ? 0 : options.heldOutShare(),
                        task.normal(),
                        task.train().size(),
                        ImageDigest.sha256(task.train()),
                        split.heldOut.size(),
                        summary.finalLoss()))
                .withCircumstances(Provenance.Circumstances.now(task.data(), summary.kernel()));
    }

    /** Finds what cannot work before minutes of training are spent on it. */
    private static void check(OneClassTask task, List<Image> testImages, ExperimentOptions options) {
        if (task.train().isEmpty()
                || task.testNormal().isEmpty()
                || task.testAnomalous().isEmpty()) {
            throw new IllegalArgumentException(
                    "an experiment needs normal training images, normal test images and anomalous test images, got %d, %d and %d"
                            .formatted(
                                    task.train().size(),
                                    task.testNormal().size(),
                                    task.testAnomalous().size()));
        }
        PatchSpec patch = new PatchSpec(
                options.vae().patchHeight(),
                options.vae().patchWidth(),
                task.train().get(0).channels());
        Image first = task.train().get(0);
        for (List<Image> images : List.of(task.train(), testImages)) {
            for (Image image : images) {
                WindowGrid.of(image, patch, options.detector().stride());
                if (image.height() != first.height() || image.width() != first.width()) {
                    throw new IllegalArgumentException(
                            "the images of an experiment must have one size, got %s and %s. Cut or scale them to one size"
                                    .formatted(first, image));
                }
            }
        }
    }

    private static MethodResult method(ScoreKind kind, double[] scores, int normal) {
        double[] normalScores = Arrays.copyOf(scores, normal);
        double[] anomalousScores = Arrays.copyOfRange(scores, normal, scores.length);
        return new MethodResult(kind, normalScores, anomalousScores, Evaluation.of(normalScores, anomalousScores));
    }

    private static PairedTest pairedTest(List<MethodResult> methods) {
        MethodResult elbo = find(methods, ScoreKind.ELBO);
        MethodResult unregularized = find(methods, ScoreKind.UNREGULARIZED);
        return PairedTest.deLong(
                unregularized.normalScores(),
                unregularized.anomalousScores(),
                elbo.normalScores(),
                elbo.anomalousScores());
    }

    private static MethodResult find(List<MethodResult> methods, ScoreKind kind) {
        return methods.stream()
                .filter(method -> method.kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    /** Training images to train on, and those that calibration keeps for itself. */
    private record Split(List<Image> train, List<Image> heldOut) {
        static Split of(List<Image> images, ExperimentOptions options) {
            if (options.detector().calibration() == CalibrationKind.NONE) {
                return new Split(images, List.of());
            }
            int heldOut = (int) Math.round(images.size() * options.heldOutShare());
            if (heldOut < 2 || images.size() - heldOut < 1) {
                throw new IllegalArgumentException(
                        "%d training images cannot be split into a part to train on and at least 2 held-out images for calibration. Give more images, or use calibration none"
                                .formatted(images.size()));
            }
            int[] order = new CounterRandom(options.vae().seed(), "held-out").permutation(images.size(), 0);
            List<Image> train = new ArrayList<>();
            List<Image> held = new ArrayList<>();
            for (int i = 0; i < order.length; i++) {
                (i < heldOut ? held : train).add(images.get(order[i]));
            }
            return new Split(train, held);
        }
    }
}
