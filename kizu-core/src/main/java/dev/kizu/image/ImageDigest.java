package dev.kizu.image;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Tells images apart by their content, so that a model can say which images it was trained on. */
public final class ImageDigest {
    private ImageDigest() {}

    /**
     * The SHA-256 digest of images: for each, in order, channels, height and width as 32-bit whole numbers and then all samples, in the
     * order that {@link Image} describes, as 32-bit floats; all big-endian.
     *
     * @return 64 hexadecimal digits
     */
    public static String sha256(List<Image> images) {
        MessageDigest digest = newDigest();
        float[] row = new float[0];
        ByteBuffer bytes = ByteBuffer.allocate(3 * Integer.BYTES);
        for (Image image : images) {
            digest.update(ByteBuffer.allocate(3 * Integer.BYTES)
                    .putInt(image.channels())
                    .putInt(image.height())
                    .putInt(image.width())
                    .flip());
            int width = image.width();
            if (row.length != width) {
                row = new float[width];
                bytes = ByteBuffer.allocate(width * Float.BYTES);
            }
            for (int y = 0; y < image.channels() * image.height(); y++) {
                image.copyTo(y / image.height(), y % image.height(), 0, 1, width, row, 0, 1);
                bytes.clear();
                bytes.asFloatBuffer().put(row);
                digest.update(bytes);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
