package dev.kizu.model;

/** What was read from a model file of either kind: a {@link LoadedModel} or a {@link LoadedInspection}. */
public sealed interface LoadedFile permits LoadedModel, LoadedInspection {
    /** Version of the file's format. */
    int formatVersion();

    /** Size of the file. */
    long bytes();
}
