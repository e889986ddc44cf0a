package dev.kizu.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import javax.imageio.stream.ImageInputStreamImpl;

/** A file as the readers of {@code javax.imageio} want it. The JDK's own stream asks the operating system for every single byte. */
final class BufferedFile extends ImageInputStreamImpl {
    private final SeekableByteChannel channel;
    /** When it was opened. */
    private final long size;

    /** Bytes of zero that are read behind the end. */
    private int padding;

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

    /** From now on gives so many zeros behind the file's end; {@link #length} stays as it is. */
    void pad(int bytes) {
        padding = bytes;
    }

    @Override
    public int read() throws IOException {
        checkClosed();
        bitOffset = 0;
        if (!fill()) {
            if (streamPos < size || streamPos >= size + padding) {
                return -1;
            }
            streamPos++;
            return 0;
        }
        streamPos++;
        return buffer.get() & 0xff;
    }

    /** Gives as many bytes as there are: the JDK's methods that read a number take fewer for the end. */
    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        checkClosed();
        Objects.checkFromIndexSize(offset, length, target.length);
        bitOffset = 0;
        int done = 0;
        for (int count = 1; done < length && count > 0; done += count) {
            count = some(target, offset + done, length - done);
            streamPos += count;
        }
        return done == 0 && length > 0 ? -1 : done;
    }

    /** Reads at least one byte, unless there is none: then 0. */
    private int some(byte[] target, int offset, int length) throws IOException {
        if (streamPos >= size) {
            int zeros = (int) Math.min(length, Math.max(0, size + padding - streamPos));
            Arrays.fill(target, offset, offset + zeros, (byte) 0);
            return zeros;
        }
        if (length < buffer.capacity()) {
            int count = fill() ? Math.min(length, buffer.remaining()) : 0;
            buffer.get(target, offset, count);
            return count;
        }
        channel.position(streamPos);
        int count = Math.max(0, channel.read(ByteBuffer.wrap(target, offset, length)));
        for (long place : replaced) {
            if (place >= streamPos && place < streamPos + count) {
                target[offset + (int) (place - streamPos)] = replacement;
            }
        }
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
