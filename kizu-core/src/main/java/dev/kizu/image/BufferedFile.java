package dev.kizu.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javax.imageio.stream.ImageInputStreamImpl;

/** A file as the readers of {@code javax.imageio} want it. The JDK's own stream asks the operating system for every single byte. */
final class BufferedFile extends ImageInputStreamImpl {
    private final SeekableByteChannel channel;
    /** When it was opened. */
    private final long size;

    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 14).limit(0);
    /** Where in the file the buffer begins. */
    private long start;

    private List<Long> replaced = List.of();
    private byte replacement;

    BufferedFile(Path file) throws IOException {
        channel = Files.newByteChannel(file);
        size = channel.size();
    }

    /** From now on gives another byte at some places. */
    void replace(List<Long> places, byte by) {
        replaced = List.copyOf(places);
        replacement = by;
        buffer.limit(0);
    }

    @Override
    public int read() throws IOException {
        checkClosed();
        bitOffset = 0;
        if (!fill()) {
            return -1;
        }
        streamPos++;
        return buffer.get() & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        checkClosed();
        Objects.checkFromIndexSize(offset, length, target.length);
        bitOffset = 0;
        if (length == 0) {
            return 0;
        }
        int count;
        if (length >= buffer.capacity()) {
            channel.position(streamPos);
            count = channel.read(ByteBuffer.wrap(target, offset, length));
            for (long place : replaced) {
                if (place >= streamPos && place < streamPos + count) {
                    target[offset + (int) (place - streamPos)] = replacement;
                }
            }
        } else if (fill()) {
            count = Math.min(length, buffer.remaining());
            buffer.get(target, offset, count);
        } else {
            count = -1;
        }
        streamPos += Math.max(0, count);
        return count;
    }

    /** Sets the buffer to the place in the stream, reading if it has to; false at the file's end. */
    private boolean fill() throws IOException {
        long place = streamPos - start;
        if (place >= 0 && place < buffer.limit()) {
            buffer.position((int) place);
            return true;
        }
        if (streamPos >= size) {
            // Some readers look beyond the end again and again: the buffer is kept.
            return false;
        }
        start = streamPos;
        channel.position(streamPos);
        buffer.clear();
        int count = channel.read(buffer);
        buffer.flip();
        for (long other : replaced) {
            if (other >= start && other < start + count) {
                buffer.put((int) (other - start), replacement);
            }
        }
        return count > 0;
    }

    @Override
    public long length() {
        return size;
    }

    @Override
    public void close() throws IOException {
        super.close();
        channel.close();
    }
}
