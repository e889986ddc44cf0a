package dev.kizu.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads the fields of one protocol buffers message out of a part of an array, which is not copied. Trusts nothing: a length is checked
 * against what is left before anything is done with it, and nothing nests, since who wants an inner message opens a reader of its own.
 *
 * <p>To be used as {@code while (reader.next()) { switch (reader.field()) ... }}; a field that nobody asks for is skipped.
 */
final class ProtoReader {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;
    /** Longer than any text that is of use; a text takes several times its bytes while it is decoded. */
    private static final int MAX_TEXT = 1 << 22;

    /** Bytes that all texts of a file may have together. */
    private static final int MAX_TEXTS = 1 << 24;

    private final byte[] data;
    /** Bytes of the texts read so far, in one element; shared by all readers of a file. */
    private final int[] texts;

    private final int end;
    private final String what;
    private int position;
    private int field;
    private int wireType;
    private int fieldStart;
    private int contentStart;

    /**
     * Opens a message.
     *
     * @param what what the message is, for errors
     */
    ProtoReader(byte[] data, int start, int end, String what) {
        this(data, start, end, what, new int[1]);
    }

    private ProtoReader(byte[] data, int start, int end, String what, int[] texts) {
        this.data = data;
        this.texts = texts;
        this.position = start;
        this.end = end;
        this.what = what;
    }

    /** Goes to the next field, if there is one. */
    boolean next() throws OnnxFormatException {
        if (position == end) {
            return false;
        }
        fieldStart = position;
        long tag = varint();
        field = (int) (tag >>> 3);
        wireType = (int) (tag & 7);
        if (tag >>> 3 == 0 || tag >>> 3 > (1 << 29) - 1) {
            throw wrong("holds a field with the number %d, which does not exist".formatted(tag >>> 3));
        }
        switch (wireType) {
            case VARINT -> {
                contentStart = position;
                varint();
            }
            case FIXED64 -> skip(Long.BYTES);
            case FIXED32 -> skip(Integer.BYTES);
            case BYTES -> skip(varint());
            default -> throw wrong("holds a field of the kind %d, which ONNX does not use".formatted(wireType));
        }
        return true;
    }

    private void skip(long length) throws OnnxFormatException {
        if (length < 0 || length > end - position) {
            throw wrong("ends too early: a field announces %s bytes, %d are left"
                    .formatted(Long.toUnsignedString(length), end - position));
        }
        contentStart = position;
        position += (int) length;
    }

    private long varint() throws OnnxFormatException {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            if (position == end) {
                throw wrong("ends too early, in the middle of a number");
            }
            byte next = data[position++];
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw wrong("holds a number of more than ten bytes");
    }

    /** The number of the current field. */
    int field() {
        return field;
    }

    /** Where the current field begins, its tag included. */
    int fieldStart() {
        return fieldStart;
    }

    /** Where the current field's content begins, after its number and length. */
    int contentStart() {
        return contentStart;
    }

    /** Where the current field ends. */
    int fieldEnd() {
        return position;
    }

    /** The current field as a whole number. */
    long number() throws OnnxFormatException {
        expect(VARINT);
        int after = position;
        position = contentStart;
        long value = varint();
        position = after;
        return value;
    }

    /** The current field as a text. */
    String text() throws OnnxFormatException {
        expect(BYTES);
        if (position - contentStart > MAX_TEXT) {
            throw wrong("holds a text of %,d bytes, expected at most %,d".formatted(position - contentStart, MAX_TEXT));
        }
        texts[0] += position - contentStart;
        if (texts[0] > MAX_TEXTS) {
            throw wrong("has more than %,d bytes of texts".formatted(MAX_TEXTS));
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(data, contentStart, position - contentStart))
                    .toString();
        } catch (CharacterCodingException e) {
            throw wrong("holds a text that is not UTF-8");
        }
    }

    /** The current field's bytes, not copied, in little-endian order. */
    ByteBuffer bytes() throws OnnxFormatException {
        expect(BYTES);
        return ByteBuffer.wrap(data, contentStart, position - contentStart)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The current field as a message. */
    ProtoReader message(String name) throws OnnxFormatException {
        expect(BYTES);
        return new ProtoReader(data, contentStart, position, name, texts);
    }

    /** Whether the current field is a run of bytes, such as numbers packed together. */
    boolean isBytes() {
        return wireType == BYTES;
    }

    /** A number packed together with others; for a reader that {@link #message} gave. */
    long packedNumber() throws OnnxFormatException {
        return varint();
    }

    boolean atEnd() {
        return position == end;
    }

    private void expect(int kind) throws OnnxFormatException {
        if (wireType != kind) {
            throw wrong("holds field %d as the kind %d, expected %d".formatted(field, wireType, kind));
        }
    }

    OnnxFormatException wrong(String reason) {
        return new OnnxFormatException(what + " " + reason);
    }
}
