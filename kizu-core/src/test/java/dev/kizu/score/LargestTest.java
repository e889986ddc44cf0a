package dev.kizu.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LargestTest {
    private static final float[] SPECIAL = {
        Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 0f, -0f, Float.MIN_VALUE
    };

    @ParameterizedTest
    @CsvSource({"1, 1", "40, 1", "40, 2", "40, 40", "1000, 3", "1000, 62", "1000, 63", "1000, 999"})
    void theLargestAreTheEndOfTheSortedValues(int length, int count) {
        for (long seed = 0; seed < 20; seed++) {
            float[] values = values(length, seed);
            float[] sorted = values.clone();
            Arrays.sort(sorted);

            float[] largest = Largest.of(values, count);

            assertThat(bits(largest))
                    .as("seed %d", seed)
                    .isEqualTo(bits(Arrays.copyOfRange(sorted, length - count, length)));
        }
    }

    /** Also values that occur more than once, and on odd seeds some that are no ordinary numbers. */
    private static float[] values(int length, long seed) {
        Random random = new Random(seed);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = seed % 2 == 1 && random.nextInt(10) == 0
                    ? SPECIAL[random.nextInt(SPECIAL.length)]
                    : random.nextInt(500) - 250f;
        }
        return values;
    }

    private static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(values[i]);
        }
        return bits;
    }
}
