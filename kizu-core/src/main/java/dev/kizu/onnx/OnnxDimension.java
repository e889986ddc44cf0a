package dev.kizu.onnx;

/**
 * One dimension of a value: fixed, or with a name where it is only known when the graph runs.
 *
 * @param size the size, at least 0; -1 where it is not fixed
 * @param name the name where the size is not fixed; else empty
 */
public record OnnxDimension(long size, String name) {
    /** A fixed size. */
    public static OnnxDimension of(long size) {
        return new OnnxDimension(size, "");
    }

    /** A size that is not fixed. */
    public static OnnxDimension named(String name) {
        return new OnnxDimension(-1, name);
    }

    void write(ProtoWriter out) {
        if (size >= 0) {
            out.number(1, size);
        } else {
            out.text(2, name);
        }
    }
}
