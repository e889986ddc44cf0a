package dev.kizu.features.patchcore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Percentage.withPercentage;

import dev.kizu.features.map.FeatureMap;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryBankTest {
    /** One part in ten thousand. */
    private static final double PERCENT = 0.01;

    @ParameterizedTest
    @CsvSource({
        "1, 1, 1",
        "2, 3, 15",
        "3, 16, 16",
        "17, 3, 17",
        "255, 1, 100",
        "256, 16, 100",
        "257, 100, 17",
        "800, 20, 300"
    })
    void findsNearestEntriesAndScoresAsThePaperDoes(int size, int dimensions, int positions) {
        for (boolean clustered : new boolean[] {false, true}) {
            float[][] entries = RandomFeatures.of(size, dimensions, clustered, 1);
            float[][] image = RandomFeatures.of(positions, dimensions, clustered, 2);
            MemoryBank bank = new MemoryBank(dimensions, RandomFeatures.flat(entries));
            FeatureMap map = RandomFeatures.map(image);

            Nearest nearest = bank.nearest(map);

            for (int position = 0; position < positions; position++) {
                int expected = LiteralPatchCore.nearest(image[position], entries);
                double distance = LiteralPatchCore.distance(image[position], entries[expected]);
                assertThat((double) nearest.distances()[position])
                        .as("clustered %s, position %d", clustered, position)
                        .isCloseTo(distance, withPercentage(PERCENT));
                assertThat(nearest.entries()[position]).isEqualTo(expected);
            }
            if (size > 1) {
                assertThat(bank.imageScore(map, nearest))
                        .isCloseTo(LiteralPatchCore.imageScore(image, entries, 9), withPercentage(PERCENT));
                assertThat(bank.imageScore(map, nearest, 3))
                        .isCloseTo(LiteralPatchCore.imageScore(image, entries, 3), withPercentage(PERCENT));
            }
        }
    }

    @Test
    void anEntryOfTheBankIsAtDistanceZeroFromItself() {
        float[][] entries = RandomFeatures.of(300, 20, true, 1);
        MemoryBank bank = new MemoryBank(20, RandomFeatures.flat(entries));
        Nearest nearest = bank.nearest(RandomFeatures.map(entries));
        assertThat(nearest.entries()).containsExactly(RandomFeatures.range(300));
        assertThat(nearest.distances()).containsOnly(0f);
    }

    @Test
    void threadsDoNotChangeWhatIsNearest() {
        MemoryBank bank = new MemoryBank(16, RandomFeatures.flat(RandomFeatures.of(600, 16, false, 1)));
        FeatureMap map = RandomFeatures.map(RandomFeatures.of(700, 16, false, 2));
        Nearest one = bank.nearest(map, 1);
        Nearest three = bank.nearest(map, 3);
        assertThat(three.entries()).containsExactly(one.entries());
        assertThat(three.distances()).containsExactly(one.distances());
    }

    @Test
    void scoresFarFeaturesWithoutOverflow() {
        MemoryBank bank = new MemoryBank(1, new float[] {0, 1, 2000});
        FeatureMap map = RandomFeatures.map(new float[][] {{-10_000}});
        // The far entry has all the weight that exponentials of distances leave.
        assertThat(bank.imageScore(map, bank.nearest(map))).isCloseTo(10_000, withPercentage(1e-6));
    }

    @Test
    void withOneEntryTheScoreIsTheDistance() {
        MemoryBank bank = new MemoryBank(1, new float[] {3});
        FeatureMap map = RandomFeatures.map(new float[][] {{5}, {7}});
        assertThat(bank.imageScore(map, bank.nearest(map))).isEqualTo(4);
    }

    @Test
    void neighboursBeginWithTheEntryAndGoByDistance() {
        MemoryBank bank = new MemoryBank(1, new float[] {5, 5, 9, 4, 7.5f, 3});
        assertThat(bank.neighbours(1, 4)).containsExactly(1, 0, 3, 5);
        assertThat(bank.neighbours(1, 1)).containsExactly(1);
        assertThat(bank.neighbours(2, 99)).containsExactly(2, 4, 0, 1, 3, 5);
    }

    @ParameterizedTest
    @CsvSource({"1, 3, 1", "2, 3, 2", "17, 5, 9", "255, 1, 9", "256, 20, 9", "600, 30, 9", "700, 3, 700"})
    void theTableHasTheNeighboursOfEachEntry(int size, int dimensions, int count) {
        for (boolean clustered : new boolean[] {false, true}) {
            float[][] entries = RandomFeatures.of(size, dimensions, clustered, 1);
            // Equal ones too.
            entries[size - 1] = entries[size / 2];
            MemoryBank bank = new MemoryBank(dimensions, RandomFeatures.flat(entries));

            int[] table = bank.neighbourTable(count, 2);

            for (int entry = 0; entry < size; entry++) {
                assertThat(Arrays.copyOfRange(table, entry * count, (entry + 1) * count))
                        .as("clustered %s, entry %d", clustered, entry)
                        .containsExactly(bank.neighbours(entry, count));
            }
        }
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThatThrownBy(() -> new MemoryBank(3, new float[4])).hasMessageContaining("4 values with 3 dimensions");
        assertThatThrownBy(() -> new MemoryBank(2, new float[] {1, 2, 3, Float.NaN}))
                .hasMessageContaining("entry 1 of the bank has the value NaN");
        MemoryBank bank = new MemoryBank(2, new float[4]);
        assertThatThrownBy(() -> bank.nearest(FeatureMap.of(3, 1, 1))).hasMessageContaining("3 dimensions, expected 2");
        assertThatThrownBy(() -> bank.neighbours(0, 0)).hasMessageContaining("0 neighbours");
        assertThatThrownBy(() -> bank.neighbourTable(3, 1)).hasMessageContaining("3 neighbours in a bank of 2");
    }
}
