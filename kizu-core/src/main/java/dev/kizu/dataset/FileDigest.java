package dev.kizu.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Tells files apart by their names and contents, so that a model can say which files it was trained on. */
public final class FileDigest {
    private FileDigest() {}

    /**
     * The SHA-256 digest of files: for each, in order, the length of its name in bytes as a 32-bit big-endian whole number, the name in UTF-8,
     * and the 32 bytes of the SHA-256 digest of its contents. A name is the path from the innermost folder that holds all of the files, with strokes
     * between its parts; so it does not matter where the folder is. Files are read piece by piece.
     *
     * @return 64 hexadecimal digits
     * @throws IOException if a file cannot be read
     */
    public static String sha256(List<Path> files) throws IOException {
        return sha256(files, contents(files));
    }

    /**
     * As {@link #sha256(List)}, of files whose contents were read before.
     *
     * @param contents for each file what {@link #contents} gives
     */
    public static String sha256(List<Path> files, List<String> contents) {
        List<Path> paths =
                files.stream().map(file -> file.toAbsolutePath().normalize()).toList();
        Path root = commonFolder(paths);
        MessageDigest all = newDigest();
        for (int i = 0; i < paths.size(); i++) {
            byte[] name = ImageTree.name(root.relativize(paths.get(i))).getBytes(StandardCharsets.UTF_8);
            all.update(ByteBuffer.allocate(Integer.BYTES).putInt(name.length).flip());
            all.update(name);
            all.update(HexFormat.of().parseHex(contents.get(i)));
        }
        return HexFormat.of().formatHex(all.digest());
    }

    /**
     * The SHA-256 digest of each file's contents, whatever its name, in the order of the files. Files are read piece by piece.
     *
     * @return for each file 64 hexadecimal digits
     * @throws IOException if a file cannot be read
     */
    public static List<String> contents(List<Path> files) throws IOException {
        MessageDigest digest = newDigest();
        byte[] bytes = new byte[1 << 16];
        List<String> contents = new ArrayList<>();
        for (Path file : files) {
            try (InputStream in = Files.newInputStream(file)) {
                for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                    digest.update(bytes, 0, count);
                }
            }
            contents.add(HexFormat.of().formatHex(digest.digest()));
        }
        return contents;
    }

    private static Path commonFolder(List<Path> files) {
        Path common = Path.of("");
        for (int i = 0; i < files.size(); i++) {
            Path folder = files.get(i).getParent();
            if (folder == null) {
                throw new IllegalArgumentException("%s is no file".formatted(files.get(i)));
            }
            common = i == 0 ? folder : common;
            while (!folder.startsWith(common)) {
                Path parent = common.getParent();
                if (parent == null) {
                    throw new IllegalArgumentException(
                            "%s and %s have no folder in common".formatted(files.get(0), files.get(i)));
                }
                common = parent;
            }
        }
        return common;
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
