package dev.kizu.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the four IDX files in a folder under the names they have in the wild. */
final class IdxFolder {
    private static final String TRAIN_IMAGES = "train-images-idx3-ubyte";
    private static final String TRAIN_LABELS = "train-labels-idx1-ubyte";
    private static final String TEST_IMAGES = "t10k-images-idx3-ubyte";
    private static final String TEST_LABELS = "t10k-labels-idx1-ubyte";
    private static final List<String> NAMES = List.of(TRAIN_IMAGES, TRAIN_LABELS, TEST_IMAGES, TEST_LABELS);

    private final Path folder;

    private IdxFolder(Path folder) {
        this.folder = folder;
    }

    static IdxFolder of(Path folder) throws IOException {
        String advice = "Give a folder with the four IDX files of a data set, or bring one with: kizu download fashion-mnist";
        if (!Files.exists(folder)) {
            throw new DatasetException("folder %s does not exist. %s".formatted(folder, advice));
        }
        if (!Files.isDirectory(folder)) {
            throw new DatasetException("%s is a file, expected a folder. %s".formatted(folder, advice));
        }
        IdxFolder found = new IdxFolder(folder);
        List<String> missing = NAMES.stream().filter(name -> found.find(name).isEmpty()).toList();
        if (!missing.isEmpty()) {
            throw new DatasetException(
                    ("folder %s lacks %s: looked for %s, each also with .gz and with a dot before idx. Bring a data set with "
                                    + "`kizu download fashion-mnist`, or with Debian's package dataset-fashion-mnist, "
                                    + "which puts it into /usr/share/datasets/fashion-mnist")
                            .formatted(folder, missing.size() == NAMES.size() ? "all IDX files" : String.join(", ", missing),
                                    String.join(", ", missing)));
        }
        return found;
    }

    IdxPart train() throws IOException {
        return new IdxPart(source(TRAIN_IMAGES), source(TRAIN_LABELS));
    }

    IdxPart test() throws IOException {
        return new IdxPart(source(TEST_IMAGES), source(TEST_LABELS));
    }

    private IdxSource source(String name) throws IOException {
        return IdxSource.of(find(name).orElseThrow(() -> new DatasetException(
                "%s has vanished from folder %s while it was read".formatted(name, folder))));
    }

    private Optional<Path> find(String name) {
        String dotted = name.replace("-idx", ".idx");
        return Stream.of(name, name + ".gz", dotted, dotted + ".gz")
                .map(folder::resolve)
                .filter(Files::isRegularFile)
                .findFirst();
    }
}
