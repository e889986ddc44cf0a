package dev.kizu.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class EvaluationTest {
    @Test
    void handComputedExampleWithOneTie() {
        Evaluation evaluation = Evaluation.of(new double[] {1, 2, 3}, new double[] {3, 4});
        assertThat(evaluation.roc().thresholds()).containsExactly(Double.POSITIVE_INFINITY, 4, 3, 2, 1);
        assertThat(evaluation.roc().falsePositiveRate())
                .containsExactly(new double[] {0, 0, 1 / 3.0, 2 / 3.0, 1}, within(1e-15));
        assertThat(evaluation.roc().truePositiveRate()).containsExactly(0, 0.5, 1, 1, 1);
        assertThat(evaluation.auroc()).isEqualTo(5.5 / 6);
        assertThat(evaluation.averagePrecision()).isCloseTo(0.5 + 0.5 * 2 / 3, within(1e-15));
        assertThat(evaluation.f1Max()).isEqualTo(0.8);
        assertThat(evaluation.f1Threshold()).isEqualTo(3);
    }

    @Test
    void precisionRecallCurveBeginsWithNothingCalledAnomalous() {
        PrecisionRecallCurve curve = PrecisionRecallCurve.of(new double[] {1, 2, 3}, new double[] {3, 4});
        assertThat(curve.thresholds()).containsExactly(Double.POSITIVE_INFINITY, 4, 3, 2, 1);
        assertThat(curve.precision()).containsExactly(new double[] {1, 1, 2 / 3.0, 0.5, 0.4}, within(1e-15));
        assertThat(curve.recall()).containsExactly(0, 0.5, 1, 1, 1);
    }

    @Test
    void perfectSeparationHasAnIntervalThatIsNarrowOnlyWithManyImages() {
        Evaluation evaluation = Evaluation.of(new double[] {0, 1, 2}, new double[] {3, 4});
        assertThat(evaluation.auroc()).isEqualTo(1);
        // Two pairs in a row are in order with a probability of 2.5 % if one is with this.
        assertThat(evaluation.aurocLow() * evaluation.aurocLow()).isCloseTo(0.025, within(1e-15));
        assertThat(evaluation.aurocHigh()).isEqualTo(1);
        assertThat(evaluation.averagePrecision()).isEqualTo(1);
        assertThat(evaluation.f1Max()).isEqualTo(1);
        assertThat(evaluation.f1Threshold()).isEqualTo(3);
    }

    @Test
    void intervalOfPerfectSeparationIsThatOfClopperAndPearson() {
        // As tables of exact binomial intervals have it for 6 of 6 and 50 of 50.
        assertThat(separated(6, 9).aurocLow()).isCloseTo(0.5407, within(5e-5));
        assertThat(separated(80, 50).aurocLow()).isCloseTo(0.9289, within(5e-5));
        Evaluation reversed = Evaluation.of(new double[] {7, 8, 9, 10, 11, 12}, new double[] {1, 2, 3, 4, 5, 6});
        assertThat(reversed.auroc()).isZero();
        assertThat(reversed.aurocLow()).isZero();
        assertThat(reversed.aurocHigh()).isEqualTo(1 - separated(6, 6).aurocLow());
    }

    @Test
    void perfectSeparationByChanceIsRarerThanTheIntervalAllows() {
        // Scores of an AUROC as low as the lower end separate perfectly in at most 2.5 % of the draws.
        double low = separated(4, 4).aurocLow();
        Random random = new Random(7);
        int perfect = 0;
        int draws = 20_000;
        for (int draw = 0; draw < draws; draw++) {
            // Of two exponential variables the larger is that of rate 1 - low, with a probability of low.
            double[] normal = exponential(random, low);
            double[] anomalous = exponential(random, 1 - low);
            perfect += Evaluation.of(normal, anomalous).auroc() == 1 ? 1 : 0;
        }
        assertThat((double) perfect / draws).isLessThan(0.025);
    }

    private static double[] exponential(Random random, double rate) {
        return random.doubles(4).map(u -> -Math.log1p(-u) / rate).toArray();
    }

    private static Evaluation separated(int normal, int anomalous) {
        return Evaluation.of(
                DoubleStream.iterate(-1, x -> x - 1).limit(normal).toArray(),
                DoubleStream.iterate(1, x -> x + 1).limit(anomalous).toArray());
    }

    @Test
    void intervalStaysBetweenZeroAndOne() {
        Evaluation high = Evaluation.of(new double[] {1, 2, 5}, new double[] {4, 6, 7});
        assertThat(high.aurocHigh()).isEqualTo(1);
        assertThat(high.aurocLow()).isBetween(0.3, high.auroc());
        Evaluation low = Evaluation.of(new double[] {4, 6, 7}, new double[] {1, 2, 5});
        assertThat(low.aurocLow()).isZero();
    }

    @Test
    void equalScoresEverywhereTellNothing() {
        Evaluation evaluation = Evaluation.of(new double[] {5, 5, 5}, new double[] {5});
        assertThat(evaluation.auroc()).isEqualTo(0.5);
        assertThat(evaluation.averagePrecision()).isEqualTo(0.25);
        assertThat(evaluation.roc().thresholds()).hasSize(2);
    }

    @Test
    void infiniteScoresAreOrderedLikeOthers() {
        double infinity = Double.POSITIVE_INFINITY;
        Evaluation evaluation = Evaluation.of(new double[] {-infinity, 0, infinity}, new double[] {infinity, 1});
        assertThat(evaluation.auroc()).isEqualTo(4.5 / 6);
        assertThat(evaluation.roc().thresholds()).containsExactly(infinity, infinity, 1, 0, -infinity);
        assertThat(evaluation.aurocLow()).isLessThan(evaluation.auroc());
    }

    @Test
    void minusZeroTiesWithZero() {
        assertThat(Evaluation.of(new double[] {-0.0}, new double[] {0.0}).auroc())
                .isEqualTo(0.5);
        assertThat(RocCurve.of(new double[] {-0.0}, new double[] {0.0}).thresholds())
                .hasSize(2);
    }

    @Test
    void argumentsAreLeftAsTheyAre() {
        double[] normal = {3, -0.0, 2};
        double[] anomalous = {5, 4};
        Evaluation.of(normal, anomalous);
        assertThat(normal).containsExactly(3, -0.0, 2);
        assertThat(anomalous).containsExactly(5, 4);
    }

    @Test
    void anEmptySideIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Evaluation.of(new double[0], new double[] {1}))
                .withMessageContaining("no normal scores")
                .withMessageContaining("at least one of each");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RocCurve.of(new double[] {1}, new double[0]))
                .withMessageContaining("no anomalous scores");
    }

    @Test
    void nanIsRefusedWithItsPlace() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Evaluation.of(new double[] {1}, new double[] {1, Double.NaN}))
                .withMessageContaining("anomalous score 1 of 2")
                .withMessageContaining("train again");
    }
}
