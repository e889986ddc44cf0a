package dev.kizu.model;

/**
 * A detector that was read from a file.
 *
 * @param content the model
 * @param formatVersion version of the file's format
 * @param sha256 digest of everything that the model depends on, in hexadecimal digits: the same for models that are the same, wherever and
 *     whenever they were trained
 * @param bytes size of the file
 */
public record LoadedModel(ModelContent content, int formatVersion, String sha256, long bytes) implements LoadedFile {}
