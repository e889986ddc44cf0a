package dev.kizu.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A constant with a name, such as a layer's weights.
 *
 * @param name the name, unique in its graph
 * @param type its elements
 * @param shape its dimensions, outermost first; none for a single number
 * @param raw the elements, outermost dimension first, little-endian; shared, not copied: treat it as read-only
 */
public record OnnxTensor(String name, ElementType type, List<Long> shape, ByteBuffer raw) {
    /** Floats. */
    public static OnnxTensor of(String name, List<Long> shape, float[] values) {
        return of(name, shape, values, 0, values.length);
    }

    /** A run of floats out of an array. */
    public static OnnxTensor of(String name, List<Long> shape, float[] values, int from, int count) {
        ByteBuffer raw =
                ByteBuffer.allocate(Math.multiplyExact(count, Float.BYTES)).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values, from, count);
        return new OnnxTensor(name, ElementType.FLOAT, shape, raw);
    }

    /** Whole numbers. */
    public static OnnxTensor of(String name, List<Long> shape, long[] values) {
        ByteBuffer raw = ByteBuffer.allocate(Math.multiplyExact(values.length, Long.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        raw.asLongBuffer().put(values);
        return new OnnxTensor(name, ElementType.INT64, shape, raw);
    }

    /**
     * The elements of a tensor of floats; a copy.
     *
     * @throws IllegalStateException if these are no floats
     */
    public float[] floats() {
        if (type != ElementType.FLOAT) {
            throw new IllegalStateException("tensor %s holds %s, not floats".formatted(name, type));
        }
        float[] values = new float[raw.capacity() / Float.BYTES];
        copyFloats(values, 0);
        return values;
    }

    /** Copies the elements of a tensor of floats into an array, from an index on. */
    public void copyFloats(float[] into, int at) {
        ByteBuffer elements = raw.duplicate().order(ByteOrder.LITTLE_ENDIAN).clear();
        elements.asFloatBuffer().get(into, at, raw.capacity() / Float.BYTES);
    }

    /** The shape for messages, such as {@code 16x1x2x2}. */
    public String shapeText() {
        return shape.isEmpty()
                ? "a single number"
                : shape.stream().map(String::valueOf).collect(Collectors.joining("x"));
    }

    void write(ProtoWriter out) {
        writeBeforeElements(out);
        out.bytes(9, bytes());
    }

    /** Writes this tensor as a field of its graph, up to where its elements begin. */
    void writeStart(int field, ProtoWriter out) {
        ProtoWriter start = new ProtoWriter();
        writeBeforeElements(start);
        start.announce(9, raw.capacity());
        out.announce(field, start.size() + raw.capacity()).append(start);
    }

    private void writeBeforeElements(ProtoWriter out) {
        shape.forEach(size -> out.number(1, size));
        out.number(2, type.code()).text(8, name);
    }

    private byte[] bytes() {
        return raw.hasArray() && raw.arrayOffset() == 0 && raw.array().length == raw.capacity() ? raw.array() : copy();
    }

    private byte[] copy() {
        byte[] bytes = new byte[raw.capacity()];
        raw.duplicate().clear().get(bytes);
        return bytes;
    }

    /** Equal if everything is, each element included. */
    @Override
    public boolean equals(Object other) {
        return other instanceof OnnxTensor tensor
                && name.equals(tensor.name)
                && type == tensor.type
                && shape.equals(tensor.shape)
                && Arrays.equals(copy(), tensor.copy());
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }
}
