package dev.kizu.features.padim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.data.Percentage.withPercentage;

import dev.kizu.features.map.FeatureMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PadimTest {
    /** One part in ten thousand. */
    private static final double PERCENT = 0.01;

    @ParameterizedTest
    @CsvSource({
        "2, 1, 1",
        "2, 3, 17",
        "15, 3, 100",
        "16, 16, 16",
        "17, 17, 15",
        "40, 16, 17",
        "40, 100, 1",
        "64, 20, 3",
        "65, 3, 17",
        "150, 100, 2"
    })
    void distancesAreThoseOfThePapersEquations(int images, int dimensions, int positions) {
        List<FeatureMap> good = RandomMaps.of(images, dimensions, positions, 1);
        List<FeatureMap> others = RandomMaps.of(18, dimensions, positions, 2);
        PadimModel model = PadimModel.fit(statistics(good, dimensions, positions, 1), Regularization.paper(), 1);

        List<float[]> distances = model.distances(others, 1);

        for (int position = 0; position < positions; position++) {
            double[] mean = LiteralPadim.mean(good, position);
            double[][] covariance = LiteralPadim.covariance(good, position);
            for (int i = 0; i < dimensions; i++) {
                covariance[i][i] += 0.01;
            }
            for (int image = 0; image < others.size(); image++) {
                double expected = LiteralPadim.distance(covariance, mean, others.get(image), position);
                assertThat((double) distances.get(image)[position])
                        .as("image %d, position %d", image, position)
                        .isCloseTo(expected, withPercentage(PERCENT));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"2, 3, 2", "15, 16, 3", "17, 1, 2", "40, 100, 2", "150, 7, 3"})
    void shrinksByTheOracleAndAddsAShareOfTheMeanVariance(int images, int dimensions, int positions) {
        List<FeatureMap> good = RandomMaps.of(images, dimensions, positions, 3);
        FeatureMap other = RandomMaps.of(1, dimensions, positions, 4).get(0);
        PadimModel model = PadimModel.fit(statistics(good, dimensions, positions, 1), Regularization.oracle(), 2);

        float[] distances = model.distances(other);

        double variance = 0;
        for (int position = 0; position < positions; position++) {
            variance += trace(LiteralPadim.covariance(good, position)) / (dimensions * positions);
        }
        for (int position = 0; position < positions; position++) {
            double[][] covariance = LiteralPadim.covariance(good, position);
            double p = dimensions;
            double n = images - 1;
            double trace = trace(covariance);
            double squares = trace(product(covariance));
            double ratio = ((1 - 2 / p) * squares + trace * trace) / ((n + 1 - 2 / p) * (squares - trace * trace / p));
            double shrinkage = dimensions == 1 ? 1 : Math.min(1, ratio);
            for (int i = 0; i < dimensions; i++) {
                for (int j = 0; j < dimensions; j++) {
                    covariance[i][j] =
                            (1 - shrinkage) * covariance[i][j] + (i == j ? shrinkage * trace / p + 0.01 * variance : 0);
                }
            }
            double expected = LiteralPadim.distance(covariance, LiteralPadim.mean(good, position), other, position);
            assertThat((double) distances[position]).isCloseTo(expected, withPercentage(PERCENT));
        }
    }

    @Test
    void shrinkingMakesAFitToFewImagesNearerToTheTruth() {
        // All normal with variance 1: the true distance is the plain length, on average the root of 50.
        List<FeatureMap> few = NormalMaps.of(20, 50, 16, 5);
        List<FeatureMap> others = NormalMaps.of(16, 50, 16, 6);
        PadimStatistics statistics = statistics(few, 50, 16, 1);
        double shrunk = error(PadimModel.fit(statistics, Regularization.oracle(), 1), others);
        double plain = error(PadimModel.fit(statistics, Regularization.paper(), 1), others);
        assertThat(shrunk).isLessThan(0.3).isLessThan(0.2 * plain);
    }

    @Test
    void partsAddUpToTheWholeAndCanBeTakenAway() {
        List<FeatureMap> all = RandomMaps.of(90, 5, 17, 7);
        PadimStatistics whole = statistics(all, 5, 17, 1);
        PadimStatistics head = statistics(all.subList(0, 20), 5, 17, 1);
        PadimStatistics tail = statistics(all.subList(20, 90), 5, 17, 1);
        same(head.plus(tail), whole);
        same(whole.minus(head), tail);
        PadimStatistics nothing = new PadimFitter(5, 17, 1).statistics();
        same(nothing.plus(whole), whole);
        same(whole.plus(nothing), whole);
        assertThat(whole.minus(whole).count()).isZero();
        assertThatThrownBy(() -> head.minus(tail)).hasMessageContaining("cannot take 70 images from 20");
    }

    @Test
    void statisticsMayBeAskedForWhileImagesStillCome() {
        List<FeatureMap> all = RandomMaps.of(30, 3, 4, 7);
        PadimFitter fitter = new PadimFitter(3, 4, 1);
        fitter.add(all.subList(0, 10));
        same(fitter.statistics(), statistics(all.subList(0, 10), 3, 4, 1));
        fitter.add(all.subList(10, 30));
        same(fitter.statistics(), statistics(all, 3, 4, 1));
    }

    @Test
    void threadsDoNotChangeTheModelOrTheDistances() {
        List<FeatureMap> good = RandomMaps.of(70, 20, 100, 8);
        PadimModel one = PadimModel.fit(statistics(good, 20, 100, 1), Regularization.oracle(), 1);
        PadimModel many = PadimModel.fit(statistics(good, 20, 100, 3), Regularization.oracle(), 4);
        assertThat(many.means()).containsExactly(one.means());
        assertThat(many.whitening()).containsExactly(one.whitening());
        List<float[]> alone = one.distances(good, 1);
        List<float[]> together = one.distances(good, 3);
        for (int i = 0; i < good.size(); i++) {
            assertThat(together.get(i)).containsExactly(alone.get(i)).containsExactly(one.distances(good.get(i)));
        }
    }

    @Test
    void refusesWhatCannotBeFitted() {
        List<FeatureMap> one = RandomMaps.of(1, 3, 4, 9);
        assertThatThrownBy(() -> PadimModel.fit(statistics(one, 3, 4, 1), Regularization.oracle(), 1))
                .hasMessageContaining("1 images, expected at least 2");
        List<FeatureMap> twice = List.of(one.get(0), one.get(0));
        assertThatThrownBy(() -> PadimModel.fit(statistics(twice, 3, 4, 1), Regularization.oracle(), 1))
                .hasMessageContaining("no inverse");
        assertThatThrownBy(() -> new PadimFitter(3, 5, 1).add(one.get(0)))
                .hasMessageContaining("4 positions with 3 dimensions, expected 5 with 3");
        assertThatThrownBy(() -> new PadimModel(2, 3, new float[6], new float[6]))
                .hasMessageContaining("6 and 6 values");
        assertThatThrownBy(() -> new Regularization(true, -1, 0)).hasMessageContaining("not negative");
    }

    @Test
    void sizesThatEndInNoModelAreRefusedWithThoseThatDo() {
        long gigabyte = 1_000_000_000;
        PadimFitter.checkFits(64, 1024, gigabyte / 4);
        PadimFitter.checkFits(550, 1024, 100 * gigabyte);
        assertThatThrownBy(() -> PadimFitter.checkFits(768, 1024, 100 * gigabyte))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "PaDiM with 768 features at each of 1,024 positions makes a model of 2.4 GB, and an ONNX file holds 2. Use at most 681 dimensions, or smaller images");
        assertThatThrownBy(() -> PadimFitter.checkFits(550, 1024, gigabyte))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "PaDiM with 550 features at each of 1,024 positions takes at least 6.8 GB while it is fitted, and Java may use 1.0. Use at most 210 dimensions, smaller images, or a larger heap");
        PadimFitter.checkFits(210, 1024, gigabyte);
    }

    private static PadimStatistics statistics(List<FeatureMap> maps, int dimensions, int positions, int threads) {
        PadimFitter fitter = new PadimFitter(dimensions, positions, threads);
        fitter.add(maps);
        return fitter.statistics();
    }

    private static void same(PadimStatistics actual, PadimStatistics expected) {
        assertThat(actual.count()).isEqualTo(expected.count());
        for (int position = 0; position < expected.positions(); position++) {
            for (int i = 0; i < expected.dimensions(); i++) {
                assertThat(actual.mean(position, i)).isCloseTo(expected.mean(position, i), offset(1e-6));
                for (int j = 0; j <= i; j++) {
                    assertThat(actual.scatter(position, i, j))
                            .isCloseTo(expected.scatter(position, i, j), offset(1e-4));
                }
            }
        }
    }

    /** Of the distances, relative to the true ones. */
    private static double error(PadimModel model, List<FeatureMap> maps) {
        double sum = 0;
        for (FeatureMap map : maps) {
            float[] distances = model.distances(map);
            for (int position = 0; position < map.positions(); position++) {
                double squares = 0;
                for (int i = 0; i < map.dimensions(); i++) {
                    squares += Math.pow(map.get(i, position), 2);
                }
                sum += Math.abs(distances[position] / Math.sqrt(squares) - 1) / (maps.size() * map.positions());
            }
        }
        return sum;
    }

    private static double trace(double[][] matrix) {
        double sum = 0;
        for (int i = 0; i < matrix.length; i++) {
            sum += matrix[i][i];
        }
        return sum;
    }

    private static double[][] product(double[][] matrix) {
        double[][] product = new double[matrix.length][matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < matrix.length; j++) {
                for (int k = 0; k < matrix.length; k++) {
                    product[i][j] += matrix[i][k] * matrix[k][j];
                }
            }
        }
        return product;
    }
}
