package dev.kizu.features.backbone;

import java.nio.file.Path;

/**
 * A backbone in a {@link BackboneStore}.
 *
 * @param name what it is called
 * @param file its file
 * @param bytes size of the file
 * @param spec what the JSON beside it says
 */
public record StoredBackbone(String name, Path file, long bytes, BackboneSpec spec) {}
