package dev.kizu.nn.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
            PiecewiseLinear functions = new PiecewiseLinear(bends, new float[2 * 5 * (count + 1)], 5);
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

    @Test
    void linesThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> new PiecewiseLinear(new float[] {1}, new float[6], 2))
                .hasMessage("6 slopes and starts for 2 outputs with 1 bends, expected 8");
        assertThatThrownBy(() -> new PiecewiseLinear(new float[] {2, 1}, new float[6], 1))
                .hasMessageContaining("expected them in order");
    }
}
