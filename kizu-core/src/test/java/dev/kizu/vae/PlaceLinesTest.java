package dev.kizu.vae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kizu.nn.kernel.Kernels;
import dev.kizu.nn.kernel.Lanes;
import dev.kizu.nn.kernel.Layout;
import dev.kizu.nn.kernel.PiecewiseLinear;
import dev.kizu.patch.PatchSpec;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceLinesTest {
    private static float[] random(Random random, int size, double zeros) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = random.nextDouble() < zeros ? 0 : (float) random.nextGaussian();
        }
        return values;
    }

    /** The two stages as they stand, in double precision. */
    private static double literal(
            float x, int part, int output, float[] first, float[] firstBias, float[] second, float[] secondBias) {
        double sum = secondBias[output];
        for (int channel = 0; channel < first.length / 4; channel++) {
            double hidden = (double) first[channel * 4 + part] * x + firstBias[channel * 4 + part];
            sum += second[channel * secondBias.length + output] * Math.max(0, hidden);
        }
        return Math.max(0, sum);
    }

    @ParameterizedTest(name = "{0} channels, {1} filters, {2} rows, {3} columns")
    @CsvSource({"32, 16, 2, 2", "1, 1, 1, 3", "6, 5, 3, 2", "128, 64, 2, 1"})
    void givesWhatTheTwoStagesGive(int channels, int filters, int rows, int columns) {
        Random random = new Random(channels);
        float[] first = random(random, channels * 4, 0.1);
        float[] firstBias = random(random, channels * 4, 0.1);
        float[] second = random(random, channels * filters * 4, 0);
        float[] secondBias = random(random, filters * 4, 0);
        PlaceLines lines = new PlaceLines(first, firstBias, second, secondBias);
        Layout layout = Layout.of(filters, 4 * rows, 4 * columns).padded(2, 1, 1, 2);
        int[] starts = PlaceLines.starts(layout);
        assertThat(starts).hasSize(rows * columns * 4);
        float[] in = random(random, rows * columns * Lanes.COUNT, 0.2);
        for (int i = 0; i < in.length; i++) {
            // On the first bends too.
            float bend = -firstBias[i % firstBias.length] / first[i % first.length];
            in[i] = i % 5 == 0 && bend > 0 && bend < 100 ? bend : Math.abs(in[i]);
        }
        float[] out = new float[layout.size()];
        for (int i = 0; i < starts.length; i++) {
            Kernels.best()
                    .lines(
                            lines.parts.get(i % 4),
                            true,
                            in,
                            i / 4 * Lanes.COUNT,
                            PlaceLines.offsets(layout),
                            out,
                            starts[i],
                            new float[PiecewiseLinear.SCRATCH],
                            0);
        }
        double tolerance = 2e-6 * channels;
        for (int filter = 0; filter < filters; filter++) {
            for (int row = 0; row < layout.rows(); row++) {
                for (int column = 0; column < layout.columns(); column++) {
                    int place = row / 4 * columns + column / 4;
                    int part = row % 4 / 2 * 2 + column % 4 / 2;
                    int output = filter * 4 + row % 2 * 2 + column % 2;
                    for (int lane = 0; lane < Lanes.COUNT; lane++) {
                        float x = in[place * Lanes.COUNT + lane];
                        double expected = literal(x, part, output, first, firstBias, second, secondBias);
                        assertThat((double) out[layout.at(filter, row, column) + lane])
                                .as("x %s, filter %d, row %d, column %d", x, filter, row, column)
                                .isCloseTo(expected, within(tolerance * Math.max(1, x)));
                    }
                }
            }
        }
    }

    @Test
    void networksWhoseTablesWouldTakeTooMuchMemoryDoWithout() {
        assertThat(suits(2, 16)).isTrue();
        assertThat(suits(2, 128)).isTrue();
        assertThat(suits(2, 256)).isFalse();
        assertThat(suits(4, 32)).isTrue();
        assertThat(suits(4, 64)).isFalse();
        assertThat(suits(1, 16)).as("a single stage").isFalse();
    }

    private static boolean suits(int depth, int baseFilters) {
        return PlaceLines.suit(new VaeNetwork(new PatchSpec(32, 32, 1), depth, baseFilters, 2, 0.004f));
    }
}
