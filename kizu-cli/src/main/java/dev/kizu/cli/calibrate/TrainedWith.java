package dev.kizu.cli.calibrate;

import dev.kizu.dataset.FileDigest;
import dev.kizu.train.HeldOutSplit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What a model says of the pictures that it was trained with.
 *
 * @param seed by which some were held out
 * @param images how many there were
 * @param sha256 digest of their files
 * @param heldOut how many of them were held out; 0 if training calibrated by all of them
 * @param folds into how many groups they were dealt, each held out from networks of its own; 1 if the same were held out from all
 */
record TrainedWith(long seed, int images, String sha256, int heldOut, int folds) {
    /** Whether these are the same pictures. */
    boolean isThese(List<Path> files) throws IOException {
        return files.size() == images
                && FileDigest.sha256(files.stream().sorted().toList()).equals(sha256);
    }

    /**
     * Those that training calibrated by, in the order of the model's scores, fold by fold.
     *
     * @param files all of them, in the order in which training would get them
     */
    List<List<Path>> calibrated(List<Path> files) {
        return heldOut == 0
                ? List.of(files)
                : HeldOutSplit.folds(files, seed, heldOut, folds).stream()
                        .map(HeldOutSplit::heldOut)
                        .toList();
    }
}
