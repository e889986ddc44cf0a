package dev.kizu.features.model;

/**
 * A model on features that was read from a file.
 *
 * @param model the model
 * @param digest SHA-256 digest of everything that the model depends on, in hexadecimal digits: the same for models that are the same, wherever
 *     and whenever they were made
 * @param bytes size of the file
 */
public record LoadedFeatureModel(FeatureModel model, String digest, long bytes) {}
