package dev.kizu.model;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A file is not a model that this version of Kizu can load. The message says what was found, what was expected and what to do. */
public final class ModelFormatException extends IOException {
    private static final long serialVersionUID = 1;

    /** With a message. */
    public ModelFormatException(String message) {
        super(message);
    }

    /** With a message and what lies behind it. */
    public ModelFormatException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
