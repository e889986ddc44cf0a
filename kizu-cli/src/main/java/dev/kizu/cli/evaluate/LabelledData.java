package dev.kizu.cli.evaluate;

import dev.kizu.dataset.DatasetException;
import dev.kizu.dataset.ImageFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The labelled pictures of a command line.
 *
 * @param name the folders, as absolute paths
 * @param folder their pictures, at least one to test with
 */
public record LabelledData(String name, ImageFolder folder) {
    /**
     * Looks at a folder in the layout of MVTec AD, or at folders that are named one by one.
     *
     * @param data a folder in that layout; null where others are named
     * @param normal pictures of good parts; may be empty
     * @param anomalous pictures of defective parts; may be empty
     * @param masks their masks; null for none
     * @throws IllegalArgumentException if the options do not go together
     * @throws IOException if there are no labelled pictures
     */
    public static LabelledData of(@Nullable Path data, List<Path> normal, List<Path> anomalous, @Nullable Path masks)
            throws IOException {
        boolean named = !normal.isEmpty() || !anomalous.isEmpty();
        if (data != null && (named || masks != null)) {
            throw new IllegalArgumentException(
                    "DATA is given, and so is --normal, --anomalous or --masks; give either DATA, or folders one by one");
        }
        if (data == null && !named) {
            throw new IllegalArgumentException(
                    "no pictures are given; give a folder with test/good and test/DEFECT as DATA, or folders with --normal and --anomalous");
        }
        if (masks != null && anomalous.isEmpty()) {
            throw new IllegalArgumentException(
                    "--masks are masks of defects, and no pictures of defects are given; give them with --anomalous");
        }
        ImageFolder folder =
                data == null ? ImageFolder.of(List.of(), normal, anomalous, masks) : ImageFolder.scan(data);
        if (folder.test().isEmpty()) {
            throw new DatasetException(
                    ("%s has no labelled pictures to evaluate with: looked for test/good and test/DEFECT, and found %d other pictures. "
                                    + "Give folders one by one with --normal and --anomalous")
                            .formatted(data, folder.training().size()));
        }
        Stream<Path> paths = data == null ? Stream.concat(normal.stream(), anomalous.stream()) : Stream.of(data);
        return new LabelledData(
                paths.map(path -> path.toAbsolutePath().normalize().toString()).collect(Collectors.joining(", ")),
                folder);
    }
}
