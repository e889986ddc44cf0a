package dev.kizu.onnx;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/** Writes the fields of one protocol buffers message. What is at its default is for the caller to leave out. */
final class ProtoWriter {
    private static final int VARINT = 0;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;

    private byte[] buffer = new byte[256];
    private int size;

    /** A whole number, also an enumeration or a truth value. */
    ProtoWriter number(int field, long value) {
        tag(field, VARINT);
        varint(value);
        return this;
    }

    ProtoWriter float32(int field, float value) {
        tag(field, FIXED32);
        int bits = Float.floatToIntBits(value);
        reserve(Float.BYTES);
        for (int i = 0; i < Float.BYTES; i++) {
            buffer[size++] = (byte) (bits >>> (8 * i));
        }
        return this;
    }

    ProtoWriter text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    ProtoWriter bytes(int field, byte[] value) {
        return bytes(field, value, value.length);
    }

    private ProtoWriter bytes(int field, byte[] value, int length) {
        return announce(field, length).append(value, length);
    }

    /** The beginning of a field, whose content follows. */
    ProtoWriter announce(int field, int length) {
        tag(field, BYTES);
        varint(length);
        return this;
    }

    /** What another writer holds, as it is. */
    ProtoWriter append(ProtoWriter other) {
        return append(other.buffer, other.size);
    }

    private ProtoWriter append(byte[] value, int length) {
        reserve(length);
        System.arraycopy(value, 0, buffer, size, length);
        size += length;
        return this;
    }

    int size() {
        return size;
    }

    ProtoWriter message(int field, Consumer<ProtoWriter> content) {
        ProtoWriter inner = new ProtoWriter();
        content.accept(inner);
        return bytes(field, inner.buffer, inner.size);
    }

    byte[] toByteArray() {
        return Arrays.copyOf(buffer, size);
    }

    private void tag(int field, int wireType) {
        varint(((long) field << 3) | wireType);
    }

    private void varint(long value) {
        reserve(10);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            buffer[size++] = (byte) ((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        buffer[size++] = (byte) rest;
    }

    private void reserve(int more) {
        if (buffer.length - size < more) {
            long wanted = Math.max((long) size + more, Math.min(2L * buffer.length, Integer.MAX_VALUE - 8));
            if (wanted > Integer.MAX_VALUE - 8) {
                throw new IllegalArgumentException("an ONNX file cannot be larger than 2 GB");
            }
            buffer = Arrays.copyOf(buffer, (int) wanted);
        }
    }
}
