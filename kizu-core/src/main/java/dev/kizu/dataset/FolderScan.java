package dev.kizu.dataset;

import dev.kizu.dataset.ImageFolder.Layout;
import dev.kizu.image.ImageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One scan of folders: works out the layout, and collects images with their labels. */
final class FolderScan {
    private static final String LAYOUTS =
            "Give a folder of normal images, with sub-folders or without, or one that is laid out as MVTec AD is: train/good, test/good, "
                    + "test/DEFECT and, if there are masks, ground_truth/DEFECT";

    private final ImageTree tree = new ImageTree();
    private final Map<Path, LabelledImage> test = new LinkedHashMap<>();
    private int misplaced;
    private int withoutMask;

    ImageFolder scan(Path folder) throws IOException {
        checkFolder(folder);
        Path train = folder.resolve("train");
        Path tests = folder.resolve("test");
        if (Files.isDirectory(train.resolve(LabelledImage.GOOD))
                || Files.isDirectory(tests.resolve(LabelledImage.GOOD))) {
            return mvtec(train, tests, folder.resolve("ground_truth"));
        }
        // Else images with defects would be taken for normal ones.
        for (String name : List.of("train", "test", "ground_truth")) {
            if (Files.isDirectory(folder.resolve(name))) {
                throw new DatasetException(
                        "folder %s has a sub-folder %s, but neither train/good nor test/good: it is not clear which images are normal. %s"
                                .formatted(folder, name, LAYOUTS));
            }
        }
        return result(Layout.FLAT, found(folder, null), 0);
    }

    private ImageFolder mvtec(Path train, Path tests, Path truth) throws IOException {
        Path good = train.resolve(LabelledImage.GOOD);
        List<Path> training = new ArrayList<>();
        for (Path file : Files.isDirectory(train) ? tree.images(train, null) : List.<Path>of()) {
            if (file.startsWith(good)) {
                training.add(file);
            } else {
                misplaced++;
            }
        }
        Masks masks = Files.isDirectory(truth) ? Masks.in(truth, tree) : Masks.none();
        List<Path> anomalous = new ArrayList<>();
        for (Path file : Files.isDirectory(tests) ? tree.images(tests, null) : List.<Path>of()) {
            Path place = tests.relativize(file);
            if (place.getNameCount() < 2) {
                misplaced++;
            } else if (file.startsWith(tests.resolve(LabelledImage.GOOD))) {
                addNormal(file);
            } else {
                anomalous.add(file);
            }
        }
        for (Path file : anomalous) {
            Path place = tests.relativize(file);
            addAnomalous(file, place.getName(0).toString(), masks.find(List.of(place)));
        }
        if (training.isEmpty() && test.isEmpty()) {
            throw nothing(tree, parent(train), "in train/good and the sub-folders of test");
        }
        return result(Layout.MVTEC, training, masks.unused());
    }

    ImageFolder named(List<Path> training, List<Path> normal, List<Path> anomalous, @Nullable Path masks)
            throws IOException {
        if (masks != null) {
            checkFolder(masks);
        }
        Set<Path> toTrain = new LinkedHashSet<>();
        for (Path folder : training) {
            toTrain.addAll(images(folder, masks));
        }
        for (Path folder : normal) {
            images(folder, masks).forEach(this::addNormal);
        }
        Masks found = masks == null ? Masks.none() : Masks.in(masks, tree);
        for (Path folder : anomalous) {
            boolean single = !Files.isDirectory(folder);
            for (Path file : images(folder, masks)) {
                Path root = single ? parent(file) : folder;
                Path place = root.relativize(file);
                String name = nameOf(root);
                addAnomalous(file, name, found.find(List.of(Path.of(name).resolve(place), place)));
            }
        }
        if (toTrain.isEmpty() && test.isEmpty()) {
            throw new DatasetException("no folder of images is given. Name one at least");
        }
        Set<Path> known = toTrain.stream().map(FolderScan::plain).collect(Collectors.toSet());
        for (Path file : test.keySet()) {
            if (known.contains(file)) {
                throw new DatasetException(
                        "image %s is given both to train and to test with. Keep images to test with apart"
                                .formatted(file));
            }
        }
        return result(Layout.NAMED, List.copyOf(toTrain), found.unused());
    }

    /** Those of a folder, or the one image that is given. */
    private List<Path> images(Path folder, @Nullable Path masks) throws IOException {
        if (Files.isRegularFile(folder) && ImageFiles.hasImageName(folder)) {
            return List.of(folder);
        }
        checkFolder(folder);
        if (masks != null && Files.isSameFile(folder, masks)) {
            throw new DatasetException(
                    "folder %s is given both for images and for masks. Keep them in folders of their own"
                            .formatted(folder));
        }
        return found(folder, masks);
    }

    private void addNormal(Path file) {
        test.putIfAbsent(plain(file), new LabelledImage(file, false, LabelledImage.GOOD, null));
    }

    private void addAnomalous(Path file, String defect, @Nullable Path mask) throws DatasetException {
        LabelledImage earlier = test.putIfAbsent(plain(file), new LabelledImage(file, true, defect, mask));
        if (earlier != null && !earlier.anomalous()) {
            throw new DatasetException("image %s is given both as normal and as anomalous".formatted(file));
        }
        withoutMask += earlier == null && mask == null ? 1 : 0;
    }

    private ImageFolder result(Layout layout, List<Path> training, int unusedMasks) {
        return new ImageFolder(
                layout,
                training,
                List.copyOf(test.values()),
                new ScanFindings(
                        tree.otherFiles(), tree.hidden(), misplaced, withoutMask, unusedMasks, tree.problems()));
    }

    private static void checkFolder(Path folder) throws DatasetException {
        if (!Files.exists(folder)) {
            throw new DatasetException("folder %s does not exist. %s".formatted(folder, LAYOUTS));
        }
        if (!Files.isDirectory(folder)) {
            throw new DatasetException("%s is a file, expected a folder of images. %s".formatted(folder, LAYOUTS));
        }
        if (!Files.isReadable(folder)) {
            throw new DatasetException("folder %s cannot be read: there is no permission to".formatted(folder));
        }
    }

    private List<Path> found(Path folder, @Nullable Path except) throws IOException {
        ImageTree own = new ImageTree();
        List<Path> images = own.images(folder, except);
        if (images.isEmpty()) {
            throw nothing(own, folder, "in it and its sub-folders");
        }
        tree.add(own);
        return images;
    }

    private static DatasetException nothing(ImageTree seen, Path folder, String where) {
        String others = seen.otherFiles() + seen.hidden() == 0
                ? ""
                : " Files of other kinds: %d, hidden ones: %d.".formatted(seen.otherFiles(), seen.hidden());
        String problems =
                seen.problems().isEmpty() ? "" : " Not looked at: %s.".formatted(String.join("; ", seen.problems()));
        String endings =
                ImageFiles.extensions().stream().map(name -> "." + name).collect(Collectors.joining(", "));
        return new DatasetException("folder %s holds no images: looked %s for files that end in %s.%s%s %s"
                .formatted(folder, where, endings, others, problems, LAYOUTS));
    }

    /** However a path is written, the same for the same place. */
    private static Path plain(Path file) {
        return file.toAbsolutePath().normalize();
    }

    private static Path parent(Path path) {
        Path parent = path.getParent();
        return parent == null ? Path.of("") : parent;
    }

    private static String nameOf(Path folder) {
        Path name = plain(folder).getFileName();
        return name == null ? "anomalous" : name.toString();
    }
}
