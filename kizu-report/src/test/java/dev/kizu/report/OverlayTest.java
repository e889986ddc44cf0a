package dev.kizu.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.kizu.detect.ScoreMap;
import dev.kizu.flaw.MapPlacement;
import dev.kizu.image.Image;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class OverlayTest {
    private static final int GRAY = 0x808080;
    private static final float NO_OUTLINES = Float.POSITIVE_INFINITY;

    @TempDir
    Path folder;

    private static Image gray(int height, int width) {
        float[] samples = new float[height * width];
        Arrays.fill(samples, 128 / 255f);
        return Image.of(1, height, width, samples);
    }

    private static BufferedImage decoded(byte[] png) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    private static int at(BufferedImage picture, int x, int y) {
        return picture.getRGB(x, y) & 0xffffff;
    }

    private static int[] hot(int height, int width, int x, int y, int columns, int rows) {
        int[] places = new int[columns * rows];
        for (int i = 0; i < places.length; i++) {
            places[i] = (y + i / columns) * width + x + i % columns;
        }
        return places;
    }

    private static ScoreMap map(int height, int width, int... hot) {
        float[] values = new float[height * width];
        for (int place : hot) {
            values[place] = 10;
        }
        return new ScoreMap(height, width, values);
    }

    @Test
    void thePictureStaysAsItIsWhereNothingIsWrongAndGlowsWhereSomethingIs() throws IOException {
        ScoreMap map = map(200, 300, hot(200, 300, 100, 50, 40, 30));
        BufferedImage picture = decoded(Overlay.png(gray(200, 300), map, NO_OUTLINES, 0, 10));
        assertThat(picture.getHeight()).isEqualTo(200);
        assertThat(at(picture, 20, 20)).isEqualTo(GRAY);
        assertThat(at(picture, 99, 60)).isEqualTo(GRAY);
        assertThat(at(picture, 140, 60)).isEqualTo(GRAY);
        int glow = at(picture, 120, 60);
        for (int shift = 0; shift <= 16; shift += 8) {
            // Seven tenths the hottest colour, three tenths the picture.
            double expected = 0.7 * (ColorMap.color(1) >> shift & 0xff) + 0.3 * 128;
            assertThat((double) (glow >> shift & 0xff)).isCloseTo(expected, within(2.0));
        }
    }

    @Test
    void regionsAboveTheThresholdHaveAWhiteOutlineWithinABlackOne() throws IOException {
        ScoreMap map = map(200, 300, hot(200, 300, 100, 50, 40, 30));
        BufferedImage picture = decoded(Overlay.png(gray(200, 300), map, 5, 0, 10));
        for (int x = 100; x < 140; x++) {
            assertThat(at(picture, x, 49)).isZero();
            assertThat(at(picture, x, 50)).isEqualTo(0xffffff);
            assertThat(at(picture, x, 79)).isEqualTo(0xffffff);
            assertThat(at(picture, x, 80)).isZero();
        }
        assertThat(at(picture, 99, 60)).isZero();
        assertThat(at(picture, 100, 60)).isEqualTo(0xffffff);
        assertThat(at(picture, 101, 60)).isNotEqualTo(0xffffff);
        BufferedImage below = decoded(Overlay.png(gray(200, 300), map, 10, 0, 10));
        assertThat(at(below, 100, 60)).isNotEqualTo(0xffffff);
    }

    @Test
    void whatIsNoNumberIsOutlinedAndHot() throws IOException {
        float[] values = new float[200 * 300];
        Arrays.fill(values, 20 * 300, 60 * 300, Float.NaN);
        BufferedImage picture =
                decoded(Overlay.png(gray(200, 300), new ScoreMap(200, 300, values), NO_OUTLINES, 0, 10));
        assertThat(at(picture, 50, 20)).isEqualTo(0xffffff);
        assertThat(at(picture, 50, 40)).isNotEqualTo(GRAY);
    }

    @Test
    void onePixelOfALargePictureIsNotLostByShrinking() throws IOException {
        for (int place = 0; place < 3; place++) {
            ScoreMap map = map(1, 3001, 1500 + place);
            BufferedImage picture = decoded(Overlay.png(gray(3, 3001), map, 5, 0, 10));
            int width = 3001 / 3;
            assertThat(picture.getWidth()).isGreaterThan(width).isLessThan(1200);
            assertThat(at(picture, (1500 + place) / 3, 0)).isEqualTo(0xffffff);
            assertThat(at(picture, 490, 0)).isEqualTo(GRAY);
        }
    }

    @Test
    void aCoarseMapIsSmoothAndASmallPictureEnlarged() throws IOException {
        BufferedImage picture =
                decoded(Overlay.png(gray(4, 32), new ScoreMap(1, 2, new float[] {0, 10}), NO_OUTLINES, 0, 10));
        // Eight times as large; colours run evenly from one map pixel's centre to the next.
        assertThat(at(picture, 63, 16)).isEqualTo(GRAY);
        int distinct = 0;
        for (int x = 64; x < 192; x++) {
            distinct += at(picture, x, 16) == at(picture, x - 1, 16) ? 0 : 1;
        }
        assertThat(distinct).isGreaterThan(100);
        assertThat(at(picture, 200, 16)).isEqualTo(at(picture, 255, 16));
    }

    @Test
    void aMapOfACroppedAndScaledPictureLiesWhereItBelongs() throws IOException {
        // A map of 50 x 50 on the rectangle from (100, 40) to (200, 140).
        BufferedImage picture = decoded(Overlay.png(
                gray(200, 300),
                map(50, 50, hot(50, 50, 0, 0, 50, 50)),
                new MapPlacement(100, 40, 2, 2),
                NO_OUTLINES,
                0,
                10));
        for (int y = 0; y < 200; y++) {
            for (int x = 0; x < 300; x++) {
                boolean covered = x >= 100 && x < 200 && y >= 40 && y < 140;
                assertThat(at(picture, x, y) != GRAY).as("%d, %d", x, y).isEqualTo(covered);
            }
        }
    }

    @Test
    void theBarShowsTheColorsTheEndsAndTheThreshold() throws IOException {
        BufferedImage picture = decoded(Overlay.png(gray(200, 300), map(200, 300), 5, 0, 10));
        int bar = 300 + 6 + 5;
        assertThat(at(picture, bar, 0)).isEqualTo(ColorMap.color(1));
        assertThat(at(picture, bar, 199)).isEqualTo(ColorMap.color(0));
        assertThat(at(picture, bar, 100)).isEqualTo(0xe6e7e9);
        int top = 0;
        int middle = 0;
        for (int x = 324; x < picture.getWidth(); x++) {
            for (int y = 0; y < 200; y++) {
                boolean ink = at(picture, x, y) == 0xe6e7e9;
                top += ink && y < 7 ? 1 : 0;
                middle += ink && y >= 7 && y < 193 ? 1 : 0;
            }
        }
        assertThat(top).isGreaterThan(30);
        assertThat(middle).isZero();
    }

    @Test
    void numbersAreDrawnOfAllSizes() {
        assertThat(Digits.text(12345.6)).isEqualTo("12346");
        assertThat(Digits.text(-1.256)).isEqualTo("-1.26");
        assertThat(Digits.text(0.00321)).isEqualTo("3.2e-03");
        assertThat(Digits.text(0)).isEqualTo("0.00");
        assertThat(Digits.text(5e9)).isEqualTo("5.00e+09");
        int[] canvas = new int[7 * 11];
        Digits.draw("-1", canvas, 11, 0, 0, 1, 1);
        StringBuilder drawn = new StringBuilder();
        for (int i = 0; i < canvas.length; i++) {
            drawn.append(canvas[i] == 1 ? '#' : '.').append(i % 11 == 10 ? "\n" : "");
        }
        assertThat(drawn).hasToString("""
                        ........#..
                        .......##..
                        ........#..
                        #####...#..
                        ........#..
                        ........#..
                        .......###.
                        """);
    }

    @Test
    void colorsComeThroughThePngUnchanged() throws IOException {
        // Opacity 0 everywhere: the picture itself.
        float[] samples = {1, 0, 0.2f, 0, 0, 1};
        BufferedImage picture = decoded(Overlay.png(Image.of(3, 1, 2, samples), map(1, 2), NO_OUTLINES, 0, 10));
        assertThat(at(picture, 0, 0)).isEqualTo(0xff3300);
        assertThat(at(picture, 255, 0)).isEqualTo(0x0000ff);
    }

    @Test
    void aScaleThatIsNoneIsRefused() {
        for (double high : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Overlay.png(gray(4, 4), map(4, 4), 5, 0, high))
                    .withMessageContaining("the scale goes from 0.0 to " + high);
        }
        assertThatIllegalArgumentException().isThrownBy(() -> Overlay.png(gray(4, 4), map(4, 4), Float.NaN, 0, 1));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void itIsDrawnWithTheSameBytesWhereJavaHasNoFontsAndNoDisplay() throws IOException, InterruptedException {
        // A display that is not there: whatever asks AWT for more than memory fails.
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=false",
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName(),
                folder.resolve("overlay.png").toString());
        builder.environment().put("DISPLAY", "localhost:987");
        builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile());
        Process process = builder.start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("output.txt")))
                .isZero();
        assertThat(Files.readAllBytes(folder.resolve("overlay.png"))).isEqualTo(Program.overlay());
    }

    /** What the other Java process runs. */
    static final class Program {
        private Program() {}

        static byte[] overlay() {
            return Overlay.png(gray(90, 70), map(90, 70, 50, 51, 2000), 5, 0, 12.5);
        }

        public static void main(String[] arguments) throws IOException {
            Files.write(Path.of(arguments[0]), overlay());
        }
    }
}
