package dev.kizu.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

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
