package dev.kizu.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFilesTest {
    private static final int WIDTH = 5;
    private static final int HEIGHT = 3;

    @TempDir
    private Path folder;

    private Path write(BufferedImage picture, String format) throws IOException {
        Path file = folder.resolve("picture." + format);
        assertThat(ImageIO.write(picture, format, file.toFile())).isTrue();
        return file;
    }

    private static int value(int x, int y) {
        return 10 + 40 * x + 13 * y;
    }

    private static BufferedImage gray(int type, int scale) {
        BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, type);
        WritableRaster raster = picture.getRaster();
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                raster.setSample(x, y, 0, value(x, y) * scale);
            }
        }
        return picture;
    }

    private static BufferedImage color(int type) {
        BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, type);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                picture.setRGB(x, y, 0x80000000 | value(x, y) << 16 | (200 - 3 * x) << 8 | 7 * y);
            }
        }
        return picture;
    }

    @Test
    void aTruncatedOrDamagedJpegIsRefused() throws IOException {
        BufferedImage picture = new BufferedImage(64, 64, BufferedImage.TYPE_3BYTE_BGR);
        for (int i = 0; i < 64 * 64; i++) {
            picture.setRGB(i % 64, i / 64, 0x9e3779b9 * (i + 1));
        }
        Path file = write(picture, "jpg");
        byte[] whole = Files.readAllBytes(file);
        assertThat(ImageFiles.read(file, 3).height()).isEqualTo(64);

        for (int length : new int[] {whole.length - 1, whole.length - 10, whole.length / 2, 700}) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> ImageFiles.read(file, 1))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot read " + file + ": it is damaged or truncated");
        }
        byte[] damaged = whole.clone();
        Arrays.fill(damaged, whole.length / 2, whole.length / 2 + 40, (byte) 0);
        Files.write(file, damaged);
        assertThatThrownBy(() -> ImageFiles.read(file, 1)).hasMessageContaining("damaged or truncated");
        Files.write(file, Arrays.copyOf(whole, whole.length + 20));
        assertThat(ImageFiles.read(file, 3).width()).isEqualTo(64);
    }

    @Test
    void anEmptyFileAndADeviceAreRefused() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.png"));

        assertThatThrownBy(() -> ImageFiles.read(empty, 1))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot read " + empty + ": the file is empty");
        Path device = Path.of("/dev/null");
        if (Files.exists(device)) {
            assertThatThrownBy(() -> ImageFiles.read(device, 1)).hasMessageContaining("is a pipe or a device");
        }
    }

    /** As stored: not through the curve by which the JDK turns grey into RGB. */
    @Test
    void greyValuesAreThoseOfTheFile() throws IOException {
        for (String format : new String[] {"png", "bmp"}) {
            Image image = ImageFiles.read(write(gray(BufferedImage.TYPE_BYTE_GRAY, 1), format), 1);
            assertThat(image.height()).isEqualTo(HEIGHT);
            assertThat(image.width()).isEqualTo(WIDTH);
            for (int y = 0; y < HEIGHT; y++) {
                for (int x = 0; x < WIDTH; x++) {
                    assertThat(image.get(0, y, x)).isEqualTo(value(x, y) / 255f);
                }
            }
        }
    }

    @Test
    void sixteenBitsAreDividedByTheirLargestValue() throws IOException {
        Image image = ImageFiles.read(write(gray(BufferedImage.TYPE_USHORT_GRAY, 251), "png"), 1);

        assertThat(image.get(0, 2, 4)).isEqualTo(value(4, 2) * 251 / 65535f);
    }

    @ParameterizedTest
    @ValueSource(ints = {BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_4BYTE_ABGR})
    void coloursAreRedGreenBlueAndTransparencyIsDropped(int type) throws IOException {
        Image image = ImageFiles.read(write(color(type), "png"), 3);

        assertThat(image.channels()).isEqualTo(3);
        assertThat(image.get(0, 2, 3)).isEqualTo(value(3, 2) / 255f);
        assertThat(image.get(1, 2, 3)).isEqualTo(191 / 255f);
        assertThat(image.get(2, 2, 3)).isEqualTo(14 / 255f);
    }

    @Test
    void coloursBecomeGreyByRec601AndGreyBecomesThreeEqualChannels() throws IOException {
        Image gray = ImageFiles.read(write(color(BufferedImage.TYPE_3BYTE_BGR), "png"), 1);
        double expected = (0.299 * value(3, 2) + 0.587 * 191 + 0.114 * 14) / 255;
        assertThat((double) gray.get(0, 2, 3)).isCloseTo(expected, within(1e-6));

        Image color = ImageFiles.read(write(gray(BufferedImage.TYPE_BYTE_GRAY, 1), "png"), 3);
        for (int channel = 0; channel < 3; channel++) {
            assertThat(color.get(channel, 1, 1)).isEqualTo(value(1, 1) / 255f);
        }
    }

    @Test
    void aPaletteIsLookedUp() throws IOException {
        byte[] red = {10, (byte) 250, 30, 40};
        byte[] blue = {20, 100, 50, 60};
        IndexColorModel palette = new IndexColorModel(8, 4, red, new byte[4], blue);
        BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_INDEXED, palette);
        picture.getRaster().setSample(1, 2, 0, 1);

        // The JDK writes no such small GIF that it reads back; this one, of the same pixels, is Pillow's.
        Path gif = Files.write(
                folder.resolve("picture.gif"),
                HexFormat.of()
                        .parseHex("474946383761050003008100000a0014fa00640000000000002c00000000"
                                + "0500030000080b0001081c48104080810101003b"));
        for (Path file : List.of(write(picture, "png"), gif)) {
            Image image = ImageFiles.read(file, 3);
            assertThat(image.get(0, 2, 1)).as("%s", file).isEqualTo(250 / 255f);
            assertThat(image.get(2, 2, 1)).as("%s", file).isEqualTo(100 / 255f);
            assertThat(image.get(0, 0, 0)).as("%s", file).isEqualTo(10 / 255f);
        }
    }

    /** Black and white of one bit is grey with a palette of two to the JDK. */
    @Test
    void blackAndWhiteIsNoughtAndOne() throws IOException {
        BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_BINARY);
        picture.getRaster().setSample(1, 2, 0, 1);

        Image image = ImageFiles.read(write(picture, "png"), 1);

        assertThat(image.get(0, 2, 1)).isEqualTo(1f);
        assertThat(image.get(0, 0, 0)).isZero();
    }

    @Test
    void aJpegIsReadNearlyAsItWas() throws IOException {
        Image image = ImageFiles.read(write(gray(BufferedImage.TYPE_BYTE_GRAY, 1), "jpg"), 1);

        assertThat((double) image.get(0, 1, 2)).isCloseTo(value(2, 1) / 255.0, within(0.05));
    }

    @Test
    void whatCannotBeReadIsNamedWithTheReason() throws IOException {
        Path text = Files.writeString(folder.resolve("text.png"), "no picture");
        byte[] png = Files.readAllBytes(write(color(BufferedImage.TYPE_3BYTE_BGR), "png"));
        Path cut = Files.write(folder.resolve("cut.png"), Arrays.copyOf(png, png.length / 2));
        Path missing = folder.resolve("missing.png");

        assertThatThrownBy(() -> ImageFiles.read(text, 1))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot read " + text + ": it is not a PNG, JPEG, BMP, GIF, TIFF or WebP image");
        assertThatThrownBy(() -> ImageFiles.read(cut, 1))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot read " + cut);
        assertThatThrownBy(() -> ImageFiles.read(missing, 1)).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> ImageFiles.read(folder, 1)).hasMessage(folder + " is a folder, expected an image");
        assertThatThrownBy(() -> ImageFiles.read(text, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 channel (grey) or 3 (colour), not as 2");
    }

    /** The header alone announces it. */
    @Test
    void aHugePictureIsRefusedBeforeMemoryIsTakenForIt() throws IOException {
        byte[] png = Files.readAllBytes(write(gray(BufferedImage.TYPE_BYTE_GRAY, 1), "png"));
        // Width and height are the first eight bytes of the first chunk, whose checksum follows.
        for (int at : new int[] {16, 20}) {
            png[at] = 0;
            png[at + 1] = 1;
        }
        java.util.zip.CRC32 sum = new java.util.zip.CRC32();
        sum.update(png, 12, 17);
        java.nio.ByteBuffer.wrap(png).putInt(29, (int) sum.getValue());
        Path huge = Files.write(folder.resolve("huge.png"), png);

        assertThatThrownBy(() -> ImageFiles.read(huge, 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("more than 100,000,000");
    }
}
