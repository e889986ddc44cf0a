package dev.kizu.dataset;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/**
 * Names images that are to be left out. Immutable and safe to share.
 *
 * <p>A pattern is the path of an image or of a folder, from the images' folder on or in full, or else a pattern of paths from there as
 * {@link java.nio.file.FileSystem#getPathMatcher} has them after {@code glob:}, such as {@code train/good/*-dirty.png} or, at any depth,
 * {@code **}{@code /*.bmp}.
 */
public final class Exclusion {
    private final Path folder;
    private final List<Pattern> patterns;

    private Exclusion(Path folder, List<Pattern> patterns) {
        this.folder = folder;
        this.patterns = patterns;
    }

    /** Leaves nothing out. */
    public static Exclusion none(Path folder) {
        return of(folder, List.of());
    }

    /**
     * What patterns name.
     *
     * @param folder the folder of the images
     * @throws IllegalArgumentException if a pattern is neither a path nor a pattern of paths
     */
    public static Exclusion of(Path folder, List<String> patterns) {
        return new Exclusion(
                folder, patterns.stream().map(text -> Pattern.of(text, folder)).toList());
    }

    /** Whether an image is left out. */
    public boolean excludes(Path image) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(image, folder));
    }

    /**
     * Sees to it that no pattern is idle: it would be a slip, and what it was to leave out would be used.
     *
     * @throws IllegalArgumentException if a pattern names none of the images
     */
    void checkAgainst(List<Path> images) {
        for (Pattern pattern : patterns) {
            if (images.stream().noneMatch(image -> pattern.matches(image, folder))) {
                String example = images.isEmpty() ? "part.png" : ImageTree.name(folder.relativize(images.get(0)));
                throw new IllegalArgumentException(
                        "'%s' is to be left out, but is the name of no image in %s. Give the path of an image or a folder from there, such as %s, or a pattern of such paths, such as '**.bmp'"
                                .formatted(pattern.text(), folder, example));
            }
        }
    }

    /**
     * One pattern.
     *
     * @param path of an image or a folder, if the text can be one
     */
    private record Pattern(String text, List<Path> path, PathMatcher matcher) {
        static Pattern of(String text, Path folder) {
            try {
                return new Pattern(
                        text, path(text, folder), folder.getFileSystem().getPathMatcher("glob:" + text));
            } catch (PatternSyntaxException e) {
                List<Path> path = path(text, folder);
                if (!path.isEmpty()) {
                    // A file may well be named 'part [1.png'.
                    return new Pattern(text, path, image -> false);
                }
                throw new IllegalArgumentException(
                        "'%s' is neither a path nor a pattern of paths: %s".formatted(text, e.getDescription()), e);
            }
        }

        private static List<Path> path(String text, Path folder) {
            try {
                return text.isEmpty()
                        ? List.of()
                        : List.of(folder.getFileSystem().getPath(text));
            } catch (InvalidPathException e) {
                return List.of();
            }
        }

        boolean matches(Path image, Path folder) {
            Path relative = folder.relativize(image);
            return matcher.matches(relative)
                    || path.stream()
                            .anyMatch(named -> relative.startsWith(named.normalize())
                                    || absolute(image).startsWith(absolute(named)));
        }

        private static Path absolute(Path path) {
            return path.toAbsolutePath().normalize();
        }
    }
}
