package dev.kizu.onnx;

/** What a tensor's elements are, with ONNX's numbers for them. */
public enum ElementType {
    /** 32-bit IEEE floats. */
    FLOAT(1, Float.BYTES),
    /** 64-bit signed whole numbers. */
    INT64(7, Long.BYTES),
    /** Truth values. */
    BOOL(9, 1);

    private final int code;
    private final int bytes;

    ElementType(int code, int bytes) {
        this.code = code;
        this.bytes = bytes;
    }

    int code() {
        return code;
    }

    /** Bytes of one element. */
    int bytes() {
        return bytes;
    }

    static ElementType of(long code, String tensor) throws OnnxFormatException {
        for (ElementType type : values()) {
            if (type.code == code) {
                return type;
            }
        }
        throw new OnnxFormatException("tensor %s has elements of the type %d, expected 1 (float), 7 (int64) or 9 (bool)"
                .formatted(tensor, code));
    }
}
