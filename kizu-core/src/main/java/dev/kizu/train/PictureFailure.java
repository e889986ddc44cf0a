package dev.kizu.train;

import java.nio.file.Path;

/**
 * A picture that was left out.
 *
 * @param file the file
 * @param reason why, for people
 */
public record PictureFailure(Path file, String reason) {}
