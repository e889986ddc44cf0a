package dev.kizu.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The image files in a folder and its sub-folders, whatever they show. Hidden files and files with other names are passed by; links are
 * followed.
 *
 * @param images in the same order on every machine: by path, whose parts are compared by code points; possibly none
 * @param problems what could not be looked at, and why: folders without permission, links that lead nowhere or in a circle; for a user to
 *     read
 */
public record FolderListing(List<Path> images, List<String> problems) {
    /** Copies the lists. */
    public FolderListing {
        images = List.copyOf(images);
        problems = List.copyOf(problems);
    }

    /**
     * Looks at a folder. What cannot be looked at, even the folder itself, is among the problems.
     *
     * @param except a folder that is passed by; null for none
     */
    public static FolderListing of(Path folder, @Nullable Path except) throws IOException {
        ImageTree tree = new ImageTree();
        return new FolderListing(tree.images(folder, except), tree.problems());
    }
}
