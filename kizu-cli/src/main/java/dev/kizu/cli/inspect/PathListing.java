package dev.kizu.cli.inspect;

import dev.kizu.dataset.FolderListing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The pictures that paths lead to: files as they are given, folders with all image files below them. A picture that is reached twice by the same
 * path is listed once.
 *
 * @param pictures in the order of the paths, within folders by path
 * @param problems what could not be looked at, for a user to read
 */
public record PathListing(List<Path> pictures, List<String> problems) {
    /**
     * Looks at paths. A folder that has gone is among the problems.
     *
     * @param results the folder of the results, which may lie among the pictures and is passed by
     */
    public static PathListing of(List<Path> paths, Path results) throws IOException {
        Map<Path, Path> pictures = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        for (Path path : paths) {
            List<Path> found = List.of(path);
            if (Files.isDirectory(path)) {
                FolderListing listing = FolderListing.of(path, results);
                found = listing.images();
                problems.addAll(listing.problems());
            } else if (!Files.exists(path)) {
                problems.add(path + ": no such file or folder");
                continue;
            }
            for (Path file : found) {
                Path plain = withoutDots(file);
                pictures.putIfAbsent(plain.toAbsolutePath(), plain);
            }
        }
        return new PathListing(List.copyOf(pictures.values()), List.copyOf(problems));
    }

    /**
     * Checks paths before the work starts.
     *
     * @throws IOException if one leads nowhere, cannot be read, or is the folder of the results
     */
    public static void check(List<Path> paths, Path results) throws IOException {
        for (Path path : paths) {
            if (!Files.exists(path)) {
                throw new IOException("%s: no such file or folder; check the path".formatted(path));
            }
            if (Files.isDirectory(path) && !Files.isReadable(path)) {
                throw new IOException("%s: there is no permission to read this folder".formatted(path));
            }
            if (Files.isDirectory(results) && Files.isSameFile(path, results)) {
                throw new IOException(
                        "--out %s is the folder of the pictures itself. Give another for the results, such as %s"
                                .formatted(path, path.resolve("results")));
            }
        }
    }

    /** Ways upwards stay: after a link they do not lead back. */
    private static Path withoutDots(Path file) {
        Path root = file.getRoot();
        Path plain = root == null ? file.getFileSystem().getPath("") : root;
        for (Path part : file) {
            plain = part.toString().equals(".") ? plain : plain.resolve(part);
        }
        return plain;
    }
}
