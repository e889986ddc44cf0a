package dev.kizu.cli.inspect;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that grows line by line, and holds whole lines only, also after a line could not be written. Not thread-safe. */
final class LineFile implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;

    private LineFile(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Opens a file, or creates it, to add to its end. */
    static LineFile open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        channel.position(channel.size());
        return new LineFile(file, channel);
    }

    /**
     * Keeps other processes out until the file is closed.
     *
     * @throws IOException if one has it already
     */
    void lock() throws IOException {
        boolean free;
        try {
            free = channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            free = false;
        }
        if (!free) {
            throw new IOException(
                    "%s is being written by another run. Wait for it, or choose another --out".formatted(file));
        }
    }

    long length() throws IOException {
        return channel.position();
    }

    /** Cuts off what lies behind a length. */
    void cut(long length) throws IOException {
        channel.truncate(length);
        channel.position(length);
    }

    void append(byte[] line) throws IOException {
        long before = channel.position();
        try {
            ByteBuffer bytes = ByteBuffer.wrap(line);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            cut(before);
            throw new IOException("cannot write %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
