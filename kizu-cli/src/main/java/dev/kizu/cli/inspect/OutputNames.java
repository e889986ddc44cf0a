package dev.kizu.cli.inspect;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Names of the files that belong to a picture: its path, mirrored, with an ending added. They depend on the path alone, and different paths have
 * different names. What leads upwards or begins at the root is put into brackets: {@code ../a.png} becomes {@code (up)/a.png.png}, and
 * {@code /data/a.png} becomes {@code (root)/data/a.png.png}. Names that are too long for a file system are cut, and those of paths that are too
 * long lie in {@code (long)}; a digest keeps them apart.
 */
final class OutputNames {
    private static final String UP = "(up)";
    private static final String ROOT = "(root)";
    /** File systems have room for 255 bytes, of which some are left to endings and temporary names. */
    private static final int LONGEST_BYTES = 200;

    /** Linux takes paths of 4,096 bytes, of which the folder of the results needs some. */
    private static final int LONGEST_PATH_BYTES = 2000;

    private static final String LONG = "(long)";

    private static final int KEPT_CHARACTERS = 40;

    private OutputNames() {}

    /** The name of a picture's file, parts separated by strokes. */
    static String of(Path picture, String ending) {
        StringBuilder name = new StringBuilder();
        Path root = picture.getRoot();
        if (root != null) {
            String drive = root.toString().replaceAll("[/\\\\:]", "");
            name.append(ROOT).append('/').append(drive.isEmpty() ? "" : drive + "/");
        }
        for (int i = 0; i < picture.getNameCount(); i++) {
            String part = picture.getName(i).toString();
            // Else a folder that is called (up) would be taken for the way upwards.
            String safe = part.equals("..") ? UP : part.startsWith("(") ? "(" + part : part;
            name.append(i == 0 ? "" : "/").append(shortened(safe));
        }
        byte[] bytes = name.toString().getBytes(StandardCharsets.UTF_8);
        if (bytes.length > LONGEST_PATH_BYTES) {
            String last = picture.getName(picture.getNameCount() - 1).toString();
            return LONG + "/" + cut(last) + "-" + digest(bytes) + ending;
        }
        return name.append(ending).toString();
    }

    private static String shortened(String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= LONGEST_BYTES) {
            return part;
        }
        return cut(part) + "-" + digest(bytes);
    }

    private static String cut(String part) {
        int end = part.offsetByCodePoints(0, Math.min(KEPT_CHARACTERS, part.codePointCount(0, part.length())));
        return part.substring(0, end);
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
