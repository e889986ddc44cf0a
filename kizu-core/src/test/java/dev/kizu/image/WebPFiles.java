package dev.kizu.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes lossless WebP files with two values in each channel, after the specification of the WebP lossless bitstream. */
final class WebPFiles {
    private static final int ALPHABET_BITS = 8;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int pending;
    private int pendingBits;

    private WebPFiles() {}

    /**
     * A file.
     *
     * @param values one or two for each of red, green, blue, the smaller first; one of each for a picture of one colour
     * @param pixels row by row: bit 0 chooses red, bit 1 green, bit 2 blue; none for a picture of one colour, which takes no bits
     */
    static byte[] of(int width, int height, int[][] values, int[] pixels) {
        return riff(chunk("VP8L", picture(width, height, values, pixels)));
    }

    /** The same in the extended format, with a block of Exif. */
    static byte[] withExif(int width, int height, int[][] values, int[] pixels, byte[] exif) {
        ByteBuffer header = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(8);
        put24(header, width - 1);
        put24(header, height - 1);
        return riff(
                chunk("VP8X", header.array()),
                chunk("VP8L", picture(width, height, values, pixels)),
                chunk("EXIF", exif));
    }

    private static void put24(ByteBuffer buffer, int value) {
        buffer.putShort((short) value).put((byte) (value >> 16));
    }

    private static byte[] picture(int width, int height, int[][] values, int[] pixels) {
        WebPFiles bits = new WebPFiles();
        bits.put(0x2f, 8);
        bits.put(width - 1, 14);
        bits.put(height - 1, 14);
        bits.put(0, 1 + 3); // no transparency, version 0
        bits.put(0, 1); // no transform
        bits.put(0, 1); // no colour cache
        bits.put(0, 1); // one group of codes
        bits.putCode(values[1]);
        bits.putCode(values[0]);
        bits.putCode(values[2]);
        bits.putCode(255); // alpha
        bits.putCode(0); // distances
        for (int pixel : pixels) {
            bits.put(pixel >> 1 & 1, 1);
            bits.put(pixel & 1, 1);
            bits.put(pixel >> 2 & 1, 1);
        }
        bits.put(0, 7);
        return bits.bytes.toByteArray();
    }

    /** A code of one symbol, which takes no bits, or of two. */
    private void putCode(int... symbols) {
        put(1, 1);
        put(symbols.length - 1, 1);
        put(1, 1);
        for (int symbol : symbols) {
            put(symbol, ALPHABET_BITS);
        }
    }

    private void put(int value, int count) {
        for (int i = 0; i < count; i++) {
            pending |= (value >> i & 1) << pendingBits++;
            if (pendingBits == 8) {
                bytes.write(pending);
                pending = 0;
                pendingBits = 0;
            }
        }
    }

    private static byte[] chunk(String type, byte[] content) {
        return ByteBuffer.allocate(8 + content.length + (content.length & 1))
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .putInt(content.length)
                .put(content)
                .array();
    }

    private static byte[] riff(byte[]... chunks) {
        int length = 4;
        for (byte[] chunk : chunks) {
            length += chunk.length;
        }
        ByteBuffer file = ByteBuffer.allocate(8 + length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(length)
                .put("WEBP".getBytes(StandardCharsets.US_ASCII));
        for (byte[] chunk : chunks) {
            file.put(chunk);
        }
        return file.array();
    }
}
