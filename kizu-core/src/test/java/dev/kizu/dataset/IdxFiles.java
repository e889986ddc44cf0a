package dev.kizu.dataset;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Writes small IDX data sets for tests. */
final class IdxFiles {
    private IdxFiles() {}

    /** Images of {@code rows x columns} whose pixels all hold the image's number, counted from 0. */
    static byte[] images(int count, int rows, int columns) {
        byte[] pixels = new byte[count * rows * columns];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i / (rows * columns));
        }
        return idx(pixels, 0x803, count, rows, columns);
    }

    static byte[] labels(int... labels) {
        byte[] bytes = new byte[labels.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) labels[i];
        }
        return idx(bytes, 0x801, labels.length);
    }

    static byte[] idx(byte[] content, int... header) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (int value : header) {
                out.writeInt(value);
            }
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static byte[] gzip(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Four plain files: training labels 0 1 2 0, test labels 0 1 2 3 0, images of 2 rows and 3 columns. */
    static void writeSmall(Path folder) throws IOException {
        Files.write(folder.resolve("train-images-idx3-ubyte"), images(4, 2, 3));
        Files.write(folder.resolve("train-labels-idx1-ubyte"), labels(0, 1, 2, 0));
        Files.write(folder.resolve("t10k-images-idx3-ubyte"), images(5, 2, 3));
        Files.write(folder.resolve("t10k-labels-idx1-ubyte"), labels(0, 1, 2, 3, 0));
    }
}
