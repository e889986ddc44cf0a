package dev.kizu.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DamagedImagesTest {
    @TempDir
    private Path folder;

    private static byte[] file(String kind) throws IOException {
        BufferedImage picture = Pictures.noise(BufferedImage.TYPE_3BYTE_BGR, 40, 30, 5);
        return switch (kind) {
            case "tiff", "tiff LZW", "tiff Deflate", "tiff PackBits" ->
                Pictures.tiff(picture, kind.length() > 5 ? kind.substring(5) : "None");
            case "four inks" -> ImageFormatsTest.fourInks(40, 30);
            case "gif" -> Pictures.encode(Pictures.noise(BufferedImage.TYPE_BYTE_GRAY, 40, 30, 5), kind);
            case "webp" ->
                WebPFiles.of(
                        40,
                        30,
                        new int[][] {{0, 9}, {9, 99}, {7, 8}},
                        new Random(5).ints(1200, 0, 8).toArray());
            default -> Pictures.encode(picture, kind);
        };
    }

    /** Programs end some formats with bytes that no reader needs. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "png",
                "jpg",
                "bmp",
                "gif",
                "webp",
                "four inks",
                "tiff",
                "tiff LZW",
                "tiff Deflate",
                "tiff PackBits"
            })
    void aTruncatedFileIsRefusedUnlessTheWholePictureIsThere(String kind) throws IOException {
        byte[] whole = file(kind);
        Path file = Files.write(folder.resolve("picture"), whole);
        Image image = ImageFiles.read(file);
        int refused = 0;
        int step = Math.max(1, whole.length / 60);
        for (int length : IntStream.concat(
                        IntStream.range(1, 70), IntStream.iterate(70, at -> at < whole.length, at -> at + step))
                .toArray()) {
            int cut = whole.length - length;
            if (cut < 1) {
                continue;
            }
            Files.write(file, Arrays.copyOf(whole, cut));
            try {
                assertThat(ImageFiles.read(file))
                        .as("%d of %d bytes", cut, whole.length)
                        .isEqualTo(image);
            } catch (IOException e) {
                assertThat(e).hasMessageStartingWith("cannot read " + file + ": ");
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(60);
    }

    @Test
    void aChangedByteInAPngIsNoticed() throws IOException {
        byte[] whole = file("png");
        Random random = new Random(9);
        for (int i = 0; i < 100; i++) {
            byte[] changed = whole.clone();
            changed[8 + random.nextInt(whole.length - 8)] ^= (byte) (1 << random.nextInt(8));
            Path file = Files.write(folder.resolve("changed.png"), changed);
            assertThatThrownBy(() -> ImageFiles.read(file)).isInstanceOf(IOException.class);
        }
    }

    /** Of any kind: what comes out is an image or an IOException. */
    @ParameterizedTest
    @ValueSource(strings = {"jpg", "bmp", "gif", "webp", "four inks", "tiff", "tiff LZW"})
    void changedBytesNeverMakeAnotherExceptionOrAnImageOutOfRange(String kind) throws IOException {
        byte[] whole = file(kind);
        Random random = new Random(11);
        for (int i = 0; i < 150; i++) {
            byte[] changed = whole.clone();
            int at = random.nextInt(i % 2 == 0 ? Math.min(200, whole.length) : whole.length);
            if (kind.equals("webp") && at >= 21 && at < 25) {
                // Its size: a few bytes may well stand for many pixels, which take their time.
                continue;
            }
            changed[at] = (byte) random.nextInt(256);
            Path file = Files.write(folder.resolve("changed"), changed);
            try {
                Image image = ImageFiles.read(file);
                // Which looks at every sample.
                Image.of(image.channels(), image.height(), image.width(), image.toArray());
            } catch (IOException e) {
                assertThat(e.getMessage()).startsWith("cannot read " + file);
            }
        }
    }

    @Test
    void aFileThatMayNotBeReadIsNotCalledDamaged() throws IOException {
        String reason = Damage.reason(new AccessDeniedException("part.png"));
        assertThat(reason).isEqualTo("no permission to read it; check its access rights");
        assertThat(Damage.reason(new FileSystemException("part.png", null, "Input/output error")))
                .isEqualTo("Input/output error");

        Path file = Files.write(folder.resolve("locked.png"), file("png"));
        assumeTrue(file.toFile().setReadable(false) && !Files.isReadable(file), "needs a user who is not root");
        assertThatThrownBy(() -> ImageFiles.read(file)).hasMessage("cannot read %s: %s".formatted(file, reason));
    }

    /** 81 million pixels are allowed, but not in so few bytes: no memory is taken for them. */
    @Test
    void morePixelsThanTheBytesCanHoldAreRefused() throws IOException {
        byte[] png = file("png");
        ByteBuffer.wrap(png).putInt(16, 9000).putInt(20, 9000);
        CRC32 sum = new CRC32();
        sum.update(png, 12, 17);
        ByteBuffer.wrap(png).putInt(29, (int) sum.getValue());
        byte[] jpeg = file("jpg");
        int frame = IntStream.range(0, jpeg.length)
                .filter(i -> (jpeg[i] & 0xff) == 0xff && (jpeg[i + 1] & 0xff) == 0xc0)
                .findFirst()
                .orElseThrow();
        ByteBuffer.wrap(jpeg).putShort(frame + 5, (short) 9000).putShort(frame + 7, (short) 9000);

        for (byte[] bytes : new byte[][] {png, jpeg}) {
            Path file = Files.write(folder.resolve("huge"), bytes);
            assertThatThrownBy(() -> ImageFiles.read(file))
                    .hasMessageContaining("it says to have 81,000,000 pixels, too many for its");
        }
        ByteBuffer.wrap(jpeg).putShort(frame + 5, (short) 20000).putShort(frame + 7, (short) 20000);
        Path file = Files.write(folder.resolve("huge"), jpeg);
        assertThatThrownBy(() -> ImageFiles.probe(file))
                .hasMessageContaining("400,000,000 pixels, more than 100,000,000");
    }
}
