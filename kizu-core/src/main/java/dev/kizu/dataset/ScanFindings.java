package dev.kizu.dataset;

import java.util.List;

/**
 * What a scan of folders came upon beside images.
 *
 * @param otherFiles files whose names do not end like an image's, which were passed by
 * @param hidden hidden files and folders, which were passed by
 * @param misplacedImages images in places where the layout has none, such as {@code train/scratch}, which were passed by
 * @param anomalousWithoutMask anomalous images for which there is no mask
 * @param masksWithoutImage masks for which there is no image
 * @param problems what could not be looked at, and why: folders without permission, links that lead nowhere or in a circle; for a user to
 *     read
 */
public record ScanFindings(
        int otherFiles,
        int hidden,
        int misplacedImages,
        int anomalousWithoutMask,
        int masksWithoutImage,
        List<String> problems) {
    /** Copies the list. */
    public ScanFindings {
        problems = List.copyOf(problems);
    }
}
