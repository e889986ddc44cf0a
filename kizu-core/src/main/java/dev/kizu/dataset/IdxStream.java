package dev.kizu.dataset;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one IDX file in order, unzipped where the file begins like gzip. Every failure becomes a
 * {@link DatasetException} that names the file.
 *
 * <p>The format: 00 00, a byte for the type (08 is unsigned byte), a byte for the number of dimensions, one big-endian
 * 32-bit size per dimension, then the values, last dimension fastest. Source: Y. LeCun, C. Cortes, C. Burges, "The MNIST
 * database of handwritten digits".
 */
final class IdxStream implements AutoCloseable {
    static final int IMAGES = 0x00000803;
    static final int LABELS = 0x00000801;

    private static final int BUFFER = 1 << 16;
    private static final String AGAIN = "Download or copy the file again";

    private final String name;
    private final DataInputStream in;

    private IdxStream(String name, InputStream in) {
        this.name = name;
        this.in = new DataInputStream(in);
    }

    static IdxStream open(IdxSource source) throws IOException {
        InputStream raw = null;
        try {
            raw = new BufferedInputStream(source.opener().open(), BUFFER);
            raw.mark(2);
            boolean gzip = raw.read() == 0x1f && raw.read() == 0x8b;
            raw.reset();
            return new IdxStream(source.name(), gzip ? new BufferedInputStream(new GZIPInputStream(raw, BUFFER), BUFFER) : raw);
        } catch (IOException e) {
            if (raw != null) {
                raw.close();
            }
            throw unreadable(source.name(), e);
        }
    }

    String name() {
        return name;
    }

    /** Reads the first four bytes, which must announce what is expected: {@link #IMAGES} or {@link #LABELS}. */
    void expectMagic(int expected) throws IOException {
        int found = nextInt("the first four bytes");
        if (found == expected) {
            return;
        }
        String wanted = expected == IMAGES ? "images" : "labels";
        if (found == IMAGES || found == LABELS) {
            throw new DatasetException(
                    "%s holds %s where %s are expected: it is mislabelled. Give each file its right name, or download them again"
                            .formatted(name, found == IMAGES ? "images" : "labels", wanted));
        }
        if (found >>> 16 == 0 && (found & 0xff) > 0 && (found >>> 8 & 0xff) >= 8) {
            throw new DatasetException(
                    ("%s is an IDX file of type 0x%02x with %d dimensions, expected type 0x08 (unsigned byte) with %d for %s. "
                                    + "Convert it to 8-bit grey images")
                            .formatted(name, found >>> 8, found & 0xff, expected & 0xff, wanted));
        }
        throw new DatasetException("%s is not an IDX file of %s: it begins with %08x, expected %08x (or gzip). %s"
                .formatted(name, wanted, found, expected, AGAIN));
    }

    /** Reads one size of the header, which is unsigned and must lie in a sane range. */
    int nextSize(String what, int least, int most) throws IOException {
        long size = Integer.toUnsignedLong(nextInt("the number of " + what));
        if (size < least || size > most) {
            throw new DatasetException("%s announces %d %s, expected %d to %d: its header is damaged. %s"
                    .formatted(name, size, what, least, most, AGAIN));
        }
        return (int) size;
    }

    /** Reads up to {@code count} bytes, allocating no more than the file really has. */
    byte[] next(int count, String what) throws IOException {
        byte[] bytes;
        try {
            bytes = in.readNBytes(count);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
        if (bytes.length < count) {
            throw tooShort("after %d of %d %s".formatted(bytes.length, count, what), null);
        }
        return bytes;
    }

    /** Fills the array; {@code index} and {@code count} say in a message how far the file went. */
    void fill(byte[] bytes, int index, int count) throws IOException {
        try {
            in.readFully(bytes);
        } catch (EOFException e) {
            throw tooShort("after %d of %d images".formatted(index, count), e);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    /** Checks that nothing follows; for gzip this also checks the checksum at its end. */
    void expectEnd(String what) throws IOException {
        int next;
        try {
            next = in.read();
        } catch (IOException e) {
            throw unreadable(name, e);
        }
        if (next != -1) {
            throw new DatasetException(
                    "%s goes on after the %s that its header announces. %s".formatted(name, what, AGAIN));
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private int nextInt(String what) throws IOException {
        try {
            return in.readInt();
        } catch (EOFException e) {
            throw tooShort("before " + what, e);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    private DatasetException tooShort(String where, @Nullable IOException cause) {
        String message = "%s ends too early, %s: it is truncated. %s".formatted(name, where, AGAIN);
        return cause == null ? new DatasetException(message) : new DatasetException(message, cause);
    }

    private static DatasetException unreadable(String name, IOException cause) {
        if (cause instanceof EOFException) {
            return new DatasetException("%s ends too early, within its gzip stream: it is truncated. %s".formatted(name, AGAIN), cause);
        }
        if (cause instanceof ZipException) {
            return new DatasetException(
                    "%s is damaged: its gzip stream does not unpack (%s). %s".formatted(name, cause.getMessage(), AGAIN), cause);
        }
        return new DatasetException(
                "cannot read %s (%s). Check that it is a file you may read".formatted(name, describe(cause)), cause);
    }

    private static String describe(IOException cause) {
        return cause.getClass().getSimpleName() + (cause.getMessage() == null ? "" : ": " + cause.getMessage());
    }
}
