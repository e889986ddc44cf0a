package dev.kizu.nn.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;

/** Random floats, and whether floats are the same to the last bit. */
final class Bits {
    private Bits() {}

    static float[] random(long seed, int size, float scale) {
        Random random = new Random(seed);
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian() * scale;
        }
        return values;
    }

    static void assertSame(float[] actual, float[] expected, String description) {
        assertThat(Arrays.mismatch(of(actual), of(expected)))
                .as("first place where bits differ: %s", description)
                .isEqualTo(-1);
    }

    private static int[] of(float[] values) {
        int[] bits = new int[values.length];
        Arrays.setAll(bits, i -> Float.floatToIntBits(values[i]));
        return bits;
    }
}
