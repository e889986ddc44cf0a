package dev.kizu.image;

import java.io.IOException;
import java.nio.ByteOrder;
import javax.imageio.stream.ImageInputStream;

/** Looks up the orientation in a block of tags, which is built as a TIFF file is: in TIFF itself, and as Exif in other formats. */
final class Exif {
    private static final int ORIENTATION = 274;
    private static final int SHORT = 3;
    private static final int ENTRY_LENGTH = 12;

    private Exif() {}

    /**
     * The orientation that a block says. Blocks are often damaged by programs that edit pictures, which does no harm to the picture: then it
     * is upright.
     *
     * @param stream changes its place
     * @param start where the block begins in the stream
     * @param length its bytes
     */
    static Orientation orientation(ImageInputStream stream, long start, long length) throws IOException {
        ByteOrder order = stream.getByteOrder();
        try {
            stream.seek(start);
            int mark = length < 8 ? 0 : stream.readUnsignedShort();
            if (mark != 0x4949 && mark != 0x4d4d) {
                return Orientation.UPRIGHT;
            }
            stream.setByteOrder(mark == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            if (stream.readUnsignedShort() != 42) {
                return Orientation.UPRIGHT;
            }
            long directory = stream.readUnsignedInt();
            if (directory + 2 > length) {
                return Orientation.UPRIGHT;
            }
            stream.seek(start + directory);
            int entries = stream.readUnsignedShort();
            for (int i = 0; i < entries && directory + 2 + (i + 1L) * ENTRY_LENGTH <= length; i++) {
                stream.seek(start + directory + 2 + (long) i * ENTRY_LENGTH);
                if (stream.readUnsignedShort() == ORIENTATION) {
                    boolean fits = stream.readUnsignedShort() == SHORT && stream.readUnsignedInt() == 1;
                    return Orientation.ofTag(fits ? stream.readUnsignedShort() : 0);
                }
            }
            return Orientation.UPRIGHT;
        } finally {
            stream.setByteOrder(order);
        }
    }
}
