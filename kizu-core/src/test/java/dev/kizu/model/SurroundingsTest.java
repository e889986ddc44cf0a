package dev.kizu.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SurroundingsTest {
    private static final int ROWS = 40;
    private static final int COLUMNS = 60;
    private static final int FLAW = 20 * COLUMNS + 30;

    private static int[] all() {
        return IntStream.range(0, ROWS * COLUMNS).toArray();
    }

    @Test
    void whatIsAlikeEverywhereDisappears() {
        float[] map = new float[ROWS * COLUMNS];
        Arrays.fill(map, 7);
        for (float value : Surroundings.of(ROWS, COLUMNS, all()).without(map)) {
            assertThat(value).isCloseTo(0, within(1e-4f));
        }
    }

    @Test
    void aFlawStandsOutMoreThanWhatChangesSlowly() {
        float[] map = new float[ROWS * COLUMNS];
        for (int i = 0; i < map.length; i++) {
            map[i] = 10f * (i % COLUMNS) / COLUMNS;
        }
        map[FLAW] += 4;
        float[] standingOut = Surroundings.of(ROWS, COLUMNS, all()).without(map);
        int largest = IntStream.range(0, map.length)
                .reduce((a, b) -> standingOut[a] >= standingOut[b] ? a : b)
                .orElseThrow();
        assertThat(largest).isEqualTo(FLAW);
    }

    @Test
    void cellsThatDoNotCountDoNotMatter() {
        int[] left = Arrays.stream(all()).filter(i -> i % COLUMNS < 40).toArray();
        Surroundings surroundings = Surroundings.of(ROWS, COLUMNS, left);
        float[] map = new float[ROWS * COLUMNS];
        map[FLAW] = 4;
        float[] quiet = surroundings.without(map);
        for (int i = 0; i < map.length; i++) {
            map[i] += i % COLUMNS < 40 ? 0 : 1000;
        }
        float[] loud = surroundings.without(map);
        for (int cell : left) {
            assertThat(loud[cell]).isEqualTo(quiet[cell]);
        }
    }
}
