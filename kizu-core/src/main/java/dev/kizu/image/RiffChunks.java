package dev.kizu.image;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import javax.imageio.stream.ImageInputStream;

/** Walks the chunks of a WebP file. */
final class RiffChunks {
    /** The letters {@code EXIF} and {@code Exif}, the first of them lowest. */
    private static final int EXIF_CHUNK = 0x46495845;

    private static final int EXIF_MARK = 0x66697845;

    private RiffChunks() {}

    /**
     * Looks for the orientation.
     *
     * @throws IOException if the file is shorter than it says
     */
    static Structure walk(ImageInputStream stream) throws IOException {
        ByteOrder order = stream.getByteOrder();
        stream.setByteOrder(ByteOrder.LITTLE_ENDIAN);
        try {
            stream.seek(4);
            long end = 8 + stream.readUnsignedInt();
            if (end > stream.length()) {
                throw new IOException(Damage.TRUNCATED);
            }
            long place = 12;
            while (place + 8 <= end) {
                stream.seek(place);
                int type = stream.readInt();
                long length = stream.readUnsignedInt();
                if (type == EXIF_CHUNK && length > 6) {
                    // Some programs put the mark before it that Exif has in JPEG.
                    int mark = stream.readInt() == EXIF_MARK ? 6 : 0;
                    return new Structure(Exif.orientation(stream, place + 8 + mark, length - mark), false);
                }
                place += 8 + length + (length & 1);
            }
            return Structure.PLAIN;
        } catch (EOFException e) {
            throw new IOException(Damage.TRUNCATED, e);
        } finally {
            stream.setByteOrder(order);
        }
    }
}
