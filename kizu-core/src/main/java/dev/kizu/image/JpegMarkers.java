package dev.kizu.image;

import java.io.EOFException;
import java.io.IOException;
import javax.imageio.stream.ImageInputStream;

/** Walks the segments at the begin of a JPEG file, up to the compressed data. */
final class JpegMarkers {
    private static final int START_OF_SCAN = 0xda;
    private static final int END = 0xd9;
    private static final int APP1 = 0xe1;
    private static final int LOSSLESS = 0xc3;
    /** {@code Exif} and two bytes of nought. */
    private static final long EXIF = 0x457869660000L;

    private JpegMarkers() {}

    /** Damage is left to the reader to find. */
    static Structure walk(ImageInputStream stream) throws IOException {
        Orientation orientation = Orientation.UPRIGHT;
        boolean unusual = false;
        try {
            long place = 2;
            while (true) {
                stream.seek(place);
                if (stream.readUnsignedByte() != 0xff) {
                    return new Structure(orientation, unusual);
                }
                int marker = stream.readUnsignedByte();
                if (marker == 0xff) {
                    // A byte to fill up.
                    place++;
                    continue;
                }
                if (marker == START_OF_SCAN || marker == END) {
                    return new Structure(orientation, unusual);
                }
                if (marker >= 0xd0 && marker <= 0xd8 || marker == 1) {
                    place += 2;
                    continue;
                }
                int length = stream.readUnsignedShort();
                if (marker == APP1 && length >= 8 && readMark(stream) == EXIF) {
                    orientation = Exif.orientation(stream, place + 10, length - 8L);
                } else if (isFrame(marker) && length >= 8) {
                    stream.seek(place + 9);
                    unusual = stream.readUnsignedByte() == 4 || marker == LOSSLESS;
                }
                place += 2L + Math.max(2, length);
            }
        } catch (EOFException e) {
            return new Structure(orientation, unusual);
        }
    }

    private static long readMark(ImageInputStream stream) throws IOException {
        return stream.readUnsignedInt() << 16 | stream.readUnsignedShort();
    }

    /** Whether a segment tells size and components; three markers among those of frames are of something else. */
    private static boolean isFrame(int marker) {
        return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }
}
