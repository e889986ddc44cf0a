package dev.kizu.flaw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class FlawFinderTest {
    private static final float[] MAP = {
        0, 5, 0, 0, 7,
        6, 0, 0, 0, 0,
        0, 0, 9, 0, 2,
        3, 0, 0, 0, 2
    };

    @Test
    void regionsHaveTheirBoxAreaAndPeakTheWorstFirst() {
        assertThat(FlawFinder.find(MAP, 4, 5, 2, 1))
                .containsExactly(
                        new FlawRegion(2, 2, 1, 1, 1, 9, 2, 2),
                        new FlawRegion(4, 0, 1, 1, 1, 7, 4, 0),
                        new FlawRegion(0, 0, 2, 2, 2, 6, 0, 1),
                        new FlawRegion(0, 3, 1, 1, 1, 3, 0, 3));
    }

    @Test
    void aPixelAtTheThresholdIsNotAboveIt() {
        assertThat(FlawFinder.find(MAP, 4, 5, 9, 1)).isEmpty();
        assertThat(FlawFinder.find(MAP, 4, 5, 1.5f, 2))
                .extracting(FlawRegion::area)
                .containsExactly(2, 2);
    }

    @Test
    void smallRegionsAreLeftOut() {
        assertThat(FlawFinder.find(MAP, 4, 5, 2, 2)).containsExactly(new FlawRegion(0, 0, 2, 2, 2, 6, 0, 1));
        assertThat(FlawFinder.find(MAP, 4, 5, 2, 3)).isEmpty();
    }

    @Test
    void ofEqualPeaksTheLargerRegionComesFirstThenTheUpperOne() {
        float[] map = {4, 0, 4, 0, 4, 4};
        assertThat(FlawFinder.find(map, 1, 6, 1, 1)).extracting(FlawRegion::x).containsExactly(4, 0, 2);
    }

    @Test
    void whatIsNoNumberIsTheWorst() {
        FlawRegion worst =
                FlawFinder.find(new float[] {9, 0, 1, Float.NaN, 5}, 1, 5, 0, 1).get(0);
        assertThat(worst).isEqualTo(new FlawRegion(2, 0, 3, 1, 3, Float.NaN, 3, 0));
        assertThat(FlawFinder.find(new float[] {Float.NaN}, 1, 1, Float.POSITIVE_INFINITY, 1))
                .hasSize(1);
    }

    @Test
    void onThePictureARegionCoversAllPixelsThatItTouches() {
        FlawRegion region = new FlawRegion(2, 3, 4, 5, 7, 9, 3, 4);
        assertThat(region.inPicture(MapPlacement.identity())).isEqualTo(region);
        assertThat(region.inPicture(new MapPlacement(10, 20, 2, 3)))
                .isEqualTo(new FlawRegion(14, 29, 8, 15, 42, 9, 17, 33));
        assertThat(region.inPicture(new MapPlacement(0.5, 0, 0.5, 1)))
                .isEqualTo(new FlawRegion(1, 3, 3, 5, 4, 9, 2, 4));
        assertThat(new FlawRegion(0, 0, 1, 1, 1, 9, 0, 0).inPicture(new MapPlacement(0, 0, 0.1, 0.1)))
                .isEqualTo(new FlawRegion(0, 0, 1, 1, 1, 9, 0, 0));
    }

    @Test
    void aRegionOfTheWholeMapIsTheWholePicture() {
        for (int side = 1; side < 300; side += 7) {
            MapPlacement placement = MapPlacement.covering(480, 641, side, side + 3);
            assertThat(new FlawRegion(0, 0, side + 3, side, side * (side + 3), 1, 0, 0).inPicture(placement))
                    .as("side %d", side)
                    .extracting(FlawRegion::x, FlawRegion::y, FlawRegion::width, FlawRegion::height, FlawRegion::area)
                    .containsExactly(0, 0, 641, 480, 641 * 480);
        }
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FlawFinder.find(MAP, 5, 5, 1, 1))
                .withMessageContaining("map of 5 x 5 (rows, columns) has 25 values, got 20");
        assertThatIllegalArgumentException().isThrownBy(() -> FlawFinder.find(MAP, 4, 5, Float.NaN, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> FlawFinder.find(MAP, 4, 5, 1, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MapPlacement(0, 0, 0, 1))
                .withMessageContaining("scales above 0");
    }
}
