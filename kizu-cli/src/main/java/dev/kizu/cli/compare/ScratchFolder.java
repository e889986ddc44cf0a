package dev.kizu.cli.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder for files that nobody keeps: removed with all in it when this is closed, or when the JVM is stopped. */
public final class ScratchFolder implements AutoCloseable {
    private final Path path;
    private final Thread atExit = new Thread(this::remove, "remove-scratch");

    private ScratchFolder(Path path) {
        this.path = path;
    }

    /**
     * Makes one among the system's temporary files.
     *
     * @throws IOException if that fails; the message says what to do
     */
    public static ScratchFolder create() throws IOException {
        try {
            ScratchFolder folder = new ScratchFolder(Files.createTempDirectory("kizu-compare-"));
            Runtime.getRuntime().addShutdownHook(folder.atExit);
            return folder;
        } catch (IOException e) {
            throw new IOException(
                    "cannot make a temporary folder for models in %s: %s. Keep them in a folder of your own with --save"
                            .formatted(System.getProperty("java.io.tmpdir"), e.getMessage()),
                    e);
        }
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    private void remove() {
        try (Stream<Path> all = Files.walk(path)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path one : deepestFirst) {
                Files.deleteIfExists(one);
            }
        } catch (IOException | UncheckedIOException e) {
            // Left to the system, as temporary files are.
        }
    }

    @Override
    public void close() {
        remove();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The JVM is stopping: the hook runs, or has run.
        }
    }
}
