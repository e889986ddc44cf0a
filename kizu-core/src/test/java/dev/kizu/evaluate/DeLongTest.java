package dev.kizu.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a reference that looks at every pair of a normal and an anomalous score, straight from the 1988 paper. */
class DeLongTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void intervalIsThatOfTheComponentsOverAllPairs(long seed) {
        Random random = new Random(seed);
        double[] normal = roundedGaussians(random, 40 + random.nextInt(80), 0);
        double[] anomalous = roundedGaussians(random, 40 + random.nextInt(80), 0.7);
        double[][] components = components(normal, anomalous);
        double auroc = mean(components[0]);
        double error = Math.sqrt(variance(components[0]) / anomalous.length + variance(components[1]) / normal.length);

        Evaluation evaluation = Evaluation.of(normal, anomalous);

        assertThat(evaluation.auroc()).as("seed %d", seed).isCloseTo(auroc, within(1e-13));
        assertThat(evaluation.aurocLow()).as("seed %d", seed).isCloseTo(auroc - 1.959963984540054 * error, within(1e-13));
        assertThat(evaluation.aurocHigh()).as("seed %d", seed).isCloseTo(auroc + 1.959963984540054 * error, within(1e-13));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void pairedTestIsThatOfTheCovariancesOverAllPairs(long seed) {
        Random random = new Random(seed);
        int normals = 30 + random.nextInt(50);
        int anomalies = 30 + random.nextInt(50);
        double[] normalA = roundedGaussians(random, normals, 0);
        double[] anomalousA = roundedGaussians(random, anomalies, 0.8);
        double[] normalB = mixed(random, normalA);
        double[] anomalousB = mixed(random, anomalousA);
        double[][] a = components(normalA, anomalousA);
        double[][] b = components(normalB, anomalousB);
        double difference = mean(a[0]) - mean(b[0]);
        double variance = (variance(a[0]) + variance(b[0]) - 2 * covariance(a[0], b[0])) / anomalies
                + (variance(a[1]) + variance(b[1]) - 2 * covariance(a[1], b[1])) / normals;

        PairedTest test = PairedTest.deLong(normalA, anomalousA, normalB, anomalousB);

        assertThat(test.difference()).as("seed %d", seed).isCloseTo(difference, within(1e-13));
        double tail = NormalDistribution.cdf(-Math.abs(difference) / Math.sqrt(variance));
        assertThat(test.pValue()).as("seed %d", seed).isCloseTo(2 * tail, within(1e-11)).isBetween(0.0, 1.0);
    }

    @Test
    void swappingTheTwoScoresFlipsTheDifferenceAndKeepsThePValue() {
        Random random = new Random(7);
        double[] normalA = roundedGaussians(random, 50, 0);
        double[] anomalousA = roundedGaussians(random, 60, 1);
        double[] normalB = mixed(random, normalA);
        double[] anomalousB = mixed(random, anomalousA);
        PairedTest ab = PairedTest.deLong(normalA, anomalousA, normalB, anomalousB);
        PairedTest ba = PairedTest.deLong(normalB, anomalousB, normalA, anomalousA);
        assertThat(ab.difference()).isNotZero().isEqualTo(-ba.difference());
        assertThat(ab.pValue()).isEqualTo(ba.pValue());
    }

    @Test
    void aClearDifferenceIsSignificant() {
        Random random = new Random(8);
        PairedTest test = PairedTest.deLong(
                roundedGaussians(random, 500, 0),
                roundedGaussians(random, 500, 2),
                roundedGaussians(random, 500, 0),
                roundedGaussians(random, 500, 0));
        assertThat(test.difference()).isGreaterThan(0.3);
        assertThat(test.pValue()).isLessThan(1e-20);
    }

    @Test
    void scoresThatOrderAlikeDoNotDiffer() {
        double[] normal = {1, 2, 3};
        double[] anomalous = {2, 4};
        PairedTest test = PairedTest.deLong(normal, anomalous, new double[] {10, 20, 30}, new double[] {20, 40});
        assertThat(test).isEqualTo(new PairedTest(0, 1));
    }

    @Test
    void perfectAgainstInvertedHasNoVarianceAndDiffersForSure() {
        double[] low = {1, 2, 3};
        double[] high = {4, 5, 6};
        assertThat(PairedTest.deLong(low, high, high, low)).isEqualTo(new PairedTest(1, 0));
    }

    @Test
    void aSingleImageOnASideTellsNothingApart() {
        assertThat(PairedTest.deLong(new double[] {1, 2}, new double[] {3}, new double[] {1, 2}, new double[] {0}))
                .isEqualTo(new PairedTest(1, 1));
        Evaluation evaluation = Evaluation.of(new double[] {1, 2}, new double[] {3});
        assertThat(evaluation.auroc()).isEqualTo(1);
        assertThat(evaluation.aurocLow()).isZero();
        assertThat(evaluation.aurocHigh()).isEqualTo(1);
    }

    @Test
    void pairedTestRefusesScoresOfDifferentImages() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PairedTest.deLong(new double[3], new double[2], new double[3], new double[4]))
                .withMessageContaining("2 anomalous images and score B has 4");
    }

    private static double[] roundedGaussians(Random random, int count, double shift) {
        return random.doubles(count).map(u -> Math.round(4 * (random.nextGaussian() + shift)) / 4.0).toArray();
    }

    private static double[] mixed(Random random, double[] scores) {
        double[] result = new double[scores.length];
        for (int i = 0; i < scores.length; i++) {
            result[i] = Math.round(4 * (0.5 * scores[i] + random.nextGaussian())) / 4.0;
        }
        return result;
    }

    private static double[][] components(double[] normal, double[] anomalous) {
        double[] ofAnomalous = new double[anomalous.length];
        double[] ofNormal = new double[normal.length];
        for (int i = 0; i < anomalous.length; i++) {
            for (int j = 0; j < normal.length; j++) {
                double psi = anomalous[i] > normal[j] ? 1 : anomalous[i] == normal[j] ? 0.5 : 0;
                ofAnomalous[i] += psi / normal.length;
                ofNormal[j] += psi / anomalous.length;
            }
        }
        return new double[][] {ofAnomalous, ofNormal};
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double variance(double[] values) {
        return covariance(values, values);
    }

    private static double covariance(double[] a, double[] b) {
        double meanA = mean(a);
        double meanB = mean(b);
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - meanA) * (b[i] - meanB);
        }
        return sum / (a.length - 1);
    }
}
