package dev.kizu.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kizu.detect.ScoreMap;
import dev.kizu.image.Image;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PicturesTest {
    @Test
    void colorImageKeepsItsColorsThroughPng() throws IOException {
        Image image = Image.of(3, 1, 2, new float[] {1, 0, 0, 0.2f, 0, 1});
        BufferedImage decoded =
                ImageIO.read(new ByteArrayInputStream(Picture.of(image).png()));
        assertThat(decoded.getRGB(0, 0) & 0xffffff).isEqualTo(0xff0000);
        assertThat(decoded.getRGB(1, 0) & 0xffffff).isEqualTo(0x0033ff);
    }

    @Test
    void colorsGrowLighterFromLowToHigh() {
        double before = -1;
        for (int i = 0; i <= 100; i++) {
            int color = ColorMap.color(i / 100.0);
            double luminance = 0.2126 * linear(color >> 16) + 0.7152 * linear(color >> 8) + 0.0722 * linear(color);
            assertThat(luminance).isGreaterThan(before);
            before = luminance;
        }
        assertThat(ColorMap.color(-5)).isEqualTo(ColorMap.color(0));
        assertThat(ColorMap.color(5)).isEqualTo(ColorMap.color(1));
    }

    @Test
    void highScoresHideTheImageAndLowOnesLetItThrough() {
        Image image = Image.of(1, 1, 2, new float[] {1, 1});
        ColorScale scale = new ColorScale(0, 10);
        int[] rgb = Picture.heatmap(image, new ScoreMap(1, 2, new float[] {10, 0}), scale)
                .rgb();
        assertThat(rgb[0]).isEqualTo(ColorMap.color(1));
        assertThat(rgb[1]).isNotEqualTo(ColorMap.color(0));
    }

    @Test
    void windowScoresAreAveragedOverThePixelsThatTheyCover() {
        Image image = Image.of(1, 2, 5, new float[10]);
        // Windows of 2 x 2 at columns 0 and 2, and one flush with the border at column 3.
        ScoreMap painted = new WindowLayout(2, 2, 2).paint(new ScoreMap(1, 3, new float[] {1, 3, 5}), image);
        assertThat(painted.values()).containsExactly(1, 1, 3, 4, 5, 1, 1, 3, 4, 5);
    }

    @Test
    void pixelsWithoutAWindowHaveTheLowestScore() {
        Image image = Image.of(1, 1, 4, new float[4]);
        ScoreMap painted = new WindowLayout(1, 1, 3).paint(new ScoreMap(1, 2, new float[] {7, 2}), image);
        assertThat(painted.values()).containsExactly(7, 2, 2, 2);
    }

    @Test
    void scaleRunsFromTheReferenceMedianAndClips() {
        ScoreMap normal = new ScoreMap(1, 3, new float[] {1, 2, 3});
        ScoreMap odd = new ScoreMap(1, 3, new float[] {2, 50, 100});
        ColorScale scale = ColorScale.covering(List.of(normal), List.of(normal, odd));
        assertThat(scale.low()).isEqualTo(2);
        assertThat(scale.high()).isEqualTo(100);
        assertThat(scale.share(1)).isZero();
        assertThat(scale.share(1e9)).isEqualTo(1);
        assertThat(scale.share(Double.NaN)).isEqualTo(1);
        ScoreMap flat = new ScoreMap(1, 2, new float[] {4, 4});
        assertThat(ColorScale.covering(List.of(), List.of(flat)).share(4)).isZero();
    }

    @Test
    void largePicturesShrinkToMeansAndSmallOnesStay() {
        Picture picture = new Picture(2, 4, new int[] {0, 0x40, 10, 10, 0, 0x40, 10, 10});
        Picture small = picture.shrunk(2);
        assertThat(small.rgb()).containsExactly(0x20, 10);
        assertThat(small.height()).isEqualTo(1);
        assertThat(picture.shrunk(4)).isSameAs(picture);
        assertThat(small.enlarged(2).rgb()).containsExactly(0x20, 0x20, 10, 10, 0x20, 0x20, 10, 10);
    }

    @Test
    void labelsOfASheetStandBesideItsPicturesAndNeverOnThem() {
        Picture white = new Picture(
                30, 20, IntStream.generate(() -> 0xffffff).limit(600).toArray());
        List<List<Picture>> rows = List.of(List.of(white, white), List.of(white, white));
        Sheet sheet = new Sheet(
                List.of("Input", "A head wider than its pictures"),
                List.of(List.of(new Sheet.Group("Caught", rows), new Sheet.Group("Missed", rows)), List.of()));
        Picture plain = sheet.unlabelled();
        Picture labelled = sheet.labelled();
        assertThat(IntStream.of(plain.rgb())
                        .map(rgb -> rgb & 0xffffff)
                        .distinct()
                        .toArray())
                .containsExactlyInAnyOrder(0xffffff, 0x24262b);
        assertThat(labelled.width()).isGreaterThan(plain.width());
        assertThat(labelled.height()).isEqualTo(plain.height() + 3 * 20);
        for (Picture picture : List.of(plain, labelled)) {
            assertThat(IntStream.of(picture.rgb()).filter(rgb -> (rgb & 0xffffff) == 0xffffff))
                    .hasSize(8 * 600);
        }
        assertThat(IntStream.of(labelled.rgb()).map(rgb -> rgb & 0xffffff)).contains(0xe6e7e9);
    }

    private static double linear(int channel) {
        return Math.pow((channel & 0xff) / 255.0, 2.2);
    }
}
