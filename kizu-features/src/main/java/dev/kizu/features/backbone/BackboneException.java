package dev.kizu.features.backbone;

import java.io.IOException;

/** A backbone that is missing, damaged or not what is needed; the message names it and says what to do. */
public final class BackboneException extends IOException {
    private static final long serialVersionUID = 1L;

    /** With a message for the user. */
    public BackboneException(String message) {
        super(message);
    }

    /** With a message for the user and what went wrong beneath. */
    public BackboneException(String message, Throwable cause) {
        super(message, cause);
    }
}
