package dev.kizu.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.SampleModel;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFormatsTest {
    private static final int WIDTH = 37;
    private static final int HEIGHT = 23;

    @TempDir
    private Path folder;

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("picture"), bytes);
    }

    private static void assertHolds(Image image, BufferedImage picture) {
        Raster raster = picture.getRaster();
        for (int channel = 0; channel < image.channels(); channel++) {
            float largest = (1 << picture.getSampleModel().getSampleSize(channel)) - 1;
            for (int y = 0; y < image.height(); y++) {
                for (int x = 0; x < image.width(); x++) {
                    assertThat(image.get(channel, y, x)).isEqualTo(raster.getSample(x, y, channel) / largest);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "png, 10, 1, 8", // TYPE_BYTE_GRAY
        "png, 11, 1, 16", // TYPE_USHORT_GRAY
        "png, 5, 3, 8", // TYPE_3BYTE_BGR
        "png, 6, 3, 8", // TYPE_4BYTE_ABGR
        "bmp, 10, 1, 8",
        "bmp, 5, 3, 8",
        "gif, 10, 1, 8",
        "tiff, 10, 1, 8",
        "tiff, 11, 1, 16",
        "tiff, 5, 3, 8",
        "tiff, 6, 3, 8"
    })
    void samplesAreThoseThatWereWrittenAndTheHeaderTellsTheirKind(String format, int type, int channels, int bits)
            throws IOException {
        BufferedImage picture = Pictures.noise(type, WIDTH, HEIGHT, 1);
        Path file = file(Pictures.encode(picture, format));

        Image image = ImageFiles.read(file);

        assertThat(ImageFiles.probe(file)).isEqualTo(new ImageInfo(HEIGHT, WIDTH, channels, bits));
        assertThat(image.toString()).isEqualTo("Image[%d x %d x %d]".formatted(channels, HEIGHT, WIDTH));
        assertHolds(image, picture);
        assertThat(ImageFiles.read(file, 4 - channels)).isEqualTo(image.withChannels(4 - channels));
    }

    @ParameterizedTest
    @ValueSource(strings = {"None", "LZW", "Deflate", "ZLib", "PackBits"})
    void tiffIsReadHoweverItIsCompressed(String compression) throws IOException {
        for (int type : new int[] {BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_USHORT_GRAY}) {
            BufferedImage picture = Pictures.noise(type, WIDTH, HEIGHT, 2);
            assertHolds(ImageFiles.read(file(Pictures.tiff(picture, compression))), picture);
        }
    }

    @Test
    void sixteenBitsOfColourAreRead() throws IOException {
        BufferedImage picture = ImageTypeSpecifier.createInterleaved(
                        ColorSpace.getInstance(ColorSpace.CS_sRGB),
                        new int[] {0, 1, 2},
                        DataBuffer.TYPE_USHORT,
                        false,
                        false)
                .createBufferedImage(WIDTH, HEIGHT);
        picture.setData(noise(picture.getSampleModel(), 3));
        for (byte[] bytes : new byte[][] {Pictures.encode(picture, "png"), Pictures.tiff(picture, "LZW")}) {
            Path file = file(bytes);
            assertHolds(ImageFiles.read(file), picture);
            assertThat(ImageFiles.probe(file).bits()).isEqualTo(16);
        }
    }

    private static WritableRaster noise(SampleModel model, long seed) {
        WritableRaster raster = Raster.createWritableRaster(model, null);
        Random random = new Random(seed);
        for (int band = 0; band < model.getNumBands(); band++) {
            int limit = 1 << model.getSampleSize(band);
            for (int i = 0; i < model.getWidth() * model.getHeight(); i++) {
                raster.setSample(i % model.getWidth(), i / model.getWidth(), band, random.nextInt(limit));
            }
        }
        return raster;
    }

    @Test
    void colouredFilesStayColouredWhenEveryPixelIsGrey() throws IOException {
        BufferedImage picture = new BufferedImage(4, 3, BufferedImage.TYPE_3BYTE_BGR);
        Arrays.fill(((DataBufferByte) picture.getRaster().getDataBuffer()).getData(), (byte) 99);

        assertThat(ImageFiles.read(file(Pictures.encode(picture, "png"))).channels())
                .isEqualTo(3);
        assertThat(ImageFiles.read(file(Pictures.encode(picture, "jpg"))).channels())
                .isEqualTo(3);
    }

    @Test
    void aPaletteOfGreysIsGreyAndAnotherIsColour() throws IOException {
        byte[] levels = {0, (byte) 255, 60, 90};
        for (boolean gray : new boolean[] {true, false}) {
            var palette = new IndexColorModel(2, 4, levels, levels, gray ? levels : new byte[4]);
            BufferedImage picture = new BufferedImage(9, 5, BufferedImage.TYPE_BYTE_BINARY, palette);
            picture.getRaster().setSample(7, 3, 0, 2);
            Path file = file(Pictures.encode(picture, "png"));

            Image image = ImageFiles.read(file);

            assertThat(image.channels()).isEqualTo(gray ? 1 : 3);
            assertThat(ImageFiles.probe(file)).isEqualTo(new ImageInfo(5, 9, gray ? 1 : 3, 8));
            assertThat(image.get(0, 3, 7)).isEqualTo(60 / 255f);
            assertThat(image.get(0, 3, 6)).isZero();
        }
    }

    @Test
    void aLosslessWebPLongerThanTheBufferIsReadWhole() throws IOException {
        int[] pixels = new Random(2).ints(300 * 250, 0, 8).toArray();

        Image image = ImageFiles.read(file(WebPFiles.of(300, 250, new int[][] {{0, 255}, {0, 255}, {0, 255}}, pixels)));

        for (int i = 0; i < pixels.length; i++) {
            for (int channel = 0; channel < 3; channel++) {
                assertThat(image.get(channel, i / 300, i % 300)).isEqualTo(pixels[i] >> channel & 1);
            }
        }
    }

    /** With a file of 34 bytes: the plugin's reader looks ahead beyond its end at every pixel, and ten microseconds each were minutes. */
    @Test
    void aLargeWebPOfOneColourIsReadInATimeThatOneWaits() throws IOException {
        byte[] bytes = WebPFiles.of(2300, 1700, new int[][] {{200}, {100}, {7}}, new int[0]);

        Image image = ImageFiles.read(file(bytes));

        assertThat(bytes).hasSize(34);
        assertThat(image.width()).isEqualTo(2300);
        for (int at : new int[] {0, 1699}) {
            assertThat(image.get(0, at, at)).isEqualTo(200 / 255f);
            assertThat(image.get(1, at, at)).isEqualTo(100 / 255f);
            assertThat(image.get(2, at, at)).isEqualTo(7 / 255f);
        }
    }

    @Test
    void aLosslessWebPHasItsColours() throws IOException {
        int[][] values = {{10, 250}, {20, 120}, {0, 255}};
        int[] pixels = IntStream.range(0, 5 * 3).map(i -> i * 5 % 8).toArray();
        Path file = file(WebPFiles.of(5, 3, values, pixels));

        Image image = ImageFiles.read(file);

        assertThat(ImageFiles.probe(file)).isEqualTo(new ImageInfo(3, 5, 3, 8));
        for (int channel = 0; channel < 3; channel++) {
            for (int i = 0; i < pixels.length; i++) {
                assertThat(image.get(channel, i / 5, i % 5))
                        .isEqualTo(values[channel][pixels[i] >> channel & 1] / 255f);
            }
        }
    }

    /** Four inks, which the JDK of Java 17 does not read. */
    @Test
    void aJpegOfFourInksBecomesRedGreenBlue() throws IOException {
        Path file = file(fourInks(64, 48));

        Image image = ImageFiles.read(file);

        assertThat(ImageFiles.probe(file)).isEqualTo(new ImageInfo(48, 64, 3, 8));
        assertThat(image.toString()).isEqualTo("Image[3 x 48 x 64]");
        // The left half is printed in cyan alone, the right half in nothing.
        assertThat(image.get(0, 20, 10)).isLessThan(0.35f);
        assertThat(image.get(2, 20, 10)).isGreaterThan(0.6f);
        for (int channel = 0; channel < 3; channel++) {
            assertThat((double) image.get(channel, 20, 50)).isCloseTo(1, within(0.05));
        }
    }

    static byte[] fourInks(int width, int height) throws IOException {
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, height, 4, null);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                // As Adobe's programs store inks: 255 is none.
                raster.setPixel(x, y, new int[] {x < width / 2 ? 0 : 255, 255, 255, 255});
            }
        }
        assertThat(raster.getSampleModel()).isInstanceOf(ComponentSampleModel.class);
        var writers = ImageIO.getImageWritersByFormatName("jpeg");
        ImageWriter writer = null;
        while (writers.hasNext() && (writer == null || !writer.canWriteRasters())) {
            writer = writers.next();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(raster, null, null), null);
        }
        return withAdobeMarker(bytes.toByteArray());
    }

    /** Without this segment, four components may mean something else. */
    private static byte[] withAdobeMarker(byte[] jpeg) {
        byte[] marker = {(byte) 0xff, (byte) 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0};
        byte[] result = Arrays.copyOf(jpeg, jpeg.length + marker.length);
        System.arraycopy(marker, 0, result, 2, marker.length);
        System.arraycopy(jpeg, 2, result, 2 + marker.length, jpeg.length - 2);
        return result;
    }

    @Test
    void floatingPointSamplesAreRefused() throws IOException {
        BufferedImage picture = ImageTypeSpecifier.createInterleaved(
                        ColorSpace.getInstance(ColorSpace.CS_GRAY), new int[] {0}, DataBuffer.TYPE_FLOAT, false, false)
                .createBufferedImage(4, 4);
        Path file = file(Pictures.tiff(picture, "None"));

        for (var reading : new ThrowingCallable[] {() -> ImageFiles.read(file), () -> ImageFiles.probe(file)}) {
            assertThatThrownBy(reading)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("32-bit floating-point samples, expected whole numbers of 8 or 16 bits");
        }
    }

    @Test
    void namesOfImagesAreKnownByTheirEnd() {
        for (String name : new String[] {"a.png", "A.JPG", "b.c.jpeg", "é.Tif", "x.tiff", "x.webp", "x.bmp", ".gif"}) {
            assertThat(ImageFiles.hasImageName(Path.of(name))).as(name).isTrue();
        }
        for (String name : new String[] {"png", "a.txt", "a.png.txt", "a.pngx", "a.png~", ""}) {
            assertThat(ImageFiles.hasImageName(Path.of(name))).as(name).isFalse();
        }
    }
}
