package dev.kizu.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThresholdTest {
    /** 1 to n, in no order. */
    private static float[] scores(int n) {
        float[] scores = new float[n];
        for (int i = 0; i < n; i++) {
            scores[i] = 1 + (i * 7919 + 13) % n;
        }
        return scores;
    }

    @ParameterizedTest
    @CsvSource({
        "99,0.01,99",
        "100,0.01,100",
        "199,0.01,198",
        "200,0.01,199",
        "1200,0.01,1189",
        "19,0.05,19",
        "20,0.05,20",
        "39,0.05,38",
        "9,0.5,5",
        "10,0.5,6",
        "3,0.25,3",
        "7,0.25,6"
    })
    void theThresholdIsTheConformalQuantile(int images, double rate, float expected) {
        Threshold threshold = Threshold.atFalseAlarmRate(scores(images), rate);

        assertThat(threshold.value()).isEqualTo(expected);
        assertThat(threshold.keepsRate()).isTrue();
        assertThat(threshold.promisedRate()).isEqualTo(rate);
        assertThat(threshold.isExceededBy(expected)).isFalse();
        assertThat(threshold.isExceededBy(expected + 1)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"98,0.01,0.0101010101", "1,0.01,0.5", "8,0.1,0.1111111111"})
    void withTooFewImagesItIsTheLargestScoreAndSaysWhatThatIsGoodFor(int images, double rate, double promised) {
        Threshold threshold = Threshold.atFalseAlarmRate(scores(images), rate);

        assertThat(threshold.value()).isEqualTo(images);
        assertThat(threshold.keepsRate()).isFalse();
        assertThat(threshold.promisedRate()).isCloseTo(promised, within(1e-9));
    }

    /** Over many draws of held-out images the mean rate of false alarms is what was promised. */
    @ParameterizedTest
    @CsvSource({"50,0.1", "200,0.01", "30,0.01"})
    void newNormalImagesExceedItAsOftenAsPromised(int images, double rate) {
        Random random = new Random(1);
        int draws = 4000;
        int alarms = 0;
        double promised = 0;
        for (int draw = 0; draw < draws; draw++) {
            float[] scores = new float[images];
            for (int i = 0; i < images; i++) {
                scores[i] = (float) random.nextGaussian();
            }
            Threshold threshold = Threshold.atFalseAlarmRate(scores, rate);
            promised = threshold.promisedRate();
            alarms += threshold.isExceededBy(random.nextGaussian()) ? 1 : 0;
        }
        double deviation = Math.sqrt(promised / draws);

        assertThat(alarms / (double) draws).isLessThan(promised + 3 * deviation).isGreaterThan(0);
    }

    @Test
    void whatIsNoNumberIsNotNormal() {
        Threshold threshold = Threshold.atFalseAlarmRate(scores(9), 0.1);

        assertThat(threshold.isExceededBy(Double.NaN)).isTrue();
        assertThat(threshold.isExceededBy(Double.POSITIVE_INFINITY)).isTrue();
        assertThat(threshold.isExceededBy(Double.NEGATIVE_INFINITY)).isFalse();
        assertThat(threshold.isExceededBy(threshold.value())).isFalse();
    }

    @Test
    void theStatisticsAreThoseOfTheScores() {
        ScoreStatistics statistics =
                Threshold.atFalseAlarmRate(new float[] {4, 1, 2, 9}, 0.5).heldOutStatistics();

        assertThat(statistics).isEqualTo(new ScoreStatistics(4, 4, Math.sqrt(38 / 3.0), 1, 3, 9));
        assertThat(Threshold.atFalseAlarmRate(new float[] {3}, 0.5).heldOutStatistics())
                .isEqualTo(new ScoreStatistics(1, 3, 0, 3, 3, 3));
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        for (double rate : new double[] {0, 1, -0.1, 2, Double.NaN}) {
            assertThatThrownBy(() -> Threshold.atFalseAlarmRate(scores(9), rate))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("false-alarm rate is " + rate);
        }
        assertThatThrownBy(() -> Threshold.atFalseAlarmRate(new float[0], 0.1))
                .hasMessageContaining("at least 1 held-out normal image, got none");
        assertThatThrownBy(() -> Threshold.atFalseAlarmRate(new float[] {1, Float.NaN}, 0.1))
                .hasMessageContaining("is NaN, expected a finite number");
    }
}
