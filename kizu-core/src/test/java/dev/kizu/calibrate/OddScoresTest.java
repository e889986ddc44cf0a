package dev.kizu.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OddScoresTest {
    private static final int[] SIZES = {5, 8, 10, 15, 16, 20, 30, 40, 60, 100, 200};
    private static final int SAMPLES = 1000;

    /** How scores of good images may lie: none is odd. */
    enum Distribution {
        NORMAL(Random::nextGaussian),
        EXPONENTIAL(Distribution::exponential),
        GAMMA_OF_SHAPE_2(random -> exponential(random) + exponential(random)),
        GAMMA_OF_SHAPE_4(
                random -> exponential(random) + exponential(random) + exponential(random) + exponential(random)),
        GUMBEL(random -> -Math.log(exponential(random))),
        LOGNORMAL(random -> Math.exp(0.5 * random.nextGaussian()));

        private final ToDoubleFunction<Random> draw;

        Distribution(ToDoubleFunction<Random> draw) {
            this.draw = draw;
        }

        private static double exponential(Random random) {
            return -Math.log(1 - random.nextDouble());
        }

        float[] sample(Random random, int size) {
            float[] scores = new float[size];
            for (int i = 0; i < size; i++) {
                scores[i] = (float) (100 + 3 * draw.applyAsDouble(random));
            }
            return scores;
        }
    }

    @ParameterizedTest
    @EnumSource
    void falseWarningsAreRareInSkewedDistributionsToo(Distribution distribution) {
        for (int size : SIZES) {
            Random random = new Random(size);
            int warned = 0;
            for (int i = 0; i < SAMPLES; i++) {
                warned += OddScores.among(distribution.sample(random, size))
                                .images()
                                .isEmpty()
                        ? 0
                        : 1;
            }
            assertThat((double) warned / SAMPLES).as("of %d scores", size).isLessThan(0.035);
        }
    }

    /** The bound says nothing if the rule never warns. */
    @ParameterizedTest
    @EnumSource
    void anImageFiveTimesAsFarOutAsAnyOtherIsMostlyFound(Distribution distribution) {
        for (int size : new int[] {15, 20, 40, 100}) {
            Random random = new Random(size);
            int found = 0;
            for (int i = 0; i < SAMPLES; i++) {
                float[] scores = distribution.sample(random, size);
                ScoreStatistics others = ScoreStatistics.of(Arrays.copyOf(scores, size - 1));
                scores[size - 1] = others.median() + 5 * (others.max() - others.median());
                OddScores odd = OddScores.among(scores);
                found += odd.images().contains(size - 1) ? 1 : 0;
            }
            assertThat((double) found / SAMPLES).as("of %d scores", size).isGreaterThan(0.45);
        }
    }

    @Test
    void oddImagesAreNumberedInTheOrderOfTheScoresTheWorstFirst() {
        float[] scores = {
            4.2f, 4.1f, 90, 4.0f, 4.5f, 4.3f, 5.1f, 4.4f, 60, 4.6f, 4.7f, 4.2f, 4.9f, 5.4f, 4.8f, 4.05f, 4.1f
        };

        OddScores odd = OddScores.among(scores);

        assertThat(odd.images()).containsExactly(2, 8);
        assertThat(odd.largestOther()).isEqualTo(5.4f);
        assertThat(scores[0]).isEqualTo(4.2f);
    }

    @Test
    void placeAndUnitOfTheScoresDoNotMatter() {
        Random random = new Random(8);
        for (int i = 0; i < 200; i++) {
            float[] scores = Distribution.EXPONENTIAL.sample(random, 20);
            scores[3] += i / 2f;
            float[] other = new float[scores.length];
            for (int j = 0; j < scores.length; j++) {
                other[j] = 4 * scores[j] - 1024;
            }
            assertThat(OddScores.among(other).images())
                    .isEqualTo(OddScores.among(scores).images());
        }
    }

    @Test
    void whatCannotBeToldIsNotOdd() {
        assertThat(OddScores.among(new float[] {1, 2, 1000}).images()).isEmpty();
        assertThat(OddScores.among(new float[] {7}).largestOther()).isEqualTo(7);
        assertThat(OddScores.among(new float[20]).images()).isEmpty();
        assertThatThrownBy(() -> OddScores.among(new float[] {1, Float.NaN, 2, 3}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NaN");
    }

    @Test
    void oneThatDiffersFromEqualScoresIsOdd() {
        float[] scores = new float[10];
        scores[4] = 0.5f;

        assertThat(OddScores.among(scores).images()).containsExactly(4);
    }
}
