package dev.kizu.flaw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConnectedRegionsTest {
    /** A picture of rows: {@code #} is true. */
    private static ConnectedRegions of(String... rows) {
        String all = String.join("", rows);
        boolean[] plane = new boolean[all.length()];
        for (int i = 0; i < plane.length; i++) {
            plane[i] = all.charAt(i) == '#';
        }
        return ConnectedRegions.of(plane, rows.length, rows[0].length());
    }

    @Test
    void pixelsThatTouchByACornerBelongTogether() {
        ConnectedRegions regions = of(
                "#..#", //
                ".#..", "...#", "##.#");
        assertThat(regions.labels()).containsExactly(1, 0, 0, 2, 0, 1, 0, 0, 0, 0, 0, 3, 4, 4, 0, 3);
        assertThat(regions.sizes()).containsExactly(2, 1, 2, 2);
        assertThat(regions.count()).isEqualTo(4);
    }

    @Test
    void theLeftAndTheRightBorderAreNoNeighbours() {
        assertThat(of("#..", "..#", "#..").count()).isEqualTo(3);
    }

    @Test
    void armsOfOneRegionHaveOneNumber() {
        ConnectedRegions regions = of(
                "#.#.#", //
                "#.#.#", ".#.#.");
        assertThat(regions.sizes()).containsExactly(8);
    }

    @Test
    void emptyAndFullPlanesHaveNoneAndOne() {
        assertThat(of("...").count()).isZero();
        boolean[] full = new boolean[700 * 900];
        Arrays.fill(full, true);
        assertThat(ConnectedRegions.of(full, 700, 900).sizes()).containsExactly(630_000);
    }

    @Test
    void aWayThatWindsThroughAMillionPixelsIsOneRegion() {
        int side = 1001;
        boolean[] plane = new boolean[side * side];
        int pixels = 0;
        // Every other row, joined at alternating ends: as long a way as there is.
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                boolean joint = column == (row % 4 == 1 ? side - 1 : 0);
                if (row % 2 == 0 || joint) {
                    plane[row * side + column] = true;
                    pixels++;
                }
            }
        }
        assertThat(ConnectedRegions.of(plane, side, side).sizes()).containsExactly(pixels);
    }

    /** Every pixel takes the smallest place among its neighbours' until nothing changes. */
    private static int[] smallestPlaces(boolean[] plane, int height, int width) {
        int[] places = new int[plane.length];
        Arrays.setAll(places, i -> plane[i] ? i : -1);
        for (boolean changed = true; changed; ) {
            changed = false;
            for (int i = 0; i < plane.length; i++) {
                for (int j = 0; plane[i] && j < plane.length; j++) {
                    boolean near = Math.abs(i / width - j / width) <= 1 && Math.abs(i % width - j % width) <= 1;
                    if (near && plane[j] && places[j] < places[i]) {
                        places[i] = places[j];
                        changed = true;
                    }
                }
            }
        }
        return places;
    }

    @Test
    void regionsAreThoseOfTheDefinition() {
        Random random = new Random(1);
        for (int trial = 0; trial < 150; trial++) {
            int height = 1 + random.nextInt(9);
            int width = 1 + random.nextInt(9);
            double density = random.nextDouble();
            boolean[] plane = new boolean[height * width];
            for (int i = 0; i < plane.length; i++) {
                plane[i] = random.nextDouble() < density;
            }
            int[] expected = smallestPlaces(plane, height, width);
            int[] order = Arrays.stream(expected)
                    .filter(i -> i >= 0)
                    .distinct()
                    .sorted()
                    .toArray();
            ConnectedRegions regions = ConnectedRegions.of(plane, height, width);
            assertThat(regions.count()).isEqualTo(order.length);
            for (int i = 0; i < plane.length; i++) {
                int label = expected[i] < 0 ? 0 : 1 + Arrays.binarySearch(order, expected[i]);
                assertThat(regions.labels()[i])
                        .as("trial %d, pixel %d", trial, i)
                        .isEqualTo(label);
            }
            for (int label = 1; label <= order.length; label++) {
                int number = label;
                assertThat(regions.sizes()[label - 1]).isEqualTo((int) Arrays.stream(regions.labels())
                        .filter(one -> one == number)
                        .count());
            }
        }
    }

    @Test
    void aPlaneOfAnotherSizeIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConnectedRegions.of(new boolean[5], 2, 3))
                .withMessageContaining("2 x 3 (rows, columns) has 6 values, got 5");
        assertThatIllegalArgumentException().isThrownBy(() -> ConnectedRegions.of(new boolean[0], 0, 0));
    }
}
