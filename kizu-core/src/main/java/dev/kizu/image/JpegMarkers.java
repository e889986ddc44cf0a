package dev.kizu.image;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.stream.ImageInputStream;

/** Walks the segments at the begin of a JPEG file, up to the compressed data. */
final class JpegMarkers {
    private static final int START_OF_SCAN = 0xda;
    private static final int END = 0xd9;
    private static final int APP1 = 0xe1;
    private static final int APP2 = 0xe2;
    private static final int LOSSLESS = 0xc3;
    /** {@code Exif} and two bytes of nought. */
    private static final long EXIF = 0x457869660000L;

    /** {@code ICC_PR}, as a profile begins. */
    private static final long PROFILE = 0x4943435f5052L;

    private JpegMarkers() {}

    /** Damage is left to the reader to find. */
    static Structure walk(ImageInputStream stream) throws IOException {
        Orientation orientation = Orientation.UPRIGHT;
        boolean unusual = false;
        List<Long> profiles = new ArrayList<>();
        try {
            long place = 2;
            while (true) {
                stream.seek(place);
                if (stream.readUnsignedByte() != 0xff) {
                    return new Structure(orientation, unusual, profiles);
                }
                int marker = stream.readUnsignedByte();
                if (marker == 0xff) {
                    // A byte to fill up.
                    place++;
                    continue;
                }
                if (marker == START_OF_SCAN || marker == END) {
                    return new Structure(orientation, unusual, profiles);
                }
                if (marker >= 0xd0 && marker <= 0xd8 || marker == 1) {
                    place += 2;
                    continue;
                }
                int length = stream.readUnsignedShort();
                if (marker == APP1 && length >= 8 && readMark(stream) == EXIF) {
                    orientation = Exif.orientation(stream, place + 10, length - 8L);
                } else if (marker == APP2 && length >= 14 && readMark(stream) == PROFILE) {
                    profiles.add(place + 1);
                } else if (isFrame(marker) && length >= 8) {
                    stream.seek(place + 9);
                    unusual = stream.readUnsignedByte() == 4 || marker == LOSSLESS;
                }
                place += 2L + Math.max(2, length);
            }
        } catch (EOFException e) {
            return new Structure(orientation, unusual, profiles);
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
