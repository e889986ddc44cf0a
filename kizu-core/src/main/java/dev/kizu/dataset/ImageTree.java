package dev.kizu.dataset;

import dev.kizu.image.ImageFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the image files in a folder and its sub-folders, and counts what else is there. */
final class ImageTree {
    private final List<String> problems = new ArrayList<>();
    private int otherFiles;
    private int hidden;

    int otherFiles() {
        return otherFiles;
    }

    int hidden() {
        return hidden;
    }

    List<String> problems() {
        return problems;
    }

    /** Takes over what another scan has counted. */
    void add(ImageTree other) {
        otherFiles += other.otherFiles;
        hidden += other.hidden;
        problems.addAll(other.problems);
    }

    /**
     * The image files below a folder, in order.
     *
     * @param except a folder that is passed by
     */
    List<Path> images(Path root, @Nullable Path except) throws IOException {
        List<Path> images = new ArrayList<>();
        Files.walkFileTree(
                root,
                EnumSet.of(FileVisitOption.FOLLOW_LINKS),
                Integer.MAX_VALUE,
                new Visitor(root, except == null ? null : except.toRealPath(), images));
        return sorted(root, images);
    }

    /** By path from the root on: part after part, each by its code points. */
    static List<Path> sorted(Path root, List<Path> files) {
        return files.stream()
                .map(file -> new Named(file, name(root.relativize(file)).getBytes(StandardCharsets.UTF_8)))
                .sorted()
                .map(Named::file)
                .toList();
    }

    /** A path with strokes between its parts, on every machine. */
    static String name(Path relative) {
        return relative.toString().replace(relative.getFileSystem().getSeparator(), "/");
    }

    /** The bytes of UTF-8 have the order of the code points. The stroke counts as less than all others, so that folders stay together. */
    private record Named(Path file, byte[] name) implements Comparable<Named> {
        private Named {
            for (int i = 0; i < name.length; i++) {
                name[i] = name[i] == '/' ? 0 : name[i];
            }
        }

        @Override
        public int compareTo(Named other) {
            return Arrays.compareUnsigned(name, other.name);
        }
    }

    private final class Visitor extends SimpleFileVisitor<Path> {
        private final Path root;
        private final @Nullable Path except;
        private final List<Path> images;

        Visitor(Path root, @Nullable Path except, List<Path> images) {
            this.root = root;
            this.except = except;
            this.images = images;
        }

        private boolean isHidden(Path path) throws IOException {
            Path name = path.getFileName();
            return !path.equals(root) && name != null && (name.toString().startsWith(".") || Files.isHidden(path));
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
            if (isHidden(folder)) {
                hidden++;
                return FileVisitResult.SKIP_SUBTREE;
            }
            return except != null && folder.toRealPath().equals(except)
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (isHidden(file)) {
                hidden++;
            } else if (!ImageFiles.hasImageName(file)) {
                otherFiles++;
            } else if (attributes.isSymbolicLink()) {
                problems.add(file + ": a link that leads nowhere");
            } else if (!attributes.isRegularFile()) {
                problems.add(file + ": a pipe or a device, expected an image");
            } else {
                images.add(file);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (isHidden(file)) {
                hidden++;
                return FileVisitResult.CONTINUE;
            }
            return report(file, e);
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) {
            return e == null ? FileVisitResult.CONTINUE : report(folder, e);
        }

        private FileVisitResult report(Path file, IOException e) {
            if (e instanceof FileSystemLoopException) {
                problems.add(file + ": a link to a folder that it lies in");
            } else if (e instanceof AccessDeniedException) {
                problems.add(file + ": no permission to read it");
            } else {
                problems.add(file + ": " + e);
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
