package dev.kizu.image;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import javax.imageio.stream.ImageInputStream;

/** The formats that are read, told apart by how a file begins: names lie. */
enum ImageFormat {
    // Deflate shrinks by no more than 1,032, and a pixel may have one bit.
    PNG("png", 8 * 1032, "png"),
    // A block of 8 x 8 pixels takes a bit at least.
    JPEG("jpeg", 512, "jpg", "jpeg"),
    BMP("bmp", Long.MAX_VALUE, "bmp"),
    // A code of three bits or more stands for 4,096 pixels at most.
    GIF("gif", 4096 * 8 / 3, "gif"),
    TIFF("tiff", Long.MAX_VALUE, "tif", "tiff"),
    BIG_TIFF("bigtiff", Long.MAX_VALUE),
    WEBP("webp", Long.MAX_VALUE, "webp");

    private final String readerName;
    private final long pixelsPerByte;
    private final List<String> extensions;

    ImageFormat(String readerName, long pixelsPerByte, String... extensions) {
        this.readerName = readerName;
        this.pixelsPerByte = pixelsPerByte;
        this.extensions = List.of(extensions);
    }

    /** What the format is called among the readers of {@code javax.imageio}. */
    String readerName() {
        return readerName;
    }

    /** More pixels than a byte of such a file can hold. */
    long pixelsPerByte() {
        return pixelsPerByte;
    }

    /** How names of such files end, without the dot, in small letters. */
    List<String> extensions() {
        return extensions;
    }

    /** Looks at the first bytes; leaves the stream at its begin. */
    static Optional<ImageFormat> of(ImageInputStream stream) throws IOException {
        byte[] start = new byte[12];
        stream.seek(0);
        int length = Math.max(0, stream.read(start));
        stream.seek(0);
        if (begins(start, length, 0, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n')) {
            return Optional.of(PNG);
        }
        if (begins(start, length, 0, 0xff, 0xd8, 0xff)) {
            return Optional.of(JPEG);
        }
        if (begins(start, length, 0, 'B', 'M')) {
            return Optional.of(BMP);
        }
        if (begins(start, length, 0, 'G', 'I', 'F', '8')) {
            return Optional.of(GIF);
        }
        if (begins(start, length, 0, 'I', 'I', 42, 0) || begins(start, length, 0, 'M', 'M', 0, 42)) {
            return Optional.of(TIFF);
        }
        if (begins(start, length, 0, 'I', 'I', 43, 0) || begins(start, length, 0, 'M', 'M', 0, 43)) {
            return Optional.of(BIG_TIFF);
        }
        if (begins(start, length, 0, 'R', 'I', 'F', 'F') && begins(start, length, 8, 'W', 'E', 'B', 'P')) {
            return Optional.of(WEBP);
        }
        return Optional.empty();
    }

    private static boolean begins(byte[] start, int length, int at, int... expected) {
        if (length < at + expected.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if ((start[at + i] & 0xff) != expected[i]) {
                return false;
            }
        }
        return true;
    }
}
