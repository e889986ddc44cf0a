package dev.kizu.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EvaluationTest {
    @Test
    void handComputedExampleWithOneTie() {
        Evaluation evaluation = Evaluation.of(new double[] {1, 2, 3}, new double[] {3, 4});
        assertThat(evaluation.roc().thresholds()).containsExactly(Double.POSITIVE_INFINITY, 4, 3, 2, 1);
        assertThat(evaluation.roc().falsePositiveRate()).containsExactly(new double[] {0, 0, 1 / 3.0, 2 / 3.0, 1}, within(1e-15));
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
    void perfectSeparationHasAnIntervalOfOnePoint() {
        Evaluation evaluation = Evaluation.of(new double[] {0, 1, 2}, new double[] {3, 4});
        assertThat(evaluation.auroc()).isEqualTo(1);
        assertThat(evaluation.aurocLow()).isEqualTo(1);
        assertThat(evaluation.aurocHigh()).isEqualTo(1);
        assertThat(evaluation.averagePrecision()).isEqualTo(1);
        assertThat(evaluation.f1Max()).isEqualTo(1);
        assertThat(evaluation.f1Threshold()).isEqualTo(3);
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
        assertThat(Evaluation.of(new double[] {-0.0}, new double[] {0.0}).auroc()).isEqualTo(0.5);
        assertThat(RocCurve.of(new double[] {-0.0}, new double[] {0.0}).thresholds()).hasSize(2);
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
