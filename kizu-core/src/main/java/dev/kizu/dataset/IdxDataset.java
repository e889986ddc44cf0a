package dev.kizu.dataset;

import dev.kizu.image.Image;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A labelled set of grey images in four IDX files, as MNIST and its kin come: images and labels for training, images and
 * labels for test. Files may be plain or gzip, told apart by their first bytes; images may have any size, one for all.
 *
 * <p>Nothing is kept between calls: each task reads the files anew, from first to last byte, and holds only the images it
 * asks for. Immutable and safe to use from several threads if the sources are.
 */
public final class IdxDataset {
    private final String name;
    private final IdxPart train;
    private final IdxPart test;

    private IdxDataset(String name, IdxPart train, IdxPart test) {
        this.name = name;
        this.train = train;
        this.test = test;
    }

    /**
     * A data set in a folder: {@code train-images-idx3-ubyte}, {@code train-labels-idx1-ubyte},
     * {@code t10k-images-idx3-ubyte} and {@code t10k-labels-idx1-ubyte}, each perhaps with {@code .gz}, and perhaps with a dot
     * before {@code idx}. Where a file is there under several of these names, the plain one is taken.
     *
     * @throws DatasetException if the folder or a file is missing; the contents are checked when a task is read
     */
    public static IdxDataset open(Path directory) throws IOException {
        IdxFolder folder = IdxFolder.of(directory);
        return new IdxDataset(directory.toString(), folder.train(), folder.test());
    }

    /**
     * A data set in four sources that need not be files.
     *
     * @param name what the data set is called, for people
     */
    public static IdxDataset of(
            String name, IdxSource trainImages, IdxSource trainLabels, IdxSource testImages, IdxSource testLabels) {
        return new IdxDataset(name, new IdxPart(trainImages, trainLabels), new IdxPart(testImages, testLabels));
    }

    /**
     * Reads a task: normal images from both parts, anomalous ones from the test part only. Images keep the order of the
     * files.
     *
     * @param normalClasses class numbers from 0 to 255 with commas between them, such as {@code 7} or {@code 1,3}
     * @param anomalyClasses the same, or {@code rest} for every class that is not normal
     * @throws IllegalArgumentException if a list cannot be parsed, a class is in both, or a class has no images
     * @throws DatasetException if a file cannot be read, is damaged or truncated, goes on after its announced end, is not
     *     what its place demands, or does not fit the others in number or size of images
     */
    public OneClassTask oneClassTask(String normalClasses, String anomalyClasses) throws IOException {
        Set<Integer> normal = Classes.parse("normal", normalClasses);
        boolean rest = Classes.isRest(anomalyClasses);
        Set<Integer> anomaly = rest ? new TreeSet<>() : Classes.parse("anomaly", anomalyClasses);
        for (int label : anomaly) {
            if (normal.contains(label)) {
                throw new IllegalArgumentException(
                        "class %d is both normal (\"%s\") and anomalous (\"%s\"); give each class one role, or write rest for the anomalies"
                                .formatted(label, normalClasses, anomalyClasses));
            }
        }
        byte[] trainLabels = train.readLabels();
        byte[] testLabels = test.readLabels();
        boolean[] inTest = IdxPart.present(testLabels);
        if (rest) {
            anomaly = rest(inTest, normal);
        }
        checkPresent(normal, IdxPart.present(trainLabels), "training");
        checkPresent(normal, inTest, "test");
        checkPresent(anomaly, inTest, "test");

        List<Image> trainNormal = new ArrayList<>();
        List<Image> testNormal = new ArrayList<>();
        List<Image> testAnomalous = new ArrayList<>();
        IdxPart.Shape trainShape =
                train.readImages(trainLabels, flags(normal, Set.of()), (label, image) -> trainNormal.add(image));
        IdxPart.Shape testShape = test.readImages(
                testLabels,
                flags(normal, anomaly),
                (label, image) -> (normal.contains(label) ? testNormal : testAnomalous).add(image));
        if (!trainShape.equals(testShape)) {
            throw new DatasetException(
                    "%s holds images of %s but %s of %s: training and test images must have one size. Take both from one data set"
                            .formatted(
                                    train.images().name(),
                                    trainShape,
                                    test.images().name(),
                                    testShape));
        }
        return new OneClassTask(
                name,
                Classes.join(normal),
                rest ? Classes.REST : Classes.join(anomaly),
                trainNormal,
                testNormal,
                testAnomalous);
    }

    private Set<Integer> rest(boolean[] present, Set<Integer> normal) {
        Set<Integer> rest = new TreeSet<>();
        for (int label = 0; label < present.length; label++) {
            if (present[label] && !normal.contains(label)) {
                rest.add(label);
            }
        }
        if (rest.isEmpty()) {
            throw new IllegalArgumentException(
                    "no anomalies: %s has no test images of classes other than the normal %s; classes present: %s. Leave one of them out of the normal ones"
                            .formatted(name, Classes.join(normal), Classes.describe(present)));
        }
        return rest;
    }

    private void checkPresent(Set<Integer> wanted, boolean[] present, String kind) {
        for (int label : wanted) {
            if (!present[label]) {
                throw new IllegalArgumentException(
                        "class %d has no %s images in %s; classes present: %s. Choose among those"
                                .formatted(label, kind, name, Classes.describe(present)));
            }
        }
    }

    private static boolean[] flags(Set<Integer> some, Set<Integer> others) {
        boolean[] flags = new boolean[256];
        some.forEach(label -> flags[label] = true);
        others.forEach(label -> flags[label] = true);
        return flags;
    }
}
