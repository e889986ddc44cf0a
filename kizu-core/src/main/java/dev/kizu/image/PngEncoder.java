package dev.kizu.image;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Makes PNG files (W3C Recommendation, "Portable Network Graphics", 3rd edition) where speed matters more than size: every row is kept as its
 * difference to the one above, and compressed by frequencies alone, without a search for repetitions.
 */
public final class PngEncoder {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int GRAY = 0;
    private static final int COLOR = 2;
    private static final int FILTER_UP = 2;

    private PngEncoder() {}

    /**
     * Encodes a picture in colour, of 8 bits for each of red, green and blue.
     *
     * @param rgb {@code height * width} colours {@code 0xRRGGBB}, row by row; higher bits are ignored; left as it is
     * @return the bytes of the file
     * @throws IllegalArgumentException if a side is below 1, the picture has another length, or is too large for one array
     */
    public static byte[] rgb(int height, int width, int[] rgb) {
        if (height < 1 || width < 1 || (long) height * width != rgb.length || rgb.length > Integer.MAX_VALUE / 4) {
            throw new IllegalArgumentException("a picture of %d x %d (rows, columns) has %d colours, got %d"
                    .formatted(height, width, (long) height * width, rgb.length));
        }
        byte[] samples = new byte[3 * rgb.length];
        for (int i = 0; i < rgb.length; i++) {
            samples[3 * i] = (byte) (rgb[i] >> 16);
            samples[3 * i + 1] = (byte) (rgb[i] >> 8);
            samples[3 * i + 2] = (byte) rgb[i];
        }
        return encode(height, width, 8, COLOR, samples, "");
    }

    /**
     * Encodes a grey picture.
     *
     * @param bits of a sample, 8 or 16
     * @param samples the bytes of all samples, row by row, the higher byte first
     * @param comment Latin-1 text that the file carries, possibly empty
     */
    static byte[] gray(int height, int width, int bits, byte[] samples, String comment) {
        return encode(height, width, bits, GRAY, samples, comment);
    }

    private static byte[] encode(int height, int width, int bits, int kind, byte[] samples, String comment) {
        byte[] pixels = compress(filtered(samples, height));
        byte[] text = ("Comment\0" + comment).getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer file = ByteBuffer.allocate(pixels.length + text.length + 128);
        file.put(SIGNATURE);
        // After the kind: the only methods there are for compression and filters, and no interlacing.
        byte[] header = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put((byte) bits)
                .put((byte) kind)
                .array();
        chunk(file, "IHDR", header);
        if (!comment.isEmpty()) {
            chunk(file, "tEXt", text);
        }
        chunk(file, "IDAT", pixels);
        chunk(file, "IEND", new byte[0]);
        return Arrays.copyOf(file.array(), file.position());
    }

    private static byte[] filtered(byte[] samples, int height) {
        int row = samples.length / height;
        byte[] filtered = new byte[samples.length + height];
        for (int y = 0; y < height; y++) {
            int to = y * (row + 1);
            int from = y * row;
            filtered[to] = FILTER_UP;
            if (y == 0) {
                System.arraycopy(samples, 0, filtered, 1, row);
                continue;
            }
            for (int i = 0; i < row; i++) {
                filtered[to + 1 + i] = (byte) (samples[from + i] - samples[from - row + i]);
            }
        }
        return filtered;
    }

    private static byte[] compress(byte[] bytes) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try {
            deflater.setStrategy(Deflater.HUFFMAN_ONLY);
            deflater.setInput(bytes);
            deflater.finish();
            byte[] compressed = new byte[bytes.length / 2 + 64];
            int length = 0;
            while (!deflater.finished()) {
                if (length == compressed.length) {
                    compressed = Arrays.copyOf(compressed, 2 * length);
                }
                length += deflater.deflate(compressed, length, compressed.length - length);
            }
            return Arrays.copyOf(compressed, length);
        } finally {
            deflater.end();
        }
    }

    private static void chunk(ByteBuffer file, String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 check = new CRC32();
        check.update(name);
        check.update(data);
        file.putInt(data.length).put(name).put(data).putInt((int) check.getValue());
    }
}
