package dev.kizu.features.patchcore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BankIndexTest {
    private static final int COLUMNS = 20;

    private static BankIndex index(float[][] entries) {
        float[] flat = RandomFeatures.flat(entries);
        int dimensions = entries[0].length;
        return new BankIndex(dimensions, flat, EntryLinks.of(dimensions, flat, done -> {}));
    }

    private static Nearest exact(float[][] entries, float[][] image) {
        return new MemoryBank(entries[0].length, RandomFeatures.flat(entries)).nearest(RandomFeatures.map(image));
    }

    @ParameterizedTest
    @CsvSource({"3000, 16, false", "3000, 80, true", "6000, 33, true", "50, 3, false"})
    void findsNearlyAllNearestEntriesAndNoneThatIsNearer(int size, int dimensions, boolean clustered) {
        float[][] features = RandomFeatures.of(size + 400, dimensions, clustered, 1);
        float[][] entries = Arrays.copyOf(features, size);
        float[][] image = Arrays.copyOfRange(features, size, size + 400);
        Nearest exact = exact(entries, image);

        Nearest found = index(entries).nearest(RandomFeatures.flat(image), COLUMNS, 1);

        int right = 0;
        double distances = 0;
        double least = 0;
        for (int position = 0; position < 400; position++) {
            right += found.entries()[position] == exact.entries()[position] ? 1 : 0;
            distances += found.distances()[position];
            least += exact.distances()[position];
            assertThat(found.distances()[position]).isGreaterThan(exact.distances()[position] * 0.9999f);
        }
        assertThat(right).isGreaterThan(360);
        assertThat(distances).isLessThan(1.01 * least);
    }

    /** What is far from all entries is about as far from many, so others than the nearest are found, hardly farther. */
    @Test
    void distancesOfAnomalousFeaturesAreNearlyRight() {
        float[][] entries = RandomFeatures.of(3000, 40, true, 1);
        float[][] image = RandomFeatures.of(400, 40, true, 2);
        Nearest exact = exact(entries, image);
        Nearest found = index(entries).nearest(RandomFeatures.flat(image), COLUMNS, 1);
        for (int position = 0; position < 400; position++) {
            assertThat(found.distances()[position]).isLessThan(exact.distances()[position] * 1.05f);
        }
    }

    @Test
    void similarNeighboursHelpToFindNearlyAll() {
        float[][] entries = RandomFeatures.of(5000, 40, false, 3);
        float[][] image = new float[1000][];
        for (int i = 0; i < image.length; i++) {
            // Rows of the same entry, hardly moved.
            image[i] = entries[i / 100].clone();
            image[i][i % 40] += 0.1f;
        }
        Nearest found = index(entries).nearest(RandomFeatures.flat(image), COLUMNS, 2);
        assertThat(found.entries()).containsExactly(exact(entries, image).entries());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 16, 17, 60})
    void theLargestDistancesAreExactOnceTheyAreSettled(int count) {
        float[][] entries = RandomFeatures.of(2000, 24, false, 1);
        float[][] image = RandomFeatures.of(400, 24, false, 2);
        float[] vectors = RandomFeatures.flat(image);
        Nearest exact = exact(entries, image);
        int[] among = RandomFeatures.range(300);
        Nearest found = worst(entries, image);

        index(entries).settle(vectors, among, count, found);

        float[] largest = sorted(exact.distances());
        float[] settled = sorted(found.distances());
        for (int i = 300 - count; i < 300; i++) {
            assertThat(settled[i]).isCloseTo(largest[i], within(1e-5f));
        }
        assertThat(Arrays.copyOfRange(found.entries(), 300, 400)).containsOnly(0);
    }

    /** All positions at the first entry. */
    private static Nearest worst(float[][] entries, float[][] image) {
        float[] distances = new float[image.length];
        for (int i = 0; i < distances.length; i++) {
            distances[i] = (float) LiteralPatchCore.distance(image[i], entries[0]);
        }
        return new Nearest(distances, new int[image.length]);
    }

    private static float[] sorted(float[] distances) {
        float[] sorted = Arrays.copyOf(distances, 300);
        Arrays.sort(sorted);
        return sorted;
    }

    @Test
    void theSameEntriesGiveTheSameLinksAndAnyNumberOfThreadsFindsTheSame() {
        float[] entries = RandomFeatures.flat(RandomFeatures.of(3000, 20, true, 1));
        EntryLinks links = EntryLinks.of(20, entries, done -> {});
        assertThat(EntryLinks.of(20, entries, done -> {}).links()).containsExactly(links.links());
        float[] vectors = RandomFeatures.flat(RandomFeatures.of(700, 20, true, 2));
        Nearest one = new BankIndex(20, entries, links).nearest(vectors, COLUMNS, 1);
        for (int threads : new int[] {1, 2, 5}) {
            Nearest again = new BankIndex(20, entries, links).nearest(vectors, COLUMNS, threads);
            assertThat(again.entries()).containsExactly(one.entries());
            assertThat(again.distances()).containsExactly(one.distances());
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {1e-6f, 1, 1e6f})
    void theScaleOfFeaturesDoesNotMatter(float scale) {
        float[][] features = RandomFeatures.of(2200, 20, true, 1);
        float[][] entries = Arrays.copyOf(features, 2000);
        float[][] image = Arrays.copyOfRange(features, 2000, 2200);
        int[] exact = exact(entries, image).entries();
        for (float[] feature : features) {
            for (int i = 0; i < feature.length; i++) {
                feature[i] *= scale;
            }
        }
        int[] found =
                index(entries).nearest(RandomFeatures.flat(image), COLUMNS, 1).entries();
        int right = 0;
        for (int i = 0; i < found.length; i++) {
            right += found[i] == exact[i] ? 1 : 0;
        }
        assertThat(right).isGreaterThan(190);
    }

    @Test
    void whatIsNotANumberHasADistanceThatIsNone() {
        float[][] entries = RandomFeatures.of(100, 5, false, 1);
        float[][] image = RandomFeatures.of(40, 5, false, 2);
        image[7][3] = Float.NaN;
        BankIndex index = index(entries);
        float[] vectors = RandomFeatures.flat(image);
        Nearest found = index.nearest(vectors, COLUMNS, 1);
        index.settle(vectors, RandomFeatures.range(40), 3, found);
        assertThat(found.distances()[7]).isNaN();
        assertThat(Arrays.stream(found.entries())).allMatch(entry -> entry >= 0 && entry < 100);
    }

    @Test
    void equalEntriesAndASingleOneAreLinkedToo() {
        BankIndex single = new BankIndex(2, new float[2], EntryLinks.of(2, new float[2], done -> {}));
        assertThat(single.nearest(new float[] {1, 2, 3, 4}, 2, 1).entries()).containsOnly(0);
        float[] equal = new float[200];
        Nearest found = new BankIndex(2, equal, EntryLinks.of(2, equal, done -> {})).nearest(new float[] {3, 4}, 1, 1);
        assertThat(found.distances()).containsExactly(5);
    }

    @Test
    void tellsHowFarLinkingIs() {
        List<Integer> told = new ArrayList<>();
        EntryLinks.of(2, RandomFeatures.flat(RandomFeatures.of(2500, 2, false, 1)), told::add);
        assertThat(told).containsExactly(1000, 2000, 2500);
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThatThrownBy(() -> new EntryLinks(2, new int[3])).hasMessageContaining("3 links of 2 each");
        assertThatThrownBy(() -> new EntryLinks(1, new int[] {0, 2})).hasMessageContaining("a link to entry 2");
        assertThatThrownBy(() -> new BankIndex(3, new float[9], new EntryLinks(1, new int[2])))
                .hasMessageContaining("links of 2 entries");
    }
}
