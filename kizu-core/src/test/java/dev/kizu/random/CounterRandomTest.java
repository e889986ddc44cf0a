package dev.kizu.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CounterRandomTest {
    @Test
    void gaussiansHaveTheMomentsOfTheNormalDistribution() {
        CounterRandom random = new CounterRandom(1, "test");
        int n = 200_000;
        float[] values = new float[n];
        for (int i = 0; i < n / 2; i++) {
            random.gaussians(i, 2, values, i * 2, 1);
        }
        double[] moments = new double[4];
        for (float value : values) {
            for (int k = 0; k < 4; k++) {
                moments[k] += Math.pow(value, k + 1) / n;
            }
        }
        assertThat(moments[0]).isCloseTo(0, within(0.01));
        assertThat(moments[1]).isCloseTo(1, within(0.02));
        assertThat(moments[2]).isCloseTo(0, within(0.05));
        assertThat(moments[3]).isCloseTo(3, within(0.1));
    }

    @Test
    void gaussiansAreThoseOfStrictMath() {
        CounterRandom random = new CounterRandom(1, "test");
        LongStream.range(0, 300_000).forEach(i -> assertStrict(random, i));
    }

    /** Of some seventy million numbers those that lie so close to the middle between two floats that fast functions cannot decide. */
    @ParameterizedTest
    @ValueSource(longs = {30_440_008, 31_845_994, 33_676_710})
    void gaussiansBetweenTwoFloatsAreThoseOfStrictMath(long first) {
        assertStrict(new CounterRandom(1, "test"), first);
    }

    private static void assertStrict(CounterRandom random, long first) {
        float[] values = new float[2];
        random.gaussians(first, 2, values, 0, 1);
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.unit(first, 0)));
        double angle = 2 * StrictMath.PI * random.unit(first, 1);
        assertThat(values)
                .containsExactly((float) (radius * StrictMath.cos(angle)), (float) (radius * StrictMath.sin(angle)));
    }

    @Test
    void integersAreUniform() {
        CounterRandom random = new CounterRandom(2, "test");
        int[] counts = new int[7];
        for (int i = 0; i < 70_000; i++) {
            counts[random.below(7, i, 3)]++;
        }
        assertThat(counts)
                .satisfies(c -> assertThat(Arrays.stream(c).min().getAsInt()).isGreaterThan(9_600));
        assertThat(Arrays.stream(counts).max().getAsInt()).isLessThan(10_400);
    }

    @Test
    void permutationHoldsEveryNumberOnce() {
        int[] order = new CounterRandom(3, "test").permutation(1000, 5);
        assertThat(Arrays.stream(order).sorted().toArray())
                .isEqualTo(IntStream.range(0, 1000).toArray());
        assertThat(order).isNotEqualTo(IntStream.range(0, 1000).toArray());
        assertThat(order).isNotEqualTo(new CounterRandom(3, "test").permutation(1000, 6));
    }

    @Test
    void seedsAndPurposesGiveUnrelatedNumbers() {
        long value = new CounterRandom(4, "noise").bits(1, 2);
        assertThat(new CounterRandom(4, "noise").bits(1, 2)).isEqualTo(value);
        assertThat(new CounterRandom(5, "noise").bits(1, 2)).isNotEqualTo(value);
        assertThat(new CounterRandom(4, "weights").bits(1, 2)).isNotEqualTo(value);
        assertThat(new CounterRandom(4, "noise").bits(2, 1)).isNotEqualTo(value);
    }
}
