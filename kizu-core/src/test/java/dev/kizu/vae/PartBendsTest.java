package dev.kizu.vae;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PartBendsTest {
    @Test
    void aChannelIsActiveInTheSegmentsInWhichItIsPositive() {
        Random random = new Random(6);
        for (int channels = 1; channels < 40; channels++) {
            float[] slopes = new float[channels];
            float[] starts = new float[channels];
            for (int i = 0; i < channels; i++) {
                slopes[i] = random.nextInt(8) == 0 ? 0 : (float) random.nextGaussian();
                // Some bends coincide, and some channels have none.
                starts[i] = i > 0 && random.nextInt(6) == 0
                        ? slopes[i] * starts[i - 1] / slopes[i - 1]
                        : (float) random.nextGaussian();
            }
            PartBends bends = new PartBends(slopes, starts);
            assertThat(bends.bends).isSorted();
            assertThat(bends.segments()).isEqualTo(bends.bends.length + 1);
            for (int segment = 0; segment < bends.segments(); segment++) {
                double from = segment == 0 ? 0 : bends.bends[segment - 1];
                double to = segment == bends.bends.length ? from + 2 : bends.bends[segment];
                if (to - from < 1e-4) {
                    continue;
                }
                double x = (from + to) / 2;
                for (int channel = 0; channel < channels; channel++) {
                    boolean active = bends.from(channel) <= segment && segment < bends.to(channel);
                    assertThat(active)
                            .as("%s x + %s at %s", slopes[channel], starts[channel], x)
                            .isEqualTo(slopes[channel] * x + starts[channel] > 0);
                }
            }
            for (int i = 0; i < bends.bends.length; i++) {
                int channel = bends.channel(i);
                assertThat(bends.rises(i) ? bends.from(channel) : bends.to(channel))
                        .isEqualTo(i + 1);
            }
        }
    }

    @Test
    void numbersThatAreNoneGiveNoBends() {
        PartBends bends = new PartBends(
                new float[] {Float.NaN, 1, Float.POSITIVE_INFINITY, 0}, new float[] {1, Float.NaN, -1, 0});
        assertThat(bends.bends).isEmpty();
        assertThat(bends.to(3)).isZero();
    }
}
