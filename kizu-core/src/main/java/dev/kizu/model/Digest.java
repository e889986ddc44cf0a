package dev.kizu.model;

import dev.kizu.onnx.OnnxFile;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The SHA-256 digest of a model file: over all its bytes but the metadata entries that hold the digest itself and the circumstances, and
 * those of others, whose names do not begin with {@code kizu.}.
 */
final class Digest {
    private Digest() {}

    static String of(byte[] bytes, OnnxFile file) {
        MessageDigest digest = sha256();
        for (OnnxFile.Part part : file.parts()) {
            if (isCovered(part.metadataKey())) {
                digest.update(bytes, part.start(), part.end() - part.start());
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static boolean isCovered(String key) {
        return key.isEmpty()
                || (key.startsWith(Metadata.PREFIX)
                        && !key.equals(Metadata.DIGEST)
                        && !key.equals(Metadata.CIRCUMSTANCES));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
