package dev.kizu.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kizu.image.Image;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatchSamplerTest {
    private static final PatchSpec PATCH = new PatchSpec(3, 2, 1);

    /** Every sample is its own place, so that a patch tells where it was cut. */
    private static Image numbered(int channels, int height, int width, int first) {
        float[] samples = new float[channels * height * width];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (first + i) / 1000f;
        }
        return Image.of(channels, height, width, samples);
    }

    private static float[] patch(PatchSampler sampler, long index, PatchSpec spec) {
        float[] patch = new float[spec.size()];
        sampler.copyTo(index, patch, 0, 1);
        return patch;
    }

    @Test
    void everyPlaceOfEveryImageIsDrawnEquallyOften() {
        PatchSampler sampler = new PatchSampler(List.of(numbered(1, 5, 4, 0), numbered(1, 4, 3, 100)), PATCH, 8);
        int draws = 60_000;
        int[] count = new int[200];
        for (int i = 0; i < draws; i++) {
            count[Math.round(patch(sampler, i, PATCH)[0] * 1000)]++;
        }

        // An image with half of the draws; in it three rows and three columns of places, or two and two.
        int places = 0;
        for (int corner = 0; corner < count.length; corner++) {
            int row = corner % 100 / (corner < 100 ? 4 : 3);
            int column = corner % 100 % (corner < 100 ? 4 : 3);
            boolean fits = corner < 100 ? row < 3 && column < 3 : corner < 112 && row < 2 && column < 2;
            if (fits) {
                double expected = draws / 2.0 / (corner < 100 ? 9 : 4);
                assertThat((double) count[corner])
                        .as("draws at %d", corner)
                        .isBetween(expected - 5 * Math.sqrt(expected), expected + 5 * Math.sqrt(expected));
                places++;
            } else {
                assertThat(count[corner]).as("draws at %d", corner).isZero();
            }
        }
        assertThat(places).isEqualTo(13);
    }

    @Test
    void aPatchIsARectangleOfOneImageChannelByChannel() {
        PatchSpec spec = new PatchSpec(2, 3, 2);
        PatchSampler sampler = new PatchSampler(List.of(numbered(2, 6, 7, 0)), spec, 1);
        for (int i = 0; i < 100; i++) {
            float[] patch = patch(sampler, i, spec);
            int corner = Math.round(patch[0] * 1000);
            for (int k = 0; k < patch.length; k++) {
                int expected = corner + k / 6 * 42 + k % 6 / 3 * 7 + k % 3;
                assertThat(Math.round(patch[k] * 1000)).isEqualTo(expected);
            }
        }
    }

    @Test
    void valuesAreWrittenAtTheirOffsetAndStepAndNowhereElse() {
        PatchSampler sampler = new PatchSampler(List.of(numbered(1, 8, 8, 0)), PATCH, 1);
        float[] target = new float[4 + 6 * 16];
        java.util.Arrays.fill(target, -1);
        sampler.copyTo(5, target, 3, 16);

        float[] expected = patch(sampler, 5, PATCH);
        for (int i = 0; i < target.length; i++) {
            boolean inPatch = i >= 3 && (i - 3) % 16 == 0 && (i - 3) / 16 < 6;
            assertThat(target[i]).isEqualTo(inPatch ? expected[(i - 3) / 16] : -1);
        }
    }

    @Test
    void aPatchIsAFunctionOfSeedAndNumberWhateverWasDrawnBefore() {
        List<Image> images = List.of(numbered(1, 20, 20, 0), numbered(1, 20, 20, 400));
        PatchSampler forth = new PatchSampler(images, PATCH, 3);
        PatchSampler back = new PatchSampler(images, PATCH, 3);
        PatchSampler other = new PatchSampler(images, PATCH, 4);
        float[][] drawn = new float[50][];
        int same = 0;
        for (int i = 0; i < 50; i++) {
            drawn[i] = patch(forth, i, PATCH);
            same += java.util.Arrays.equals(drawn[i], patch(other, i, PATCH)) ? 1 : 0;
        }
        for (int i = 49; i >= 0; i--) {
            assertThat(patch(back, i, PATCH)).isEqualTo(drawn[i]);
        }
        assertThat(same).as("patches that another seed draws too").isLessThan(5);
    }

    @Test
    void anImageOfThePatchsSizeIsItsOnlyPatch() {
        Image image = numbered(1, 3, 2, 0);
        PatchSampler sampler = new PatchSampler(List.of(image), PATCH, 0);

        assertThat(patch(sampler, Long.MAX_VALUE, PATCH)).isEqualTo(image.toArray());
    }

    @Test
    void imagesThatCannotGivePatchesAreRefused() {
        assertThatThrownBy(() -> new PatchSampler(List.of(), PATCH, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("give at least one");
        assertThatThrownBy(() -> new PatchSampler(List.of(numbered(1, 9, 9, 0), numbered(1, 9, 1, 0)), PATCH, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("patch 3x2 does not fit image 9x1: width 1 < 2. Use a smaller patch");
        assertThatThrownBy(() -> new PatchSampler(List.of(numbered(3, 9, 9, 0)), PATCH, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("looks at 1 channels but the image has 3");
        assertThatThrownBy(() -> new PatchSpec(8, 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("height 8, width 0, channels 1");
    }
}
