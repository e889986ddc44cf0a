package dev.kizu.dataset;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * An image file to test with, and what is known of it.
 *
 * @param file the image
 * @param anomalous whether there is a defect to find
 * @param defect its kind: the folder's name; {@link #GOOD} for a normal image
 * @param mask an image file that shows where the defect is, for {@link dev.kizu.image.Mask#read}; null where there is none, and for normal
 *     images
 */
public record LabelledImage(
        Path file,
        boolean anomalous,
        String defect,
        @Nullable Path mask) {
    /** What a normal image has for a defect. */
    public static final String GOOD = "good";
}
