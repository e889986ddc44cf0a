package dev.kizu.onnx;

import java.util.function.Consumer;
import java.util.stream.LongStream;

/** A setting of an operator: a name and a number, or several. */
public final class OnnxAttribute {
    private static final int FLOAT = 1;
    private static final int INT = 2;
    private static final int STRING = 3;
    private static final int INTS = 7;

    private final String name;
    private final int type;
    private final Consumer<ProtoWriter> value;

    private OnnxAttribute(String name, int type, Consumer<ProtoWriter> value) {
        this.name = name;
        this.type = type;
        this.value = value;
    }

    /** One whole number. */
    public static OnnxAttribute of(String name, long value) {
        return new OnnxAttribute(name, INT, out -> out.number(3, value));
    }

    /** One fraction. */
    public static OnnxAttribute of(String name, float value) {
        return new OnnxAttribute(name, FLOAT, out -> out.float32(2, value));
    }

    /** A word. */
    public static OnnxAttribute of(String name, String value) {
        return new OnnxAttribute(name, STRING, out -> out.text(4, value));
    }

    /** Whole numbers. */
    public static OnnxAttribute of(String name, long[] values) {
        long[] copy = values.clone();
        return new OnnxAttribute(name, INTS, out -> LongStream.of(copy).forEach(number -> out.number(8, number)));
    }

    void write(ProtoWriter out) {
        out.text(1, name);
        value.accept(out);
        out.number(20, type);
    }
}
