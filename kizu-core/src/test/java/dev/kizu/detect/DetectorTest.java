package dev.kizu.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kizu.calibrate.CalibrationKind;
import dev.kizu.calibrate.Threshold;
import dev.kizu.image.Image;
import dev.kizu.score.ScoreKind;
import dev.kizu.vae.TrainingListener;
import dev.kizu.vae.Vae;
import dev.kizu.vae.VaeOptions;
import dev.kizu.vae.VaeTrainer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DetectorTest {
    private static final List<Image> IMAGES = images(12, 20, 17);
    private static Vae vae;

    @BeforeAll
    static void train() {
        VaeOptions options = VaeOptions.robust()
                .withPatches(320)
                .withEpochs(2)
                .withBatchSize(32)
                .withBaseFilters(4)
                .withThreads(1);
        vae = VaeTrainer.train(IMAGES, options, TrainingListener.NONE).vae();
    }

    private static List<Image> images(int count, int height, int width) {
        Random random = new Random(4);
        List<Image> images = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] samples = new float[height * width];
            for (int k = 0; k < samples.length; k++) {
                samples[k] = k % width / (float) width * 0.7f + random.nextFloat() * 0.3f;
            }
            images.add(Image.of(1, height, width, samples));
        }
        return images;
    }

    private static Detector detector(CalibrationKind calibration) {
        DetectorOptions options = DetectorOptions.robust().withStride(3).withCalibration(calibration);
        return Detector.fit(vae, options, IMAGES.subList(0, 6), 2);
    }

    @ParameterizedTest
    @EnumSource(CalibrationKind.class)
    void aCloseLookAndTheFastWayGiveTheSameScoresBitForBit(CalibrationKind calibration) {
        Detector detector = detector(calibration);
        Map<ScoreKind, double[]> fast = detector.score(IMAGES, 2, done -> {});

        for (int i = 0; i < IMAGES.size(); i++) {
            Inspection close = detector.inspect(IMAGES.get(i));
            assertThat(close.imageScores().keySet()).isEqualTo(fast.keySet());
            for (ScoreKind kind : fast.keySet()) {
                assertThat(close.imageScores().get(kind)).isEqualTo(fast.get(kind)[i]);
                ScoreMap map = close.windowScores().get(kind);
                assertThat(detector.options().aggregation().apply(map.values())).isEqualTo(fast.get(kind)[i]);
            }
        }
    }

    @Test
    void theJointScoreIsThereOnlyWithACalibration() {
        assertThat(detector(CalibrationKind.POSITIONAL).score(IMAGES, 1, done -> {}))
                .containsOnlyKeys(ScoreKind.ELBO, ScoreKind.UNREGULARIZED, ScoreKind.JOINT);
        assertThat(detector(CalibrationKind.NONE).score(IMAGES, 1, done -> {}))
                .containsOnlyKeys(ScoreKind.ELBO, ScoreKind.UNREGULARIZED);
    }

    @Test
    void withoutACalibrationTheScoresAreTheTermsThemselves() {
        Inspection seen = detector(CalibrationKind.NONE).inspect(IMAGES.get(0));

        ScoreMap elbo = seen.windowScores().get(ScoreKind.ELBO);
        assertThat(elbo.rows()).isEqualTo(5);
        assertThat(elbo.columns()).isEqualTo(4);
        assertThat(elbo.get(2, 1)).isEqualTo(seen.terms().elbo(2 * 4 + 1));
        assertThat(seen.windowScores().get(ScoreKind.UNREGULARIZED).values())
                .isEqualTo(seen.terms().mahalanobis());
        assertThat(seen.pixelMap().rows()).isEqualTo(20);
        assertThat(seen.pixelMap().columns()).isEqualTo(17);
    }

    @Test
    void severalThreadsMayUseOneDetector() throws Exception {
        Detector detector = detector(CalibrationKind.POSITIONAL);
        Map<ScoreKind, double[]> alone = detector.score(IMAGES, 1, done -> {});
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Inspection>> close = new ArrayList<>();
            List<Future<Map<ScoreKind, double[]>>> fast = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                Image image = IMAGES.get(i % IMAGES.size());
                close.add(threads.submit(() -> detector.inspect(image)));
                fast.add(threads.submit(() -> detector.score(IMAGES, 2, done -> {})));
            }
            for (int i = 0; i < 24; i++) {
                assertThat(close.get(i).get().imageScores().get(ScoreKind.JOINT))
                        .isEqualTo(alone.get(ScoreKind.JOINT)[i % IMAGES.size()]);
                assertThat(fast.get(i).get().get(ScoreKind.ELBO)).containsExactly(alone.get(ScoreKind.ELBO));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void progressNeverGoesBackAndEndsWithAllImages() {
        Detector detector = detector(CalibrationKind.NONE);
        List<Image> many = images(400, 20, 17);
        for (int round = 0; round < 5; round++) {
            List<Integer> heard = new ArrayList<>();
            detector.score(many, 4, done -> {
                Thread.yield();
                synchronized (heard) {
                    heard.add(done);
                }
            });
            assertThat(heard).isSorted().endsWith(many.size());
        }
    }

    @Test
    void whatADetectorGivesOutDoesNotChangeIt() {
        Detector detector = detector(CalibrationKind.POSITIONAL);
        Inspection before = detector.inspect(IMAGES.get(0));
        float[] expected = before.windowScores().get(ScoreKind.ELBO).values().clone();
        java.util.Arrays.fill(before.terms().mahalanobis(), 0);
        java.util.Arrays.fill(before.windowScores().get(ScoreKind.ELBO).values(), 0);
        java.util.Arrays.fill(vae.values(), 0);

        assertThat(detector.inspect(IMAGES.get(0))
                        .windowScores()
                        .get(ScoreKind.ELBO)
                        .values())
                .containsExactly(expected);
        assertThatThrownBy(() -> before.imageScores().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void imagesThatDoNotFitAreRefused() {
        Detector detector = detector(CalibrationKind.POSITIONAL);
        Image wider = images(1, 20, 30).get(0);
        Image tiny = images(1, 5, 20).get(0);

        Detector anySize = detector(CalibrationKind.NONE);
        assertThatThrownBy(() -> detector.inspect(wider))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("images of 20 x 17 pixels (height x width), this one has 20 x 30")
                .hasMessageContaining("use images of the size");
        // As many windows as the calibrated images have, but not the same ones.
        assertThatThrownBy(() -> detector.inspect(images(1, 21, 17).get(0)))
                .hasMessageContaining("use images of the size");
        assertThatThrownBy(() -> detector.score(List.of(IMAGES.get(0), wider), 1, done -> {}))
                .hasMessageContaining("use images of the size");
        assertThatThrownBy(() -> anySize.inspect(tiny)).hasMessageContaining("patch 8x8 does not fit image 5x20");
        assertThatThrownBy(() -> anySize.score(List.of(IMAGES.get(0), wider), 1, done -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must have one shape");
    }

    @ParameterizedTest
    @EnumSource(CalibrationKind.class)
    void theVerdictIsByTheThresholdThatHeldOutImagesGive(CalibrationKind calibration) {
        Detector detector = Detector.fit(
                vae,
                DetectorOptions.robust().withCalibration(calibration).withFalseAlarmRate(0.2),
                IMAGES.subList(0, 9),
                1);
        Threshold threshold = detector.threshold().orElseThrow();
        ScoreKind kind = calibration == CalibrationKind.NONE ? ScoreKind.UNREGULARIZED : ScoreKind.JOINT;
        Image blank = Image.of(1, 20, 17, new float[20 * 17]);

        assertThat(threshold.heldOutScores()).hasSize(9);
        assertThat(threshold.value())
                .isEqualTo(Threshold.atFalseAlarmRate(threshold.heldOutScores(), 0.2)
                        .value());
        for (Image image : List.of(blank, IMAGES.get(10))) {
            Inspection seen = detector.inspect(image);
            assertThat(seen.verdict().kind()).isEqualTo(kind);
            assertThat(seen.verdict().score()).isEqualTo(seen.imageScores().get(kind));
            assertThat(seen.verdict().threshold()).isEqualTo(threshold.value());
            assertThat(seen.verdict().anomalous())
                    .isEqualTo((float) seen.verdict().score() > threshold.value());
        }
        assertThat(detector.inspect(blank).verdict().anomalous()).isTrue();
    }

    /** Scores of the images that a calibration was made of are too small, the more so the fewer they are. */
    @Test
    void heldOutScoresAreThoseOfImagesThatTheCalibrationHasNotSeen() {
        Detector detector = Detector.fit(vae, DetectorOptions.robust(), IMAGES.subList(0, 6), 1);
        Detector others = Detector.fit(vae, DetectorOptions.robust(), IMAGES.subList(1, 6), 1);
        float[] heldOut = detector.threshold().orElseThrow().heldOutScores();
        double[] seen = detector.score(IMAGES.subList(0, 6), 1, done -> {}).get(ScoreKind.JOINT);

        double heldOutMean = 0;
        double seenMean = 0;
        for (int i = 0; i < 6; i++) {
            heldOutMean += heldOut[i] / 6;
            seenMean += seen[i] / 6;
        }
        assertThat(heldOutMean).isGreaterThan(1.1 * seenMean);
        // The second fold leaves out the second image alone, the first the first and the sixth.
        assertThat(others.score(IMAGES.subList(0, 1), 1, done -> {}).get(ScoreKind.JOINT)[0])
                .isGreaterThan(seen[0]);
    }

    @Test
    void withoutHeldOutImagesOrWithTwoAndACalibrationNothingIsCalledAnomalous() {
        Detector none = Detector.fit(vae, DetectorOptions.article(), List.of(), 1);
        Detector two = Detector.fit(vae, DetectorOptions.robust(), IMAGES.subList(0, 2), 1);

        for (Detector detector : List.of(none, two)) {
            assertThat(detector.threshold()).isEmpty();
            assertThat(detector.verdict(Double.MAX_VALUE).anomalous()).isFalse();
            assertThat(detector.inspect(IMAGES.get(5)).verdict().threshold()).isEqualTo(Float.POSITIVE_INFINITY);
        }
    }

    @Test
    void withoutACalibrationHeldOutImagesMayDifferInSize() {
        List<Image> mixed = List.of(IMAGES.get(0), images(1, 30, 40).get(0), IMAGES.get(1));

        float[] scores = Detector.fit(vae, DetectorOptions.article(), mixed, 2)
                .threshold()
                .orElseThrow()
                .heldOutScores();

        assertThat((double) scores[1])
                .isEqualTo((float) (double) Detector.fit(vae, DetectorOptions.article(), List.of(), 1)
                        .inspect(mixed.get(1))
                        .verdict()
                        .score());
    }

    @Test
    void theJointScoreCannotDecideWithoutACalibration() {
        DetectorOptions joint = DetectorOptions.robust();

        assertThat(joint.withCalibration(CalibrationKind.NONE).score()).isEqualTo(ScoreKind.UNREGULARIZED);
        assertThat(joint.withScore(ScoreKind.ELBO)
                        .withCalibration(CalibrationKind.NONE)
                        .score())
                .isEqualTo(ScoreKind.ELBO);
        assertThatThrownBy(() -> DetectorOptions.article().withScore(ScoreKind.JOINT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the joint score needs a calibration");
        assertThatThrownBy(() -> joint.withFalseAlarmRate(1)).hasMessageContaining("false-alarm rate is 1.0");
    }

    @Test
    void aCalibrationNeedsTwoHeldOutImages() {
        assertThatThrownBy(() -> Detector.fit(vae, DetectorOptions.robust(), List.of(), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 2 held-out normal images, got 0");
    }
}
