package dev.kizu.cli.inspect;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Reads the lines of {@code results.jsonl}, one by one. */
final class StoredLines {
    /** Takes results one by one. */
    interface Sink {
        void accept(ResultLine result) throws IOException;
    }

    private StoredLines() {}

    /**
     * Reads all whole lines.
     *
     * @return their length in bytes; what lies behind is the beginning of a line that was being written when its run was ended
     * @throws IOException if a line is no result, other than at the end
     */
    static long read(Path file, Sink sink) throws IOException {
        long whole = 0;
        long lines = 0;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int b = in.read(); b >= 0; b = in.read()) {
                if (b != '\n') {
                    line.write(b);
                    continue;
                }
                ResultLine result = result(line.toByteArray());
                if (result == null) {
                    throw new IOException(
                            "%s: line %d is not a result. Repair the file, or begin anew with --force or another --out"
                                    .formatted(file, lines + 1));
                }
                sink.accept(result);
                lines++;
                whole += line.size() + 1L;
                line.reset();
            }
        }
        return whole;
    }

    private static @Nullable ResultLine result(byte[] json) {
        try {
            ResultLine result = ResultJson.read(json, ResultLine.class);
            // Components that are missing become null, whatever their type says.
            boolean complete = result != null && (Object) result.file() != null && (Object) result.verdict() != null;
            return complete ? result : null;
        } catch (JacksonException e) {
            return null;
        }
    }
}
