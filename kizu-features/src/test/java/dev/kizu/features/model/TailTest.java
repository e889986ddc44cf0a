package dev.kizu.features.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kizu.random.CounterRandom;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TailTest {
    /** Scores of a logistic distribution around 10, at its quantiles, in no order. */
    private static float[] logistic(int count, double scale) {
        int[] order = new CounterRandom(1, "order").permutation(count, 0);
        float[] scores = new float[count];
        for (int i = 0; i < count; i++) {
            double p = (order[i] + 0.5) / count;
            scores[i] = (float) (10 + scale * Math.log(p / (1 - p)));
        }
        return scores;
    }

    @Test
    void theDistributionThatItIsMadeForIsFoundAgain() {
        Tail tail = Tail.of(logistic(20_000, 1.5));

        assertThat(tail.scale()).isCloseTo(1.5, within(0.01));
        for (double p : new double[] {0.5, 0.25, 0.01, 1e-6}) {
            assertThat(tail.surprise(10 + 1.5 * Math.log((1 - p) / p))).isCloseTo(-Math.log(p), within(0.1));
        }
    }

    @Test
    void aQuarterOfTheScoresLiesAboveTheStartWhereThePValueIsThatShare() {
        for (int count : new int[] {2, 3, 4, 5, 8, 27, 200}) {
            float[] scores = logistic(count, 1);
            Tail tail = Tail.of(scores);

            long above = IntStream.range(0, count)
                    .filter(i -> scores[i] > tail.start())
                    .count();
            assertThat(above).isEqualTo(Math.max(1, Math.round(count / 4.0)));
            assertThat(tail.share()).isEqualTo((double) above / count);
            assertThat(Math.exp(-tail.surprise(tail.start()))).isCloseTo(tail.share(), within(1e-12));
        }
    }

    @Test
    void surpriseRisesStrictlyWithoutJumpsAndBeyondEveryScore() {
        Tail tail = Tail.of(logistic(28, 0.7));
        double before = tail.surprise(0);

        for (double score = 0.01; score < 100; score += 0.01) {
            double now = tail.surprise(score);
            assertThat(now).isGreaterThan(before);
            assertThat(now - before).isLessThanOrEqualTo(0.0101 / tail.scale());
            before = now;
        }
        assertThat(tail.surprise(0)).isPositive();
        assertThat(tail.surprise(1e30)).isFinite();
        assertThat(tail.surprise(-1e30)).isZero();
        assertThat(tail.surprise(Double.NaN)).isNaN();
    }

    @Test
    void anExponentialTailFallsByOneOverEPerScale() {
        Tail tail = new Tail(5, 0.25, 2);

        assertThat(tail.surprise(102) - tail.surprise(100)).isCloseTo(1, within(1e-12));
        assertThat(tail.oddsAtStart()).isCloseTo(Math.log(3), within(1e-12));
        assertThat(tail.surprise(tail.start() - 2 * Math.log(3))).isCloseTo(Math.log(2), within(1e-12));
    }

    @Test
    void theUnitOfScoresDoesNotMatter() {
        float[] scores = logistic(28, 0.7);
        float[] thousandfold = scores.clone();
        for (int i = 0; i < scores.length; i++) {
            thousandfold[i] *= 1024;
        }
        Tail one = Tail.of(scores);
        Tail other = Tail.of(thousandfold);

        assertThat(other.surprise(1024 * 12.5)).isCloseTo(one.surprise(12.5), within(1e-9));
    }

    @Test
    void theOrderOfScoresDoesNotMatterAndTheyStayAsTheyAre() {
        float[] scores = logistic(28, 0.7);
        float[] sorted = scores.clone();
        Arrays.sort(sorted);
        float[] before = scores.clone();

        assertThat(Tail.of(scores)).isEqualTo(Tail.of(sorted));
        assertThat(scores).containsExactly(before);
    }

    @ParameterizedTest
    @ValueSource(floats = {0, 3, 1e6f})
    void scoresThatAreAllTheSameGiveATailNonetheless(float score) {
        float[] same = new float[12];
        Arrays.fill(same, score);
        Tail tail = Tail.of(same);

        assertThat(tail.scale()).isEqualTo(Math.max(0.01 * score, 1e-6));
        assertThat(tail.surprise(1.1 * score + 0.1)).isFinite().isGreaterThan(tail.surprise(score));
    }

    @Test
    void whatIsNoTailIsRefused() {
        assertThatThrownBy(() -> Tail.of(new float[] {1})).hasMessageContaining("expected at least 2");
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            assertThatThrownBy(() -> Tail.of(new float[] {1, bad, 2}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("expected finite numbers");
        }
        assertThatThrownBy(() -> new Tail(1, 1, 1)).hasMessageContaining("a share in (0, 1)");
        assertThatThrownBy(() -> new Tail(1, 0.5, 0)).hasMessageContaining("a scale above 0");
    }
}
