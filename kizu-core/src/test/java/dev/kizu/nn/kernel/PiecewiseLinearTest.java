package dev.kizu.nn.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kizu.parallel.Team;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PiecewiseLinearTest {
    @Test
    void aValueLiesInTheSegmentOfTheBendsItHasReached() {
        Random random = new Random(4);
        for (int count = 0; count < 70; count++) {
            float[] bends = new float[count];
            for (int i = 0; i < count; i++) {
                // Some of them coincide.
                bends[i] = (i == 0 ? 0 : bends[i - 1]) + (random.nextInt(3) == 0 ? 0 : random.nextFloat());
            }
            PiecewiseLinear functions =
                    new PiecewiseLinear(bends, 5, new float[PiecewiseLinear.space(5, count + 1)], 0);
            for (int i = 0; i < 200; i++) {
                float x = i < count ? bends[i] : random.nextFloat() * count;
                int reached = 0;
                for (float bend : bends) {
                    reached += bend <= x ? 1 : 0;
                }
                assertThat(functions.lineAt(x)).as("%d bends, %s", count, x).isEqualTo(reached * 10);
            }
            assertThat(functions.lineAt(Float.POSITIVE_INFINITY)).isEqualTo(count * 10);
            assertThat(functions.lineAt(Float.NEGATIVE_INFINITY)).isZero();
            assertThat(functions.lineAt(Float.NaN)).isBetween(0, count * 10);
        }
    }

    /** What a kernel makes at the first call, it makes once, whoever calls first. */
    @Test
    void severalThreadsMayBeTheFirstToCall() {
        int outputs = 64;
        float[] bends = {0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f, 0.7f, 0.8f, 0.9f};
        float[] in = new float[Lanes.COUNT];
        int[] offsets = new int[outputs];
        Arrays.setAll(offsets, i -> i * Lanes.COUNT);
        Random random = new Random(8);
        for (int i = 0; i < in.length; i++) {
            in[i] = random.nextFloat();
        }
        for (int round = 0; round < 300; round++) {
            float[] memory = new float[PiecewiseLinear.space(outputs, bends.length + 1)];
            for (int i = 0; i < memory.length; i++) {
                memory[i] = random.nextFloat();
            }
            float[] expected = new float[outputs * Lanes.COUNT];
            PiecewiseLinear functions = new PiecewiseLinear(bends, outputs, memory, 0);
            new PlainKernel().lines(functions, false, in, 0, offsets, expected, 0, new float[0], 0);
            float[][] results = new float[3][outputs * Lanes.COUNT];
            Team.run(results.length, member -> {
                // All wait for one another, so that they begin together.
                member.sync(() -> {});
                float[] out = results[member.index()];
                Kernels.best().lines(functions, false, in, 0, offsets, out, 0, new float[PiecewiseLinear.SCRATCH], 0);
            });
            for (float[] result : results) {
                assertThat(result).isEqualTo(expected);
            }
        }
    }

    @Test
    void linesThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> new PiecewiseLinear(new float[] {1}, 2, new float[147], 4))
                .hasMessage("143 floats of memory from 4 on for 2 outputs with 1 bends, expected 144");
        assertThatThrownBy(() -> new PiecewiseLinear(new float[] {2, 1}, 1, new float[100], 0))
                .hasMessageContaining("expected them in order");
    }
}
