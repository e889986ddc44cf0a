package dev.kizu.dataset;

import java.io.IOException;

/** A data set that is missing, damaged or not what it should be; the message names the file and says what to do. */
public final class DatasetException extends IOException {
    /** With a message for the user. */
    public DatasetException(String message) {
        super(message);
    }

    /** With a message for the user and what went wrong beneath. */
    public DatasetException(String message, Throwable cause) {
        super(message, cause);
    }
}
