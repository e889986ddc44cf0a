package dev.kizu.assess;

import java.nio.file.Path;

/**
 * A file that could not be used.
 *
 * @param file the picture or the mask
 * @param reason why, and what that leads to; for people. May name the file or not
 */
public record AssessmentProblem(Path file, String reason) {}
