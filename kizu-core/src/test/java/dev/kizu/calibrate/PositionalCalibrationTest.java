package dev.kizu.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kizu.vae.WindowTerms;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionalCalibrationTest {
    private static final int ROWS = 3;
    private static final int COLUMNS = 4;
    private static final int PRIOR = 10;

    /** Terms that depend on each other and on the window. */
    private static WindowTerms terms(Random random) {
        int windows = ROWS * COLUMNS;
        float[] kl = new float[windows];
        float[] logNormalizer = new float[windows];
        float[] mahalanobis = new float[windows];
        for (int w = 0; w < windows; w++) {
            double common = random.nextGaussian();
            kl[w] = (float) Math.abs(2 + w + common);
            logNormalizer[w] = (float) (-100 + 10 * w + (5 + w) * (common + random.nextGaussian()));
            mahalanobis[w] = (float) Math.exp(2 + 0.3 * common + 0.2 * random.nextGaussian());
        }
        return new WindowTerms(ROWS, COLUMNS, kl, logNormalizer, mahalanobis);
    }

    private static List<WindowTerms> terms(int images, long seed) {
        Random random = new Random(seed);
        List<WindowTerms> all = new ArrayList<>();
        for (int i = 0; i < images; i++) {
            all.add(terms(random));
        }
        return all;
    }

    private static double[] column(List<WindowTerms> images, ToDoubleFunction<WindowTerms> score) {
        return images.stream().mapToDouble(score).toArray();
    }

    private static double mean(double[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).sum() / values.length;
    }

    private static double covariance(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - mean(a)) * (b[i] - mean(b));
        }
        return sum / (a.length - 1);
    }

    /** A window's own covariance, drawn towards the mean over windows as if ten more images had shown that one. */
    private static double shrunk(double own, double[] all, int images) {
        return ((images - 1) * own + PRIOR * mean(all)) / (images - 1 + PRIOR);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 40})
    void elboAndUnregularizedAreInDeviationsFromTheMeanAtTheirPlace(int images) {
        List<WindowTerms> heldOut = terms(images, 5);
        WindowTerms seen = terms(1, 99).get(0);
        PositionalCalibration calibration = PositionalCalibration.fit(heldOut, 20, 30);

        double[] elboVariances = IntStream.range(0, seen.size())
                .mapToDouble(w -> {
                    double[] values = column(heldOut, t -> t.elbo(w));
                    return covariance(values, values);
                })
                .toArray();
        double[] variances = IntStream.range(0, seen.size())
                .mapToDouble(w -> {
                    double[] values = column(heldOut, t -> t.mahalanobis()[w]);
                    return covariance(values, values);
                })
                .toArray();
        for (int window = 0; window < seen.size(); window++) {
            int w = window;
            double elbo = (seen.elbo(w) - mean(column(heldOut, t -> t.elbo(w))))
                    / Math.sqrt(shrunk(elboVariances[w], elboVariances, images));
            double unregularized = (seen.mahalanobis()[w] - mean(column(heldOut, t -> t.mahalanobis()[w])))
                    / Math.sqrt(shrunk(variances[w], variances, images));
            assertThat((double) calibration.elbo(seen)[w]).isCloseTo(elbo, within(1e-5 * (1 + Math.abs(elbo))));
            assertThat((double) calibration.unregularized(seen)[w])
                    .isCloseTo(unregularized, within(1e-5 * (1 + Math.abs(unregularized))));
        }
        assertThat(calibration.rows()).isEqualTo(ROWS);
        assertThat(calibration.columns()).isEqualTo(COLUMNS);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 40})
    void jointIsTheMahalanobisDistanceOfTheCompressedTerms(int images) {
        List<WindowTerms> heldOut = terms(images, 6);
        WindowTerms seen = terms(1, 98).get(0);
        int windows = seen.size();
        double[][][] own = new double[3][3][windows];
        for (int w = 0; w < windows; w++) {
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 3; j++) {
                    own[i][j][w] = covariance(feature(heldOut, i, w), feature(heldOut, j, w));
                }
            }
        }

        float[] joint = PositionalCalibration.fit(heldOut, 20, 30).joint(seen);

        for (int w = 0; w < windows; w++) {
            double[][] covariance = new double[3][3];
            double[] distance = new double[3];
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 3; j++) {
                    covariance[i][j] = shrunk(own[i][j][w], own[i][j], images);
                }
                covariance[i][i] += 1e-4 * mean(own[i][i]) + 1e-5;
                distance[i] = feature(List.of(seen), i, w)[0] - mean(feature(heldOut, i, w));
            }
            double[][] inverse = inverse(covariance);
            double squared = 0;
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 3; j++) {
                    squared += distance[i] * inverse[i][j] * distance[j];
                }
            }
            assertThat((double) joint[w]).isCloseTo(Math.sqrt(squared), within(1e-4 * (1 + Math.sqrt(squared))));
        }
    }

    private static double[] feature(List<WindowTerms> images, int index, int window) {
        return column(images, terms -> {
            float[][] all = {terms.mahalanobis(), terms.logNormalizer(), terms.kl()};
            double value = all[index][window];
            return Math.signum(value) * Math.log1p(Math.abs(value));
        });
    }

    /** The adjugate over the determinant. */
    private static double[][] inverse(double[][] m) {
        double[][] inverse = new double[3][3];
        double determinant = 0;
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                int a = (i + 1) % 3;
                int b = (i + 2) % 3;
                int c = (j + 1) % 3;
                int d = (j + 2) % 3;
                inverse[j][i] = m[a][c] * m[b][d] - m[a][d] * m[b][c];
            }
            determinant += m[0][i] * inverse[i][0];
        }
        for (double[] row : inverse) {
            for (int j = 0; j < 3; j++) {
                row[j] /= determinant;
            }
        }
        return inverse;
    }

    @Test
    void imagesThatAreAllAlikeGiveFiniteScores() {
        WindowTerms terms = terms(1, 7).get(0);
        WindowTerms other = terms(1, 8).get(0);
        PositionalCalibration calibration = PositionalCalibration.fit(List.of(terms, terms, terms), 20, 30);

        for (float[] scores :
                List.of(calibration.elbo(other), calibration.unregularized(other), calibration.joint(other))) {
            for (float score : scores) {
                assertThat(score).isFinite();
            }
        }
        assertThat(calibration.joint(terms)).containsExactly(new float[12], within(1e-3f));
    }

    @Test
    void fewerThanTwoImagesAreRefusedWithAdvice() {
        for (int images : new int[] {0, 1}) {
            assertThatThrownBy(() -> PositionalCalibration.fit(terms(images, 1), 20, 30))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("at least 2 held-out normal images, got " + images)
                    .hasMessageContaining("calibration none");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5})
    void aFoldIsTheCalibrationByTheOtherImages(int folds) {
        List<WindowTerms> heldOut = terms(11, 4);
        List<PositionalCalibration> calibrations = PositionalCalibration.fitFolds(heldOut, 20, 30, folds);

        assertThat(calibrations).hasSize(folds);
        for (int fold = 0; fold < folds; fold++) {
            List<WindowTerms> others = new ArrayList<>();
            for (int i = 0; i < heldOut.size(); i++) {
                if (i % folds != fold) {
                    others.add(heldOut.get(i));
                }
            }
            WindowTerms seen = heldOut.get(fold);
            PositionalCalibration expected = PositionalCalibration.fit(others, 20, 30);
            assertThat(calibrations.get(fold).joint(seen)).containsExactly(expected.joint(seen));
            assertThat(calibrations.get(fold).elbo(seen)).containsExactly(expected.elbo(seen));
        }
        assertThatThrownBy(() -> PositionalCalibration.fitFolds(terms(2, 4), 20, 30, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 images are too few");
    }

    @Test
    void aCalibrationComesBackFromItsTables() {
        PositionalCalibration calibration = PositionalCalibration.fit(terms(6, 4), 20, 30);
        WindowTerms seen = terms(1, 9).get(0);
        PositionalCalibration same = PositionalCalibration.of(20, 30, ROWS, COLUMNS, calibration.tables());

        assertThat(calibration.tables().keySet()).containsExactlyElementsOf(PositionalCalibration.tableNames());
        assertThat(same.joint(seen)).containsExactly(calibration.joint(seen));
        assertThat(same.elbo(seen)).containsExactly(calibration.elbo(seen));
        assertThat(same.unregularized(seen)).containsExactly(calibration.unregularized(seen));
        assertThatThrownBy(() -> PositionalCalibration.of(20, 30, ROWS, COLUMNS + 1, calibration.tables()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("elbo.mean has 12 values, expected one value for each of 15 windows");
    }

    @Test
    void imagesOfAnotherGridAreRefused() {
        WindowTerms turned = new WindowTerms(COLUMNS, ROWS, new float[12], new float[12], new float[12]);
        PositionalCalibration calibration = PositionalCalibration.fit(terms(3, 1), 20, 30);

        assertThatThrownBy(() -> calibration.joint(turned))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a grid of 3 x 4 windows, the image has 4 x 3");
        assertThatThrownBy(() -> calibration.elbo(turned)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> calibration.unregularized(turned)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PositionalCalibration.fit(List.of(terms(1, 1).get(0), turned), 20, 30))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
