package dev.kizu.train;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A picture that was left out.
 *
 * @param file the file
 * @param reason why, for people
 */
public record PictureFailure(Path file, String reason) {
    /** By the exception that reading or preparing it met. The reason names the file. */
    public static PictureFailure of(Path file, Exception e) {
        String message = String.valueOf(e.getMessage());
        return new PictureFailure(
                file, e instanceof IOException ? message : "cannot use %s: %s".formatted(file, message));
    }
}
