package dev.kizu.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kizu.random.CounterRandom;
import dev.kizu.score.ScoreKind;
import dev.kizu.vae.WindowTerms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScaleCalibrationTest {
    private static final int SIDE = 12;
    private static final boolean[] ALL = all();

    private static boolean[] all() {
        boolean[] all = new boolean[SIDE * SIDE];
        Arrays.fill(all, true);
        return all;
    }

    /** Terms of a part whose left half is quiet and whose right half is busy, or the other way round. */
    private static WindowTerms terms(long seed, boolean mirrored) {
        CounterRandom random = new CounterRandom(seed, "terms");
        int cells = SIDE * SIDE;
        float[] d = new float[cells];
        float[] a = new float[cells];
        float[] m = new float[cells];
        for (int i = 0; i < cells; i++) {
            boolean busy = (i % SIDE < SIDE / 2) == mirrored;
            d[i] = (float) ((busy ? 6 : 2) + 0.3 * random.unit(0, i));
            a[i] = (float) ((busy ? -40 : -90) + 4 * random.unit(1, i));
            m[i] = (float) ((busy ? 60 : 30) + 8 * random.unit(2, i));
        }
        return new WindowTerms(SIDE, SIDE, d, a, m);
    }

    private static List<WindowTerms> images(int count, boolean mixed) {
        List<WindowTerms> images = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            images.add(terms(i, mixed && i % 2 == 1));
        }
        return images;
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double mean(ScaleCalibration calibration, WindowTerms terms) {
        return mean(calibration.score(ScoreKind.JOINT, terms));
    }

    @Test
    void positionExplainsPartsInAFixedPoseAndNotPartsThatLieAnyhow() {
        assertThat(ScaleCalibration.explainedByPosition(images(10, false))).isGreaterThan(0.9);
        assertThat(ScaleCalibration.explainedByPosition(images(10, true))).isLessThan(0.2);
        assertThat(ScaleCalibration.explainedByPosition(images(1, false))).isZero();
    }

    @Test
    void whatIsUsualElsewhereIsLessUnusualThanWhatIsUsualNowhere() {
        ScaleCalibration calibration = ScaleCalibration.fit(Reference.POSITIONAL, images(12, false), ALL, 0.5, 1);
        WindowTerms usual = terms(99, false);
        WindowTerms mirrored = terms(99, true);
        WindowTerms strange =
                new WindowTerms(SIDE, SIDE, usual.kl(), usual.logNormalizer(), scaled(usual.mahalanobis(), 12));
        double fine = mean(calibration, usual);
        double elsewhere = mean(calibration, mirrored);
        double nowhere = mean(calibration, strange);
        assertThat(elsewhere).isGreaterThanOrEqualTo(fine);
        assertThat(elsewhere).isLessThan(fine + 8);
        assertThat(nowhere).isGreaterThan(elsewhere + 20);
    }

    @Test
    void theMoreOftenPlacesExplainTheMoreUnusualIsWhatIsUsualElsewhereOnly() {
        double before = Double.NEGATIVE_INFINITY;
        for (double share : new double[] {0.1, 0.5, 0.99}) {
            ScaleCalibration calibration = ScaleCalibration.fit(Reference.POSITIONAL, images(12, false), ALL, share, 1);
            double elsewhere = mean(calibration, terms(99, true)) - mean(calibration, terms(99, false));
            assertThat(elsewhere).isGreaterThan(before + 1);
            before = elsewhere;
        }
    }

    private static float[] scaled(float[] values, float factor) {
        float[] result = values.clone();
        for (int i = 0; i < result.length; i++) {
            result[i] *= factor;
        }
        return result;
    }

    @Test
    void theJointScoreIsTheNegativeLogarithmOfADensity() {
        // One kind of place, drawn from a normal distribution: the score of many draws is close to its entropy.
        CounterRandom random = new CounterRandom(3, "normal");
        List<WindowTerms> images = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            float[][] draws = new float[3][SIDE * SIDE];
            for (int term = 0; term < 3; term++) {
                random.gaussians(3L * i + term, SIDE * SIDE, draws[term], 0, 1);
                for (int j = 0; j < draws[term].length; j++) {
                    // The terms whose logarithms have a mean of 3 and a deviation of 0.2.
                    draws[term][j] = (float) Math.expm1(3 + 0.2 * draws[term][j]);
                }
            }
            images.add(new WindowTerms(SIDE, SIDE, draws[0], draws[1], draws[2]));
        }
        double entropy = 3 * (Math.log(0.2) + 0.5 * Math.log(2 * Math.PI * Math.E));
        ScaleCalibration positional = ScaleCalibration.fit(Reference.POSITIONAL, images, ALL, 0.5, 1);
        double sum = 0;
        for (WindowTerms terms : images) {
            sum += mean(positional, terms) / images.size();
        }
        // Below the entropy by what was learnt by heart, above it by the ridge.
        assertThat(sum).isBetween(entropy - 0.4, entropy + 0.4);
    }

    @Test
    void tablesGiveTheSameScoresBack() {
        for (Reference reference : Reference.values()) {
            ScaleCalibration calibration = ScaleCalibration.fit(reference, images(6, false), ALL, 0.5, 4);
            ScaleCalibration read =
                    ScaleCalibration.of(reference, SIDE * SIDE, calibration.tables(), calibration.placeFreedom());
            for (ScoreKind kind : ScoreKind.ofTerms()) {
                if (calibration.has(kind)) {
                    assertThat(read.score(kind, terms(50, false))).isEqualTo(calibration.score(kind, terms(50, false)));
                }
            }
        }
    }

    @Test
    void thereIsNoJointScoreWithoutAReference() {
        ScaleCalibration none = ScaleCalibration.none(SIDE * SIDE);
        assertThat(none.has(ScoreKind.JOINT)).isFalse();
        assertThat(none.score(ScoreKind.UNREGULARIZED, terms(1, false)))
                .isEqualTo(terms(1, false).mahalanobis());
        assertThatThrownBy(() -> none.score(ScoreKind.JOINT, terms(1, false)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("reference");
    }
}
