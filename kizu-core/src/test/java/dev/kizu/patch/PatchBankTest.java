package dev.kizu.patch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kizu.image.Image;
import org.junit.jupiter.api.Test;

class PatchBankTest {
    private static final PatchSpec SPEC = new PatchSpec(2, 3, 1);

    /** An image whose samples tell which image it is, and where. */
    private static Image image(int number) {
        float[] samples = new float[5 * 7];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (100 * number + i) / 1000f;
        }
        return Image.of(1, 5, 7, samples);
    }

    private static PatchBank bank(int size, int... order) {
        PatchBank bank = new PatchBank(SPEC, 3, size, 9);
        for (int number : order) {
            bank.add(number, image(number));
        }
        return bank;
    }

    private static float[] patch(PatchSource source, long index) {
        float[] patch = new float[2 * SPEC.size()];
        source.copyTo(index, patch, 0, 2);
        float[] dense = new float[SPEC.size()];
        for (int i = 0; i < dense.length; i++) {
            dense[i] = patch[2 * i];
        }
        return dense;
    }

    @Test
    void patchesAreCropsOfTheImagesInTurn() {
        PatchBank bank = bank(30, 0, 1, 2);
        for (int index = 0; index < 30; index++) {
            float[] patch = patch(bank, index);
            int first = Math.round(patch[0] * 1000);
            assertThat(first / 100).isEqualTo(index % 3);
            for (int i = 0; i < patch.length; i++) {
                int expected = first + i / 3 * 7 + i % 3;
                // 16 bits a sample.
                assertThat(patch[i]).isCloseTo(expected / 1000f, org.assertj.core.data.Offset.offset(1f / 65_535));
            }
        }
    }

    @Test
    void theOrderOfTheImagesDoesNotMatterAndNumbersBeginAnew() {
        PatchBank one = bank(10, 0, 1, 2);
        PatchBank other = bank(10, 2, 0, 1);
        for (int index = 0; index < 10; index++) {
            assertThat(patch(other, index)).isEqualTo(patch(one, index));
            assertThat(patch(one, index + 20L)).isEqualTo(patch(one, index));
        }
    }

    @Test
    void gapsAreFilledWithPatchesOfOtherImages() {
        PatchBank bank = bank(20, 0, 2);
        bank.fillGaps(new boolean[] {true, false, true}, new int[] {0, 2});
        for (int index = 0; index < 20; index++) {
            int from = Math.round(patch(bank, index)[0] * 1000) / 100;
            assertThat(from).isNotEqualTo(1);
            if (index % 3 != 1) {
                assertThat(from).isEqualTo(index % 3);
            }
        }
    }
}
