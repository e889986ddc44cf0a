package dev.kizu.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConformalPValueTest {
    private static float[] scores(Random random, int count) {
        float[] scores = new float[count];
        for (int i = 0; i < count; i++) {
            scores[i] = Math.round(4 * random.nextGaussian()) / 4f;
        }
        return scores;
    }

    @Test
    void itIsTheShareOfScoresAtLeastAsLargeWithItsOwnAmongThem() {
        Random random = new Random(1);
        for (int trial = 0; trial < 200; trial++) {
            float[] heldOut = scores(random, 1 + random.nextInt(30));
            float[] before = heldOut.clone();
            ConformalPValue pValue = ConformalPValue.among(heldOut);
            assertThat(heldOut).containsExactly(before);
            for (double score = -4; score <= 4; score += 0.125) {
                int atLeast = 1;
                for (float other : heldOut) {
                    atLeast += other >= score ? 1 : 0;
                }
                assertThat(pValue.of(score)).isEqualTo(atLeast / (heldOut.length + 1.0));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"99,0.01", "200,0.05", "19,0.05", "37,0.2"})
    void itIsAtMostTheRateWhereTheThresholdOfThatRateIsExceeded(int images, double rate) {
        float[] heldOut = scores(new Random(2), images);
        Threshold threshold = Threshold.atFalseAlarmRate(heldOut, rate);
        ConformalPValue pValue = ConformalPValue.among(heldOut);
        for (double score = -5; score <= 5; score += 0.0625) {
            assertThat(pValue.of(score) <= rate + 1e-9).isEqualTo(threshold.isExceededBy(score));
        }
    }

    @Test
    void normalImagesFallBelowALevelNoMoreOftenThanItSays() {
        Random random = new Random(3);
        int draws = 4000;
        int below = 0;
        for (int draw = 0; draw < draws; draw++) {
            float[] heldOut = new float[19];
            for (int i = 0; i < heldOut.length; i++) {
                heldOut[i] = (float) random.nextGaussian();
            }
            below += ConformalPValue.among(heldOut).of(random.nextGaussian()) <= 0.1 ? 1 : 0;
        }
        assertThat(below / (double) draws).isCloseTo(0.1, within(3 * Math.sqrt(0.09 / draws)));
    }

    @Test
    void whatIsNoNumberIsAsUnusualAsCanBe() {
        ConformalPValue pValue = ConformalPValue.among(new float[] {1, 2, 3});
        assertThat(pValue.of(Double.NaN)).isEqualTo(0.25);
        assertThat(pValue.of(Double.POSITIVE_INFINITY)).isEqualTo(0.25);
        assertThat(pValue.of(Double.NEGATIVE_INFINITY)).isEqualTo(1);
    }

    @Test
    void withoutUsableScoresItIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> ConformalPValue.among(new float[0]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConformalPValue.among(new float[] {1, Float.NaN}))
                .withMessageContaining("is NaN, expected a finite number");
    }
}
