package dev.kizu.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A folder that results will go to, made ready before the work starts, so that nobody waits for results that cannot be written.
 * Folders that had to be created and are still empty when this is closed, or when the JVM is stopped, are removed again.
 */
final class OutputDirectory implements AutoCloseable {
    private final Deque<Path> created = new ArrayDeque<>();
    private final Thread atExit = new Thread(this::removeEmpty, "remove-empty-output");
    private final Path path;

    private OutputDirectory(Path path) {
        this.path = path;
    }

    /**
     * Creates the folder and its parents where they are missing, and checks that files can be written there.
     *
     * @throws IOException if that fails; the message says what to do
     */
    static OutputDirectory prepare(Path path) throws IOException {
        return prepare(path, "--out");
    }

    /** The same for the folder of an option that is to be named in the message. */
    static OutputDirectory prepare(Path path, String option) throws IOException {
        OutputDirectory directory = new OutputDirectory(path.toAbsolutePath().normalize());
        Runtime.getRuntime().addShutdownHook(directory.atExit);
        try {
            directory.create(directory.path);
            Files.delete(Files.createTempFile(directory.path, ".kizu-", ".tmp"));
            return directory;
        } catch (IOException | SecurityException e) {
            directory.close();
            throw new IOException(
                    "cannot write into the output folder %s: %s. Choose another with %s"
                            .formatted(path, reason(e), option),
                    e);
        }
    }

    Path path() {
        return path;
    }

    private void create(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        if (folder.getParent() != null) {
            create(folder.getParent());
        }
        Files.createDirectory(folder);
        synchronized (created) {
            created.push(folder);
        }
    }

    private static String reason(Exception e) {
        if (e instanceof FileAlreadyExistsException exists) {
            return exists.getFile() + " is a file, not a folder";
        }
        if (e instanceof AccessDeniedException denied) {
            return "permission denied in " + denied.getFile();
        }
        if (e instanceof FileSystemException file) {
            String reason = file.getReason() == null ? "it cannot be created there" : file.getReason();
            return file.getFile() == null ? reason : file.getFile() + ": " + reason;
        }
        return String.valueOf(e.getMessage());
    }

    private void removeEmpty() {
        synchronized (created) {
            for (Path folder : created) {
                try {
                    Files.deleteIfExists(folder);
                } catch (IOException e) {
                    // It holds results; or it stays, empty and harmless.
                    return;
                }
            }
            created.clear();
        }
    }

    @Override
    public void close() {
        removeEmpty();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The JVM is stopping: the hook runs, or has run.
        }
    }
}
