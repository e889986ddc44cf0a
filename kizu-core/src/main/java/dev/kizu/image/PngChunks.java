package dev.kizu.image;

import java.io.EOFException;
import java.io.IOException;
import java.util.zip.CRC32;
import javax.imageio.stream.ImageInputStream;

/** Walks the chunks of a PNG file. The JDK's reader looks neither at their checksums nor for the end. */
final class PngChunks {
    private static final int EXIF = 0x65584966;
    private static final int END = 0x49454e44;
    /** Of a chunk's type: set in those that a picture can do without. */
    private static final int ANCILLARY = 0x20000000;

    private PngChunks() {}

    /**
     * Looks for the orientation.
     *
     * @param whole whether to check as well that all chunks are there, and undamaged
     * @throws IOException if that is asked for and it is not so
     */
    static Structure walk(ImageInputStream stream, boolean whole) throws IOException {
        Orientation orientation = Orientation.UPRIGHT;
        byte[] bytes = new byte[1 << 13];
        try {
            long place = 8;
            while (true) {
                stream.seek(place);
                long length = stream.readUnsignedInt();
                stream.mark();
                int type = stream.readInt();
                stream.reset();
                if (whole && (type & ANCILLARY) == 0) {
                    check(stream, length + 4, bytes);
                } else {
                    stream.seek(place + 8 + length);
                    stream.readInt();
                }
                if (type == EXIF) {
                    orientation = Exif.orientation(stream, place + 8, length);
                }
                if (type == END) {
                    return new Structure(orientation, false);
                }
                place += 12 + length;
            }
        } catch (EOFException e) {
            if (whole) {
                throw new IOException(Damage.TRUNCATED, e);
            }
            return new Structure(orientation, false);
        }
    }

    private static void check(ImageInputStream stream, long length, byte[] bytes) throws IOException {
        CRC32 sum = new CRC32();
        for (long left = length; left > 0; ) {
            int count = stream.read(bytes, 0, (int) Math.min(left, bytes.length));
            if (count < 0) {
                throw new EOFException();
            }
            sum.update(bytes, 0, count);
            left -= count;
        }
        if (stream.readUnsignedInt() != sum.getValue()) {
            throw new IOException(Damage.CHANGED);
        }
    }
}
