package dev.kizu.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One IDX file, plain or gzip, wherever its bytes are.
 *
 * @param name names the file in messages
 * @param opener opens the file anew at each call; the reader closes the stream
 */
public record IdxSource(String name, Opener opener) {
    /** Opens a stream at the first byte of the file. */
    @FunctionalInterface
    public interface Opener {
        /** A fresh stream; it need not be buffered. */
        InputStream open() throws IOException;
    }

    /** A file on disk. */
    public static IdxSource of(Path file) {
        return new IdxSource(file.toString(), () -> Files.newInputStream(file));
    }
}
