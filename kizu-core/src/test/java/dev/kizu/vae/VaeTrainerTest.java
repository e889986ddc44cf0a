package dev.kizu.vae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kizu.image.Image;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VaeTrainerTest {
    private static final List<Image> STRIPES = stripes();

    private static List<Image> stripes() {
        List<Image> images = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            float[] samples = new float[16 * 16];
            for (int k = 0; k < samples.length; k++) {
                samples[k] = (k % 16 + i) % 8 < 4 ? 0.8f : 0.2f;
            }
            images.add(Image.of(1, 16, 16, samples));
        }
        return images;
    }

    private static VaeOptions small(VaeOptions preset) {
        return preset.withPatches(320)
                .withEpochs(2)
                .withBatchSize(64)
                .withBaseFilters(4)
                .withSeed(1)
                .withThreads(2);
    }

    private static void assertFinite(TrainedVae trained) {
        assertThat(Double.isFinite(trained.summary().finalLoss())).isTrue();
        for (float value : trained.vae().values()) {
            assertThat(value).isFinite();
        }
    }

    @Test
    void theLossFallsOnSimpleImages() {
        VaeOptions options = small(VaeOptions.robust()).withPatches(2560).withEpochs(6);
        double[] loss = VaeTrainer.train(STRIPES, options, TrainingListener.NONE)
                .summary()
                .epochLoss();

        assertThat(loss).hasSize(6);
        assertThat(loss[5]).isLessThan(loss[2]).isLessThan(loss[0] - 5);
        assertThat(loss[2]).isLessThan(loss[0]);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void anAbsurdLearningRateStopsTrainingWithAdvice(int threads) {
        VaeOptions options = small(VaeOptions.article()).withLearningRate(1e30f).withThreads(threads);

        assertThatThrownBy(() -> VaeTrainer.train(STRIPES, options, TrainingListener.NONE))
                .isInstanceOf(TrainingDivergedException.class)
                .hasMessageMatching("training diverged in epoch 1 of 2: the loss is (NaN|-?Infinity)\\. "
                        + "Use the preset robust, .*; in a program, also a lower learning rate \\(now 1\\.0E30\\)");
    }

    /** A batch of 64 leaves out a rest below a quarter of it. */
    @ParameterizedTest
    @CsvSource({"320,64,320", "335,64,320", "336,64,336", "383,64,383", "65,64,64", "9,8,8", "10,8,10"})
    void theLastBatchIsUsedUnlessItIsTooSmallForItsStatistics(int patches, int batch, int used) {
        List<Long> done = new ArrayList<>();
        List<Long> total = new ArrayList<>();
        TrainedVae trained = VaeTrainer.train(
                STRIPES, small(VaeOptions.robust()).withPatches(patches).withBatchSize(batch), progress -> {
                    done.add(progress.patchesDone());
                    total.add(progress.patchesTotal());
                });

        assertThat(trained.summary().patches()).isEqualTo(used);
        assertThat(total).containsOnly(2L * used);
        assertThat(done).isSorted().endsWith(2L * used);
        assertFinite(trained);
    }

    @Test
    void aBatchLargerThanThePatchesIsOneStepWithAllOfThem() {
        VaeOptions all = small(VaeOptions.robust()).withPatches(50).withBatchSize(50);
        TrainedVae exact = VaeTrainer.train(STRIPES, all, TrainingListener.NONE);
        TrainedVae larger = VaeTrainer.train(STRIPES, all.withBatchSize(4096), TrainingListener.NONE);

        assertThat(larger.summary().patches()).isEqualTo(50);
        assertThat(larger.vae().values()).containsExactly(exact.vae().values());
    }

    @Test
    void aBatchFarLargerThanThePatchesTakesNoMoreMemoryThanThey() {
        VaeOptions options = small(VaeOptions.robust()).withPatches(50).withBatchSize(Integer.MAX_VALUE);

        assertThat(VaeTrainer.train(STRIPES, options, TrainingListener.NONE)
                        .summary()
                        .patches())
                .isEqualTo(50);
    }

    @Test
    void whatFitsIntoNoArrayIsRefusedWithAdvice() {
        VaeOptions options = small(VaeOptions.robust());
        List<VaeOptions> tooLarge = List.of(
                options.withBaseFilters(30_000),
                options.withBaseFilters(1_500_000_000),
                options.withLatent(100_000_000),
                options.withLatent(2_000_000_000),
                options.withPatches(1_000_000_000).withBatchSize(1_000_000_000));
        for (VaeOptions large : tooLarge) {
            assertThatThrownBy(() -> VaeTrainer.train(STRIPES, large, TrainingListener.NONE))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("into one array")
                    .hasMessageContaining("Use ");
        }
    }

    @Test
    void theArticlesOptionsTrainToo() {
        TrainedVae trained = VaeTrainer.train(STRIPES, small(VaeOptions.article()), TrainingListener.NONE);

        assertThat(trained.summary().epochs()).isEqualTo(2);
        assertFinite(trained);
    }

    @Test
    void theSummaryTellsWhatTheListenerHeardLast() {
        List<TrainingProgress> heard = new ArrayList<>();
        TrainingSummary summary = VaeTrainer.train(STRIPES, small(VaeOptions.robust()), heard::add)
                .summary();

        assertThat(heard.get(heard.size() - 1).loss()).isEqualTo(summary.finalLoss());
        assertThat(heard).extracting(TrainingProgress::epochs).containsOnly(2);
        assertThat(summary.kernel()).isNotBlank();
        assertThat(summary.patchesPerSecond()).isPositive();
    }

    @Test
    void trainingLeavesNoThreadBehindWhenAListenerFails() {
        assertThatThrownBy(() ->
                        VaeTrainer.train(STRIPES, small(VaeOptions.robust()).withThreads(3), progress -> {
                            throw new IllegalStateException("enough");
                        }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("enough");
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.matches("kizu-\\d+"));
    }

    @Test
    void whatDoesNotFitIsRefusedBeforeTraining() {
        VaeOptions options = small(VaeOptions.robust());
        assertThatThrownBy(() -> VaeTrainer.train(List.of(), options, TrainingListener.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no images to train on");
        assertThatThrownBy(() -> VaeTrainer.train(STRIPES, options.withPatch(6, 8), TrainingListener.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("patch 6x8 cannot be halved 2 times")
                .hasMessageContaining("multiples of 4");
        assertThatThrownBy(() -> VaeTrainer.train(STRIPES, options.withPatch(8, 20), TrainingListener.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("patch 8x20 does not fit image 16x16");
        assertThatThrownBy(() -> options.withBatchSize(1)).hasMessageContaining("batch size is 1, expected at least 2");
        assertThatThrownBy(() -> options.withLearningRate(Float.NaN)).hasMessageContaining("learning rate is NaN");
    }

    @Test
    void onePatchIsTooFewForBatchStatistics() {
        assertThatThrownBy(() -> small(VaeOptions.robust()).withPatches(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("patches is 1, expected at least 2");
    }

    @Test
    void freshPatchesMakeEveryEpochDifferentAndFixedOnesAreShuffled() {
        for (VaeOptions preset : List.of(VaeOptions.robust(), VaeOptions.article())) {
            double[] loss = VaeTrainer.train(STRIPES, small(preset).withLearningRate(1e-30f), TrainingListener.NONE)
                    .summary()
                    .epochLoss();
            assertThat(Arrays.stream(loss).distinct().count()).isEqualTo(2);
        }
    }
}
