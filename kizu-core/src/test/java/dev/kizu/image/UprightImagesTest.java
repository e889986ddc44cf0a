package dev.kizu.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The stored picture is "abc" above "def"; each letter a block of 16 x 16 pixels where JPEG would blur them. */
class UprightImagesTest {
    private static final String LETTERS = "abcdef";

    @TempDir
    private Path folder;

    private static float level(char letter) {
        return LETTERS.indexOf(letter) * 40 / 255f;
    }

    private static BufferedImage stored(int block) {
        BufferedImage picture = new BufferedImage(3 * block, 2 * block, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < 2 * block; y++) {
            for (int x = 0; x < 3 * block; x++) {
                picture.getRaster().setSample(x, y, 0, (y / block * 3 + x / block) * 40);
            }
        }
        return picture;
    }

    /** A directory of two tags, in either order of bytes. */
    private static byte[] exif(int orientation, ByteOrder order) {
        ByteBuffer block = ByteBuffer.allocate(38).order(order);
        block.put((order == ByteOrder.BIG_ENDIAN ? "MM" : "II").getBytes());
        block.putShort((short) 42).putInt(8).putShort((short) 2);
        block.putShort((short) 271).putShort((short) 2).putInt(4).put(new byte[] {'C', 'a', 'm', 0});
        block.putShort((short) 274)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0);
        return block.array();
    }

    private static byte[] insert(byte[] bytes, int at, byte[] more) {
        byte[] result = Arrays.copyOf(bytes, bytes.length + more.length);
        System.arraycopy(more, 0, result, at, more.length);
        System.arraycopy(bytes, at, result, at + more.length, bytes.length - at);
        return result;
    }

    private static byte[] jpeg(byte[] exif) throws IOException {
        ByteBuffer segment = ByteBuffer.allocate(10 + exif.length);
        segment.put((byte) 0xff).put((byte) 0xe1).putShort((short) (8 + exif.length));
        segment.put("Exif\0\0".getBytes()).put(exif);
        return insert(Pictures.encode(stored(16), "jpg"), 2, segment.array());
    }

    private static byte[] png(byte[] exif) throws IOException {
        byte[] png = Pictures.encode(stored(1), "png");
        ByteBuffer chunk = ByteBuffer.allocate(12 + exif.length).putInt(exif.length);
        chunk.put("eXIf".getBytes()).put(exif);
        CRC32 sum = new CRC32();
        sum.update(chunk.array(), 4, 4 + exif.length);
        chunk.putInt((int) sum.getValue());
        // Before the last chunk, which is of twelve bytes.
        return insert(png, png.length - 12, chunk.array());
    }

    /** The tag is put into the directory, which is moved to the end. */
    private static byte[] tiff(int orientation) throws IOException {
        byte[] tiff = Pictures.tiff(stored(1), "None");
        ByteBuffer in = ByteBuffer.wrap(tiff).order(tiff[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = in.getInt(4);
        int entries = in.getShort(directory);
        ByteBuffer out = ByteBuffer.allocate(tiff.length + 2 + 12 * (entries + 1) + 4)
                .order(in.order())
                .put(tiff)
                .putInt(4, tiff.length)
                .position(tiff.length)
                .putShort((short) (entries + 1));
        boolean placed = false;
        for (int i = 0; i < entries; i++) {
            int at = directory + 2 + 12 * i;
            int tag = in.getShort(at) & 0xffff;
            if (tag == 274) {
                out.putShort(tiff.length, (short) entries);
                continue;
            }
            if (tag > 274 && !placed) {
                out.putShort((short) 274).putShort((short) 3).putInt(1).putShort((short) orientation);
                out.putShort((short) 0);
                placed = true;
            }
            out.put(tiff, at, 12);
        }
        return out.putInt(0).array();
    }

    @ParameterizedTest
    @CsvSource({
        "1, abc/def",
        "2, cba/fed",
        "3, fed/cba",
        "4, def/abc",
        "5, ad/be/cf",
        "6, da/eb/fc",
        "7, fc/eb/da",
        "8, cf/be/ad",
        "0, abc/def",
        "9, abc/def"
    })
    void picturesStandUpright(int tag, String expected) throws IOException {
        for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
            assertUpright("png", png(exif(tag, order)), 1, expected);
            assertUpright("jpg", jpeg(exif(tag, order)), 16, expected);
        }
        assertUpright("tiff", tiff(tag), 1, expected);
    }

    private void assertUpright(String format, byte[] bytes, int block, String expected) throws IOException {
        String[] rows = expected.split("/");
        Path file = Files.write(folder.resolve("picture." + format), bytes);
        for (int channels : new int[] {1, 3}) {
            Image image = ImageFiles.read(file, channels);
            assertThat(image.height()).as(format).isEqualTo(rows.length * block);
            assertThat(image.width()).isEqualTo(rows[0].length() * block);
            for (int y = 0; y < rows.length; y++) {
                for (int x = 0; x < rows[0].length(); x++) {
                    assertThat(image.get(channels - 1, y * block + block / 2, x * block + block / 2))
                            .as("%s: row %d, column %d", format, y, x)
                            .isCloseTo(level(rows[y].charAt(x)), within(0.02f));
                }
            }
        }
        ImageInfo info = ImageFiles.probe(file);
        assertThat(info).isEqualTo(new ImageInfo(rows.length * block, rows[0].length() * block, 1, 8));
    }

    /** Red tells left from right, green above from below. */
    @ParameterizedTest
    @ValueSource(strings = {"", "Exif\0\0"})
    void aWebPStandsUpright(String mark) throws IOException {
        int[][] values = {{0, 255}, {0, 255}, {0, 1}};
        byte[] exif = insert(exif(6, ByteOrder.BIG_ENDIAN), 0, mark.getBytes());
        Path file = Files.write(
                folder.resolve("picture.webp"), WebPFiles.withExif(3, 2, values, new int[] {0, 1, 1, 2, 3, 3}, exif));

        Image image = ImageFiles.read(file);

        assertThat(image.toString()).isEqualTo("Image[3 x 3 x 2]");
        assertThat(ImageFiles.probe(file)).isEqualTo(new ImageInfo(3, 2, 3, 8));
        assertThat(Arrays.copyOf(image.toArray(), 12)).containsExactly(0, 0, 1, 1, 1, 1, 1, 0, 1, 0, 1, 0);
    }

    /** The tags are of no use then, but the picture is. */
    @Test
    void damagedTagsLeaveAPictureAsItIsStored() throws IOException {
        byte[] exif = exif(6, ByteOrder.BIG_ENDIAN);
        for (int length : new int[] {0, 1, 7, 9, 20, 33}) {
            assertUpright("jpg", jpeg(Arrays.copyOf(exif, length)), 16, "abc/def");
        }
        byte[] far = exif.clone();
        ByteBuffer.wrap(far).putInt(4, 0xfffffff0);
        assertUpright("jpg", jpeg(far), 16, "abc/def");
        byte[] wrongType = exif.clone();
        ByteBuffer.wrap(wrongType).putShort(24, (short) 4);
        assertUpright("png", png(wrongType), 1, "abc/def");
    }
}
