package dev.kizu.patch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class MapAxisTest {
    private static final Offset<Float> CLOSE = Offset.offset(1e-5f);

    @Test
    void weightsAddUpToOne() {
        for (MapAxis axis : new MapAxis[] {
            MapAxis.interpolating(256, 4, 63, 8, 4, 1),
            MapAxis.interpolating(256, 4, 61, 8, 2, 2),
            MapAxis.interpolating(28, 1, 21, 8, 1, 1),
            MapAxis.interpolating(8, 8, 1, 8, 1, 1),
            MapAxis.smoothing(64, 1),
            MapAxis.smoothing(2, 1),
            MapAxis.averaging(64, 32),
            MapAxis.averaging(56, 16),
            MapAxis.averaging(5, 7)
        }) {
            for (float[] weights : axis.weights()) {
                float sum = 0;
                for (float weight : weights) {
                    sum += weight;
                }
                assertThat(sum).isCloseTo(1, CLOSE);
            }
        }
    }

    @Test
    void aRampStaysWhereItIs() {
        // Each window says where its centre is, in pixels of the working size.
        MapAxis axis = MapAxis.interpolating(256, 4, 61, 8, 2, 2);
        float[] centers = new float[61];
        for (int w = 0; w < centers.length; w++) {
            centers[w] = (2 * w + 4) * 2;
        }
        float[] cells = MapAxis.apply(axis, MapAxis.interpolating(8, 8, 1, 8, 1, 1), centers, 1);
        assertThat(cells).hasSize(64);
        for (int c = 2; c < 61; c++) {
            assertThat(cells[c]).isCloseTo(4 * c + 2, Offset.offset(1e-3f));
        }
        assertThat(cells[0]).isEqualTo(centers[0]);
        assertThat(cells[63]).isEqualTo(centers[60]);
    }

    @Test
    void averagingTakesTheMeanOfWhatLiesInACell() {
        float[] values = {1, 3, 5, 7, 9, 11};

        assertThat(MapAxis.apply(MapAxis.averaging(6, 3), MapAxis.averaging(1, 1), values, 1))
                .containsExactly(2, 6, 10);
        // Cells of one and a half values, and values of one and a half cells.
        assertThat(MapAxis.apply(MapAxis.averaging(6, 4), MapAxis.averaging(1, 1), values, 1))
                .containsExactly(new float[] {5 / 3f, 13 / 3f, 23 / 3f, 31 / 3f}, CLOSE);
        assertThat(MapAxis.apply(MapAxis.averaging(1, 1), MapAxis.averaging(2, 3), new float[] {1, 3}, 2))
                .containsExactly(new float[] {1, 2, 3}, CLOSE);
        assertThat(MapAxis.averaging(64, 32).weights()[5]).containsExactly(0.5f, 0.5f);
    }

    @Test
    void smoothingSpreadsAPointAndKeepsItsSum() {
        float[] plane = new float[15 * 11];
        plane[7 * 11 + 5] = 1;
        float[] smooth = MapAxis.apply(MapAxis.smoothing(15, 1), MapAxis.smoothing(11, 1), plane, 11);
        float sum = 0;
        for (float value : smooth) {
            sum += value;
        }
        assertThat(sum).isCloseTo(1, CLOSE);
        float[] sorted = smooth.clone();
        Arrays.sort(sorted);
        assertThat(smooth[7 * 11 + 5]).isEqualTo(sorted[sorted.length - 1]).isCloseTo(0.159f, Offset.offset(2e-3f));
        assertThat(smooth[6 * 11 + 5]).isCloseTo(smooth[8 * 11 + 5], CLOSE);
    }
}
