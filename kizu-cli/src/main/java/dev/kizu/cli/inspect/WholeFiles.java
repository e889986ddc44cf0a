package dev.kizu.cli.inspect;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** Files that are there as a whole or not at all: written under another name, then moved. */
final class WholeFiles {
    private static final String TEMPORARY = ".kizu-*.tmp";

    private WholeFiles() {}

    /** Something that writes a file. */
    interface Content {
        void writeTo(Path file) throws IOException;
    }

    /** Writes a file, in place of the one that may be there. */
    static void write(Path file, Content content) throws IOException {
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

    /** Removes what a run that was killed has left in a folder and those below it. */
    static void removeLeftovers(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> temporaries = Files.newDirectoryStream(folder, TEMPORARY)) {
            for (Path file : temporaries) {
                Files.deleteIfExists(file);
            }
        }
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(folder, Files::isDirectory)) {
            for (Path below : folders) {
                if (!Files.isSymbolicLink(below)) {
                    removeLeftovers(below);
                }
            }
        }
    }
}
