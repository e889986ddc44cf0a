package dev.kizu.report;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Puts the files of a report in place. All are first written in full to a temporary folder, so that a crash or a full disk
 * never leaves half a file, nor half a new report over an old one.
 */
final class ReportDirectory {
    private final Path directory;
    private final Set<String> known;

    /**
     * A report's folder.
     *
     * @param directory the folder; made where there is none
     * @param known names of all files that a report may have; those in the folder that a new report lacks are removed
     */
    ReportDirectory(Path directory, Set<String> known) {
        this.directory = directory.toAbsolutePath();
        this.known = known;
    }

    /** Writes files, by name, and moves them into place in the order given. */
    void write(Map<String, byte[]> files) throws IOException {
        try {
            Files.createDirectories(directory);
            // Inside the folder and not beside it: beside it there may be no right to write, or another file system.
            Path temporary = Files.createDirectory(directory.resolve(".writing-" + UUID.randomUUID()));
            try {
                for (Map.Entry<String, byte[]> file : files.entrySet()) {
                    Files.write(temporary.resolve(file.getKey()), file.getValue());
                }
                for (String name : files.keySet()) {
                    Files.move(temporary.resolve(name), directory.resolve(name), StandardCopyOption.REPLACE_EXISTING);
                }
                removeStale(files.keySet());
            } finally {
                remove(temporary);
            }
        } catch (IOException e) {
            throw new IOException(
                    "cannot write the report to %s: %s. Choose a folder that you may write to, with some megabytes free."
                            .formatted(directory, reason(e)),
                    e);
        }
    }

    private void removeStale(Set<String> fresh) throws IOException {
        for (String name : known) {
            if (!fresh.contains(name)) {
                Files.deleteIfExists(directory.resolve(name));
            }
        }
    }

    private static void remove(Path folder) throws IOException {
        List<Path> left;
        try (Stream<Path> files = Files.list(folder)) {
            left = new ArrayList<>(files.toList());
        }
        left.add(folder);
        for (Path path : left) {
            Files.delete(path);
        }
    }

    private String reason(IOException e) {
        for (Path path = directory; path != null; path = path.getParent()) {
            if (Files.exists(path)) {
                if (!Files.isDirectory(path)) {
                    return path + " is a file, expected a folder";
                }
                break;
            }
        }
        if (e instanceof AccessDeniedException) {
            return "no permission to write there";
        }
        return e instanceof NotDirectoryException || e.getMessage() == null ? e.toString() : e.getMessage();
    }
}
