package dev.kizu.cli.inspect;

import dev.kizu.file.WholeFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What runs that were killed have left. */
final class Leftovers {
    private Leftovers() {}

    /** Removes what a run that was killed has left in a folder and those below it. */
    static void remove(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> temporaries = Files.newDirectoryStream(folder, WholeFile.TEMPORARY)) {
            for (Path file : temporaries) {
                Files.deleteIfExists(file);
            }
        }
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(folder, Files::isDirectory)) {
            for (Path below : folders) {
                if (!Files.isSymbolicLink(below)) {
                    remove(below);
                }
            }
        }
    }
}
