package dev.kizu.features.patchcore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoresetTest {
    @ParameterizedTest
    @CsvSource({
        "1, 3, 1",
        "15, 3, 4",
        "16, 16, 16",
        "17, 3, 9",
        "100, 100, 30",
        "1000, 3, 120",
        "1003, 16, 200",
        "2000, 7, 150"
    })
    void choosesAsTheLiteralGreedyAlgorithmDoes(int count, int dimensions, int size) {
        for (boolean clustered : new boolean[] {false, true}) {
            float[][] features = RandomFeatures.of(count, dimensions, clustered, 1);

            int[] chosen = Coreset.select(RandomFeatures.patches(features), size, 2, 1, done -> {});

            assertThat(chosen)
                    .as("clustered %s", clustered)
                    .containsExactly(LiteralPatchCore.coreset(features, chosen[0], size));
        }
    }

    @Test
    void threadsDoNotChangeTheChoice() {
        PatchFeatures features = RandomFeatures.patches(RandomFeatures.of(5000, 16, true, 3));
        int[] one = Coreset.select(features, 700, 4, 1, done -> {});
        assertThat(Coreset.select(features, 700, 4, 2, done -> {})).containsExactly(one);
        assertThat(Coreset.select(features, 700, 4, 5, done -> {})).containsExactly(one);
        int[] projected = Coreset.selectProjected(features, 4, 100, 4, 1, done -> {});
        assertThat(Coreset.selectProjected(features, 4, 100, 4, 3, done -> {})).containsExactly(projected);
    }

    @Test
    void theSeedDrawsTheFirst() {
        PatchFeatures features = RandomFeatures.patches(RandomFeatures.of(500, 4, false, 3));
        assertThat(Coreset.select(features, 5, 1, 1, done -> {}))
                .containsExactly(Coreset.select(features, 5, 1, 1, done -> {}));
        assertThat(Coreset.select(features, 1, 1, 1, done -> {})[0])
                .isNotEqualTo(Coreset.select(features, 1, 2, 1, done -> {})[0]);
    }

    @Test
    void equalFeaturesAreChosenOnceEachWithTheFirstFirst() {
        float[][] features = new float[40][3];
        features[33][1] = 1;
        int[] chosen = Coreset.select(RandomFeatures.patches(features), 40, 1, 2, done -> {});
        assertThat(chosen).containsExactlyInAnyOrder(RandomFeatures.range(40));
        assertThat(Arrays.stream(chosen).skip(2).toArray()).isSorted();
    }

    @Test
    void distancesInAProjectionChooseNearlyAsWell() {
        float[][] features = RandomFeatures.of(2000, 64, true, 5);
        int[] exact = Coreset.select(RandomFeatures.patches(features), 100, 1, 1, done -> {});
        int[] projected = Coreset.selectProjected(RandomFeatures.patches(features), 16, 100, 1, 1, done -> {});
        assertThat(projected).isNotEqualTo(exact).doesNotHaveDuplicates();
        assertThat(radius(features, projected)).isLessThan(1.3 * radius(features, exact));
        assertThat(Coreset.selectProjected(RandomFeatures.patches(features), 64, 100, 1, 1, done -> {}))
                .containsExactly(exact);
    }

    @Test
    void upTo128DimensionsTheFastChoiceIsTheExactOne() {
        PatchFeatures features = RandomFeatures.patches(RandomFeatures.of(500, 128, true, 6));
        assertThat(Coreset.selectFast(features, 60, 3, 2, done -> {}))
                .containsExactly(Coreset.select(features, 60, 3, 2, done -> {}));
    }

    @ParameterizedTest
    @CsvSource({"129, true", "129, false", "300, true", "300, false", "768, true", "768, false"})
    void beyondThatTheFastChoiceCoversAboutAsWell(int dimensions, boolean clustered) {
        float[][] features = RandomFeatures.of(1500, dimensions, clustered, 7);
        PatchFeatures patches = RandomFeatures.patches(features);
        int[] exact = Coreset.select(patches, 80, 1, 1, done -> {});

        int[] fast = Coreset.selectFast(patches, 80, 1, 1, done -> {});

        assertThat(fast).doesNotHaveDuplicates();
        assertThat(radius(features, fast)).isLessThan(1.1 * radius(features, exact));
        assertThat(Coreset.selectFast(patches, 80, 1, 3, done -> {})).containsExactly(fast);
        assertThat(Coreset.selectFast(patches, 80, 2, 1, done -> {})).isNotEqualTo(fast);
    }

    @Test
    void theBankHoldsFeaturesAsTheyCameWhereTheChoiceWasProjected() {
        float[][] features = RandomFeatures.of(400, 200, false, 8);
        PatchFeatures patches = RandomFeatures.patches(features);
        int[] chosen = Coreset.selectFast(patches, 10, 1, 1, done -> {});
        float[] entries = patches.entries(chosen);
        for (int i = 0; i < chosen.length; i++) {
            assertThat(Arrays.copyOfRange(entries, i * 200, (i + 1) * 200)).containsExactly(features[chosen[i]]);
        }
    }

    @Test
    void tellsHowFarItIs() {
        List<Integer> told = new ArrayList<>();
        Coreset.select(RandomFeatures.patches(RandomFeatures.of(500, 4, false, 3)), 250, 1, 1, told::add);
        assertThat(told).containsExactly(100, 200, 250);
    }

    @Test
    void refusesWhatMakesNoSense() {
        float[][] features = RandomFeatures.of(20, 2, false, 1);
        assertThatThrownBy(() -> Coreset.select(RandomFeatures.patches(features), 21, 1, 1, done -> {}))
                .hasMessageContaining("21 of 20 features");
        features[18][1] = Float.NaN;
        assertThatThrownBy(() -> Coreset.select(RandomFeatures.patches(features), 2, 1, 1, done -> {}))
                .hasMessageContaining("not finite");
    }

    private static double radius(float[][] features, int[] chosen) {
        double radius = 0;
        for (float[] feature : features) {
            double nearest = Double.POSITIVE_INFINITY;
            for (int i : chosen) {
                nearest = Math.min(nearest, LiteralPatchCore.distance(feature, features[i]));
            }
            radius = Math.max(radius, nearest);
        }
        return radius;
    }
}
