package dev.kizu.file;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** Writes files under another name in the same folder and then moves them, so that nothing half-written is ever found under the real one. */
public final class WholeFile {
    /** Matches the names of files that a program left behind which was killed while it wrote. */
    public static final String TEMPORARY = ".kizu-*.tmp";

    private WholeFile() {}

    /** Something that writes a file. */
    @FunctionalInterface
    public interface Content {
        /** Writes all of it to a file, which is not there yet. */
        void writeTo(Path temporary) throws IOException;
    }

    /**
     * Writes a file, in place of the one that may be there.
     *
     * @throws IOException if it cannot be written; a file that was there is then as it was
     */
    public static void write(Path file, Content content) throws IOException {
        // Not by createTempFile: others may be meant to read it.
        Path temporary =
                file.resolveSibling(".kizu-" + UUID.randomUUID().toString().substring(0, 13) + ".tmp");
        try {
            content.writeTo(temporary);
            try {
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
