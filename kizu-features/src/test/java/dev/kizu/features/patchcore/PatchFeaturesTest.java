package dev.kizu.features.patchcore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kizu.features.map.FeatureMap;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PatchFeaturesTest {
    @Test
    void keepsFeaturesInOrderUpToItsCapacity() {
        float[][] features = RandomFeatures.of(9000, 3, false, 1);
        PatchFeatures kept = new PatchFeatures(3, 9000, 1);
        for (int from = 0; from < 9000; from += 90) {
            float[][] image = Arrays.copyOfRange(features, from, from + 90);
            kept.add(RandomFeatures.map(image));
        }
        assertThat(kept.count()).isEqualTo(9000);
        for (int i = 0; i < 9000; i++) {
            for (int j = 0; j < 3; j++) {
                assertThat(kept.get(i, j)).isEqualTo(features[i][j]);
            }
        }
        assertThat(kept.entries(new int[] {8999, 0}))
                .containsExactly(
                        features[8999][0],
                        features[8999][1],
                        features[8999][2],
                        features[0][0],
                        features[0][1],
                        features[0][2]);
    }

    @Test
    void beyondItsCapacityKeepsAUniformSample() {
        PatchFeatures kept = sample(5);
        assertThat(kept.count()).isEqualTo(2000);
        assertThat(kept.seen()).isEqualTo(20_000);
        int[] tenths = new int[10];
        for (int i = 0; i < 2000; i++) {
            tenths[(int) kept.get(i, 0) / 2000]++;
        }
        for (int tenth : tenths) {
            // 200 expected, with a standard deviation of 12.
            assertThat(tenth).isCloseTo(200, within(60));
        }
    }

    @Test
    void sameSeedKeepsTheSameAndAnotherOthers() {
        int[] all = RandomFeatures.range(2000);
        assertThat(sample(5).entries(all)).containsExactly(sample(5).entries(all));
        assertThat(sample(6).entries(all)).isNotEqualTo(sample(5).entries(all));
    }

    @Test
    void refusesOtherDimensions() {
        assertThatThrownBy(() -> new PatchFeatures(2, 5, 1).add(FeatureMap.of(3, 1, 1)))
                .hasMessageContaining("3 dimensions, expected 2");
        assertThatThrownBy(() -> new PatchFeatures(2, 0, 1)).hasMessageContaining("at least 1");
    }

    private static PatchFeatures sample(long seed) {
        PatchFeatures kept = new PatchFeatures(1, 2000, seed);
        for (int i = 0; i < 20_000; i++) {
            kept.add(new float[] {i});
        }
        return kept;
    }
}
