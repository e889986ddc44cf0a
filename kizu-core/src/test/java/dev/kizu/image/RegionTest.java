package dev.kizu.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegionTest {
    private static Image counting(int channels, int height, int width) {
        float[] samples = new float[channels * height * width];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = i / 1000f;
        }
        return Image.of(channels, height, width, samples);
    }

    @Test
    void aRegionIsReadAsItIsWritten() {
        Region region = new Region(10, 0, 640, 480);
        assertThat(Region.parse("10,0,640,480")).isEqualTo(region);
        assertThat(Region.parse(" 10, 0 ,640,480 ")).isEqualTo(region);
        assertThat(region).hasToString("10,0,640,480");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1,2,3",
                "1,2,3,4,5",
                "1,2,3,",
                "1,2,3,x",
                "1.5,2,3,4",
                "1;2;3;4",
                "1,2,3,99999999999",
                "1 2,3,4,5"
            })
    void whatIsNotFourNumbersIsRefused(String text) {
        assertThatThrownBy(() -> Region.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("region '" + text
                        + "': expected x,y,width,height, four whole numbers of pixels, for instance 0,0,256,256");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1,0,5,5", "0,-1,5,5", "0,0,0,5", "0,0,5,0", "0,0,5,-5"})
    void numbersThatMakeNoSenseAreRefused(String text) {
        assertThatThrownBy(() -> Region.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("region " + text
                        + " (x,y,width,height): x and y have to be at least 0, width and height at least 1");
    }

    @Test
    void anImageIsCutToTheRegion() {
        Image image = counting(3, 7, 9);

        Image part = image.crop(new Region(2, 1, 4, 5));

        assertThat(part.toString()).isEqualTo("Image[3 x 5 x 4]");
        for (int channel = 0; channel < 3; channel++) {
            for (int y = 0; y < 5; y++) {
                for (int x = 0; x < 4; x++) {
                    assertThat(part.get(channel, y, x)).isEqualTo(image.get(channel, y + 1, x + 2));
                }
            }
        }
        assertThat(image.crop(new Region(0, 0, 9, 7))).isSameAs(image);
    }

    @ParameterizedTest
    @ValueSource(strings = {"6,0,4,1", "0,3,1,5", "9,0,1,1", "999999999,0,999999999,1"})
    void aRegionThatLeavesTheImageIsRefused(String text) {
        Region region = Region.parse(text);
        assertThatThrownBy(() -> counting(1, 7, 9).crop(region))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("region " + text + " (x,y,width,height) ends at column ")
                .hasMessageContaining("outside of the image of 9 x 7 (width x height)");
    }

    @Test
    void greyAndColourTurnIntoEachOther() {
        Image gray = counting(1, 4, 5);
        Image color = gray.withChannels(3);

        assertThat(color.channels()).isEqualTo(3);
        assertThat(color.get(2, 3, 1)).isEqualTo(gray.get(0, 3, 1));
        assertThat(color.withChannels(1)).isEqualTo(gray);
        assertThat(gray.withChannels(1)).isSameAs(gray);
        assertThatThrownBy(() -> counting(2, 4, 5).withChannels(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("an image of 2 channels cannot become one of 1");
    }
}
