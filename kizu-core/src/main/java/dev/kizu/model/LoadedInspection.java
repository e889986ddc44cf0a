package dev.kizu.model;

/**
 * The model of an inspection that was read from a file.
 *
 * @param model the model
 * @param formatVersion version of the file's format
 * @param digest SHA-256 digest of everything that the model depends on, in hexadecimal digits: the same for models that are the same, wherever
 *     and whenever they were trained
 * @param bytes size of the file
 */
public record LoadedInspection(InspectionModel model, int formatVersion, String digest, long bytes)
        implements LoadedFile {}
