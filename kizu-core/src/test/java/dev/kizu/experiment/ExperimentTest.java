package dev.kizu.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kizu.calibrate.CalibrationKind;
import dev.kizu.dataset.OneClassTask;
import dev.kizu.detect.Detector;
import dev.kizu.image.Image;
import dev.kizu.score.ScoreKind;
import dev.kizu.vae.TrainingProgress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExperimentTest {
    /** Bars, upright if normal and across if not, on a noisy ground. */
    private static List<Image> bars(int count, boolean upright, int side, long seed) {
        Random random = new Random(seed);
        List<Image> images = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] samples = new float[side * side];
            for (int k = 0; k < samples.length; k++) {
                int across = upright ? k % side : k / side;
                samples[k] = (Math.abs(across - side / 2) < 2 ? 0.7f : 0.1f) + 0.2f * random.nextFloat();
            }
            images.add(Image.of(1, side, side, samples));
        }
        return images;
    }

    private static OneClassTask task(int train) {
        return new OneClassTask(
                "bars", "upright", "across", bars(train, true, 16, 1), bars(12, true, 16, 2), bars(15, false, 16, 3));
    }

    private static ExperimentOptions options() {
        ExperimentOptions robust = ExperimentOptions.robust();
        return robust.withVae(robust.vae()
                .withPatches(1280)
                .withEpochs(3)
                .withBatchSize(64)
                .withBaseFilters(4)
                .withSeed(5)
                .withThreads(2));
    }

    private static ExperimentOptions calibration(CalibrationKind kind) {
        return options().withDetector(options().detector().withCalibration(kind));
    }

    @Test
    void barsAcrossAreFoundAfterSeeingUprightOnesOnly() {
        ExperimentResult result = Experiment.run(task(40), options(), ExperimentListener.NONE);

        assertThat(result.methods())
                .extracting(MethodResult::kind)
                .containsExactly(ScoreKind.ELBO, ScoreKind.UNREGULARIZED, ScoreKind.JOINT);
        assertThat(result.best().evaluation().auroc()).isGreaterThan(0.95);
        assertThat(result.heldOut()).isEqualTo(8);
        assertThat(result.scoring().images()).isEqualTo(27);
        assertThat(result.scoring().windows()).isEqualTo(27 * 25);
        assertThat(result.training().epochs()).isEqualTo(3);
        for (MethodResult method : result.methods()) {
            assertThat(method.normalScores()).hasSize(12);
            assertThat(method.anomalousScores()).hasSize(15);
        }
        assertThat(result.paired().difference())
                .isCloseTo(auroc(result, ScoreKind.UNREGULARIZED) - auroc(result, ScoreKind.ELBO), within(1e-12));
    }

    private static double auroc(ExperimentResult result, ScoreKind kind) {
        return result.method(kind).orElseThrow().evaluation().auroc();
    }

    @Test
    void oneAndThreeThreadsGiveTheSameScoresBitForBit() {
        ExperimentResult one =
                Experiment.run(task(30), options().withVae(options().vae().withThreads(1)), ExperimentListener.NONE);
        ExperimentResult three =
                Experiment.run(task(30), options().withVae(options().vae().withThreads(3)), ExperimentListener.NONE);

        for (MethodResult method : one.methods()) {
            MethodResult other = three.method(method.kind()).orElseThrow();
            assertThat(other.normalScores()).containsExactly(method.normalScores());
            assertThat(other.anomalousScores()).containsExactly(method.anomalousScores());
        }
        assertThat(three.training().epochLoss()).containsExactly(one.training().epochLoss());
    }

    @Test
    void scoresAreThoseOfTheDetectorInTheOrderOfTheImages() {
        OneClassTask task = task(30);
        ExperimentResult result = Experiment.run(task, options(), ExperimentListener.NONE);
        Detector detector = result.detector();

        for (MethodResult method : result.methods()) {
            for (int i = 0; i < 3; i++) {
                assertThat(detector.inspect(task.testNormal().get(i)).imageScores())
                        .containsEntry(method.kind(), method.normalScores()[i]);
                assertThat(detector.inspect(task.testAnomalous().get(i)).imageScores())
                        .containsEntry(method.kind(), method.anomalousScores()[i]);
            }
        }
    }

    /** A network that saw an image learns from its patches: another image in its place gives another network. */
    @Test
    void exactlyTheHeldOutImagesDoNotInfluenceTheNetwork() {
        int train = 10;
        OneClassTask task = task(train);
        float[] network = network(task);
        int without = 0;
        for (int i = 0; i < train; i++) {
            List<Image> changed = new ArrayList<>(task.train());
            changed.set(i, bars(1, false, 16, 77).get(0));
            boolean same = java.util.Arrays.equals(
                    network,
                    network(new OneClassTask(
                            "bars", "upright", "across", changed, task.testNormal(), task.testAnomalous())));
            without += same ? 1 : 0;
        }

        assertThat(without).as("training images that the network never saw").isEqualTo(2);
    }

    private static float[] network(OneClassTask task) {
        ExperimentOptions quick =
                options().withVae(options().vae().withPatches(128).withEpochs(1));
        ExperimentResult result = Experiment.run(task, quick, ExperimentListener.NONE);
        assertThat(result.heldOut()).isEqualTo(2);
        return result.detector().vae().values();
    }

    @Test
    void testImagesInfluenceNeitherNetworkNorCalibration() {
        OneClassTask task = task(20);
        OneClassTask other = new OneClassTask(
                "bars",
                "upright",
                "across",
                task.train(),
                List.of(task.testNormal().get(0)),
                List.of(task.testAnomalous().get(0), bars(1, true, 16, 9).get(0)));
        ExperimentResult all = Experiment.run(task, options(), ExperimentListener.NONE);
        ExperimentResult few = Experiment.run(other, options(), ExperimentListener.NONE);

        assertThat(few.detector().vae().values())
                .containsExactly(all.detector().vae().values());
        for (MethodResult method : few.methods()) {
            MethodResult same = all.method(method.kind()).orElseThrow();
            assertThat(method.normalScores()[0]).isEqualTo(same.normalScores()[0]);
            assertThat(method.anomalousScores()[0]).isEqualTo(same.anomalousScores()[0]);
        }
    }

    @Test
    void withoutCalibrationThereIsNoJointScoreAndNothingIsHeldOut() {
        ExperimentResult result = Experiment.run(task(2), calibration(CalibrationKind.NONE), ExperimentListener.NONE);

        assertThat(result.method(ScoreKind.JOINT)).isEmpty();
        assertThat(result.methods()).hasSize(2);
        assertThat(result.heldOut()).isZero();
    }

    @Test
    void progressNeverGoesBackAndReachesTheEnd() {
        List<TrainingProgress> training = new CopyOnWriteArrayList<>();
        List<Integer> scored = new CopyOnWriteArrayList<>();
        Experiment.run(task(30), options(), new ExperimentListener() {
            @Override
            public void onProgress(TrainingProgress progress) {
                assertThat(scored).isEmpty();
                training.add(progress);
            }

            @Override
            public void onScored(int images, int total) {
                assertThat(total).isEqualTo(27);
                scored.add(images);
            }
        });

        assertThat(training)
                .extracting(TrainingProgress::patchesDone)
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(training)
                .extracting(TrainingProgress::epoch)
                .isSorted()
                .startsWith(1)
                .endsWith(3);
        assertThat(training).extracting(TrainingProgress::seconds).isSorted();
        TrainingProgress last = training.get(training.size() - 1);
        assertThat(last.patchesDone()).isEqualTo(last.patchesTotal()).isEqualTo(3 * 1280);
        assertThat(scored).isSorted().endsWith(27);
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "7"})
    void tooFewImagesToHoldAnyOutAreRefusedBeforeTraining(int train) {
        assertThatThrownBy(() -> Experiment.run(task(train), options(), FAIL_ON_PROGRESS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(train + " training images cannot be split")
                .hasMessageContaining("Give more images, or use calibration none");
    }

    @Test
    void anEmptyPartIsRefusedWithTheNumbers() {
        OneClassTask task = new OneClassTask("bars", "a", "b", bars(9, true, 16, 1), bars(3, true, 16, 1), List.of());

        assertThatThrownBy(() -> Experiment.run(task, options(), FAIL_ON_PROGRESS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got 9, 3 and 0");
    }

    @ParameterizedTest
    @CsvSource({"POSITIONAL,20,16,16", "POSITIONAL,16,20,16", "POSITIONAL,16,16,20", "NONE,16,16,20"})
    void imagesOfSeveralSizesAreRefusedBeforeTraining(CalibrationKind kind, int train, int normal, int anomalous) {
        List<Image> mixed = new ArrayList<>(bars(19, true, 16, 1));
        mixed.add(bars(1, true, train, 1).get(0));
        OneClassTask task =
                new OneClassTask("bars", "a", "b", mixed, bars(3, true, normal, 2), bars(3, false, anomalous, 3));

        assertThatThrownBy(() -> Experiment.run(task, calibration(kind), FAIL_ON_PROGRESS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must have one size")
                .hasMessageContaining("1 x 16 x 16")
                .hasMessageContaining("1 x 20 x 20");
    }

    private static final ExperimentListener FAIL_ON_PROGRESS = new ExperimentListener() {
        @Override
        public void onProgress(TrainingProgress progress) {
            throw new AssertionError("training has begun");
        }

        @Override
        public void onScored(int images, int total) {
            throw new AssertionError("scoring has begun");
        }
    };
}
