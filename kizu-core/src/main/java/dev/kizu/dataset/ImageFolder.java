package dev.kizu.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Image files in folders: normal ones to train with, and labelled ones to test with. Files are found by their names; none is opened.
 *
 * <p>The lists' order is the same on every machine: by path, whose parts are compared by code points; where several folders are given, one
 * folder after the other. A file that is reached in two ways by the same path is listed once. Hidden files and files of other kinds are
 * passed by and counted; links are followed.
 *
 * @param layout how the folder is laid out
 * @param training normal images to train with; may be empty where {@code test} is not
 * @param test images to test with, normal ones first; may be empty
 * @param findings what else was there
 */
public record ImageFolder(Layout layout, List<Path> training, List<LabelledImage> test, ScanFindings findings) {
    /** How images are laid out in folders. */
    public enum Layout {
        /**
         * As in the MVTec AD data set: {@code train/good}, {@code test/good}, {@code test/DEFECT}, and
         * {@code ground_truth/DEFECT/NAME_mask.png} or {@code ground_truth/DEFECT/NAME.png} for image {@code test/DEFECT/NAME.*}.
         */
        MVTEC,
        /** A folder of normal images, with those in sub-folders. */
        FLAT,
        /** Folders that the user has named one by one. */
        NAMED
    }

    /** Copies the lists. */
    public ImageFolder {
        training = List.copyOf(training);
        test = List.copyOf(test);
    }

    /**
     * Looks at a folder of the layouts {@link Layout#MVTEC} (if there is a {@code train/good} or {@code test/good}) or {@link Layout#FLAT}.
     *
     * @throws DatasetException if there is no such folder, it cannot be read, no image is in it, or its layout is that of MVTec in part; the message
     *     says what was looked for
     */
    public static ImageFolder scan(Path folder) throws IOException {
        return new FolderScan().scan(folder);
    }

    /**
     * Looks at folders that are named one by one. Each may be an image file as well.
     *
     * @param training holds normal images to train with
     * @param normal holds normal images to test with
     * @param anomalous holds images with defects; the kind of defect is the folder's name
     * @param masks holds the masks of anomalous images, each at its image's path within its folder, or that with the folder's name before it, under
     *     the name {@code NAME_mask.*} or {@code NAME.*}; null if there are none
     * @throws DatasetException if a folder is missing, cannot be read or holds no image, or if an image is both normal and anomalous, or both to train
     *     and to test with
     */
    public static ImageFolder of(List<Path> training, List<Path> normal, List<Path> anomalous, @Nullable Path masks)
            throws IOException {
        return new FolderScan().named(training, normal, anomalous, masks);
    }

    /**
     * The same without some images; {@link #findings} stay as they are.
     *
     * @throws IllegalArgumentException if something is to be left out that is not there, or no image is left
     */
    public ImageFolder without(Exclusion exclusion) {
        exclusion.checkAgainst(Stream.concat(training.stream(), test.stream().map(LabelledImage::file))
                .toList());
        ImageFolder rest = new ImageFolder(
                layout,
                training.stream().filter(image -> !exclusion.excludes(image)).toList(),
                test.stream().filter(image -> !exclusion.excludes(image.file())).toList(),
                findings);
        if (rest.training.isEmpty() && rest.test.isEmpty()) {
            throw new IllegalArgumentException("no image is left when what is to be left out is; leave out less");
        }
        return rest;
    }

    /** The images to test with that are normal, or those that are not. */
    public List<Path> test(boolean anomalous) {
        return test.stream()
                .filter(image -> image.anomalous() == anomalous)
                .map(LabelledImage::file)
                .toList();
    }
}
