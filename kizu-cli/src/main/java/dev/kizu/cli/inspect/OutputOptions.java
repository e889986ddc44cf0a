package dev.kizu.cli.inspect;

import org.jspecify.annotations.Nullable;

/**
 * What is written for each picture.
 *
 * @param overlay which pictures get an overlay
 * @param map the format of anomaly maps; null for none
 * @param mask whether masks are written
 * @param minimumArea the least area of a flaw, in pixels of the picture, at least 1; null for that of one cell of the map
 */
public record OutputOptions(
        OverlayChoice overlay,
        @Nullable MapFormat map,
        boolean mask,
        @Nullable Integer minimumArea) {}
