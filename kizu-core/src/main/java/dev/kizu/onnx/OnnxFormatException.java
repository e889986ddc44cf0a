package dev.kizu.onnx;

import java.io.IOException;

/** Bytes are not an ONNX file, or one that uses what is not supported here. */
public final class OnnxFormatException extends IOException {
    private static final long serialVersionUID = 1;

    /** With a message that says what was found and what was expected. */
    public OnnxFormatException(String message) {
        super(message);
    }
}
