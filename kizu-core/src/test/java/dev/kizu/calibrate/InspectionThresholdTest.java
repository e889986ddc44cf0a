package dev.kizu.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kizu.random.CounterRandom;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InspectionThresholdTest {
    /** Scores whose tail is exponential, as evenly as may be. */
    private static float[] exponential(int count) {
        float[] scores = new float[count];
        for (int i = 0; i < count; i++) {
            scores[i] = (float) (10 - Math.log(1 - (i + 0.5) / count));
        }
        return scores;
    }

    private static float[] with(float[] scores, float... more) {
        float[] all = Arrays.copyOf(scores, scores.length + more.length);
        System.arraycopy(more, 0, all, scores.length, more.length);
        return all;
    }

    @ParameterizedTest
    @CsvSource({"99, 0.01", "9, 0.1", "30, 0.1", "200, 0.02"})
    void whereThereAreEnoughItIsTheConformalThreshold(int count, double rate) {
        float[] scores = with(exponential(count - 1), 100);

        InspectionThreshold threshold = InspectionThreshold.atFalseAlarmRate(scores, scores, rate);

        assertThat(threshold.value())
                .isEqualTo(Threshold.atFalseAlarmRate(scores, rate).value());
        assertThat(threshold.pixelValue()).isEqualTo(threshold.value());
        assertThat(threshold.promisedRate(scores))
                .isCloseTo(Threshold.promisedRate(count, rate), within(1e-12))
                .isEqualTo(rate);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 10, 20, 31, 60})
    void ofFewScoresWithoutAnOddOneItIsTheLargestOrNearlyThat(int count) {
        float[] scores = exponential(count);

        InspectionThreshold threshold = InspectionThreshold.atFalseAlarmRate(scores, scores, 0.01);

        assertThat(threshold.value()).isBetween(scores[count - 1] - 0.1f, scores[count - 1]);
        assertThat(threshold.promisedRate(scores)).isBetween(1.0 / (count + 1), 2.0 / (count + 1));
    }

    @Test
    void anOddImageDoesNotLetEverythingPass() {
        float[] ordinary = exponential(30);
        float[] odd = with(ordinary, 40);
        float[] odder = with(ordinary, 4000);

        InspectionThreshold threshold = InspectionThreshold.atFalseAlarmRate(odd, odder, 0.01);

        // A hundredth of exponential scores from 10 on lies above 10 + ln 100.
        assertThat((double) threshold.value()).isCloseTo(10 + Math.log(100), within(1.5));
        assertThat(threshold.pixelValue()).isEqualTo(threshold.value());
        assertThat(threshold.promisedRate(odd)).isCloseTo(2 / 32.0, within(1e-12));
    }

    /** Of so few scores the largest would let 1 / (n + 1) of the normal images be stopped; with tails it is little more. */
    @ParameterizedTest(name = "{0} images")
    @ValueSource(ints = {10, 20, 31, 60, 98})
    void newNormalImagesAreStoppedHardlyMoreOften(int count) {
        CounterRandom random = new CounterRandom(11, "few scores " + count);
        int trials = 2000;
        int fresh = 100;
        int alarms = 0;
        float[] all = new float[count + fresh];
        for (int trial = 0; trial < trials; trial++) {
            for (int i = 0; i < all.length; i++) {
                all[i] = (float) -Math.log(1 - random.unit(trial, i));
            }
            float[] scores = Arrays.copyOf(all, count);
            float threshold =
                    InspectionThreshold.atFalseAlarmRate(scores, scores, 0.01).value();
            for (int i = count; i < all.length; i++) {
                alarms += all[i] > threshold ? 1 : 0;
            }
        }
        double share = (double) alarms / trials / fresh;
        double largest = 1.0 / (count + 1);
        assertThat(share).isBetween(0.9 * largest, largest + 0.009);
    }
}
