package dev.kizu.image;

import dev.kizu.file.WholeFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes anomaly maps and masks to files for other programs. Files are written under another name in the same folder and then moved, so that
 * nothing half-written is ever left under the real name; a file that is there already is replaced. Folders have to exist.
 */
public final class MapFiles {
    private static final int LARGEST_SAMPLE = 65535;

    private MapFiles() {}

    /**
     * Writes a map as a grey PNG of 16 bits. A sample is {@code round(value * 65535 / scaleMax)}, so that {@code sample * scaleMax / 65535} is
     * the value again, to {@code scaleMax / 131070}; the file says so in its text {@code Comment}. Values below 0 become 0 and values above
     * {@code scaleMax} 65535, as do those that are no number (NaN): what could not be scored is not normal.
     *
     * @param map {@code height * width} values, row by row; left as it is
     * @param scaleMax the value of the whitest sample, finite, above 0; the same for all maps that are to be compared
     * @throws IllegalArgumentException if a side is below 1, the map has another length, or the scale is out of range
     * @throws IOException if the file cannot be written
     */
    public static void writePng(Path file, float[] map, int height, int width, double scaleMax) throws IOException {
        check(map.length, height, width);
        if (!(scaleMax > 0 && scaleMax < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "the scale of a map is %s, expected a finite value above 0, such as the largest value of all maps"
                            .formatted(scaleMax));
        }
        byte[] samples = new byte[2 * map.length];
        for (int i = 0; i < map.length; i++) {
            double share = Math.min(1, Math.max(0, map[i] / scaleMax));
            int sample = share >= 0 ? (int) (share * LARGEST_SAMPLE + 0.5) : LARGEST_SAMPLE;
            samples[2 * i] = (byte) (sample >> 8);
            samples[2 * i + 1] = (byte) sample;
        }
        String comment = "value = sample * " + scaleMax + " / " + LARGEST_SAMPLE;
        write(file, PngEncoder.gray(height, width, 16, samples, comment));
    }

    /**
     * Writes a map as NumPy's {@code .npy}, format 1.0: little-endian float32 of shape {@code (height, width)}, in C order. Every value is kept
     * bit by bit.
     *
     * @param map {@code height * width} values, row by row; left as it is
     * @throws IllegalArgumentException if a side is below 1 or the map has another length
     * @throws IOException if the file cannot be written
     */
    public static void writeNpy(Path file, float[] map, int height, int width) throws IOException {
        check(map.length, height, width);
        String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (%d, %d), }".formatted(height, width);
        // Magic, version, length and header, whose last character is a line feed, are together a multiple of 64 bytes.
        int length = (10 + header.length() + 1 + 63) / 64 * 64;
        byte[] padded = (header + " ".repeat(length - 11 - header.length()) + '\n').getBytes(StandardCharsets.US_ASCII);
        ByteBuffer bytes = ByteBuffer.allocate(length + 4 * map.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
        bytes.put((byte) 1).put((byte) 0).putShort((short) padded.length).put(padded);
        bytes.asFloatBuffer().put(map);
        write(file, bytes.array());
    }

    /**
     * Writes a mask as a grey PNG of 8 bits: 255 where it is true, 0 elsewhere.
     *
     * @param mask {@code height * width} values, row by row; left as it is
     * @throws IllegalArgumentException if a side is below 1 or the mask has another length
     * @throws IOException if the file cannot be written
     */
    public static void writeMask(Path file, boolean[] mask, int height, int width) throws IOException {
        check(mask.length, height, width);
        byte[] samples = new byte[mask.length];
        for (int i = 0; i < mask.length; i++) {
            samples[i] = (byte) (mask[i] ? 255 : 0);
        }
        write(file, PngEncoder.gray(height, width, 8, samples, ""));
    }

    private static void check(int length, int height, int width) {
        if (height < 1 || width < 1 || (long) height * width != length) {
            throw new IllegalArgumentException("a map or mask of %d x %d (rows, columns) has %d values, got %d"
                    .formatted(height, width, (long) height * width, length));
        }
        if (length > (Integer.MAX_VALUE - 1024) / 4) {
            throw new IllegalArgumentException(
                    "a map of %d x %d is too large for one file; cut it".formatted(height, width));
        }
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || Files.isDirectory(file)) {
            throw new IOException("%s is a folder, expected the name of a file to write".formatted(file));
        }
        if (!Files.isDirectory(folder)) {
            throw new IOException(
                    "cannot write %s: the folder %s does not exist, make it first".formatted(file, folder));
        }
        WholeFile.write(file, temporary -> Files.write(temporary, bytes));
    }
}
