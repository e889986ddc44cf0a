package dev.kizu.cli.calibrate;

import dev.kizu.dataset.Exclusion;
import dev.kizu.image.ImageFiles;
import dev.kizu.image.ImageInfo;
import dev.kizu.image.Region;
import dev.kizu.random.CounterRandom;
import dev.kizu.train.PictureFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Pictures of good parts to calibrate by.
 *
 * @param files the pictures
 * @param heldOut whether they are those that were held out when the model was trained, or scored then by models that had not seen them; else they are all that there are, and the model may have
 *     seen them
 * @param trained all that training calibrated by, fold by fold, those included that are to be left out; empty unless {@code heldOut}
 * @param leftOut how many were left out, at random, since there are more than enough
 * @param failures those that cannot be read
 */
record Normals(
        List<Path> files, boolean heldOut, List<List<Path>> trained, int leftOut, List<PictureFailure> failures) {
    /** So that what calibration keeps of each fits into memory. */
    private static final int MOST = 1000;

    /**
     * Chooses pictures.
     *
     * @param training pictures of good parts, in the order in which training would get them
     * @param exclusion names some of them that are to be left out, now or already when the model was trained
     * @param region of the model that is to be calibrated; pictures that it is not within are left out, as in training
     * @param trained what the model was trained with; null where nobody said
     * @param seed decides which are left out
     */
    static Normals of(
            List<Path> training, Exclusion exclusion, @Nullable Region region, @Nullable TrainedWith trained, long seed)
            throws IOException {
        List<Path> all = new ArrayList<>();
        List<PictureFailure> failures = new ArrayList<>();
        for (Path file : training) {
            try {
                ImageInfo info = ImageFiles.probe(file);
                if (region != null) {
                    region.checkWithin(info.height(), info.width());
                }
                all.add(file);
            } catch (IOException | IllegalArgumentException e) {
                if (!exclusion.excludes(file)) {
                    failures.add(PictureFailure.of(file, e));
                }
            }
        }
        List<Path> readable =
                all.stream().filter(file -> !exclusion.excludes(file)).toList();
        for (List<Path> files : List.of(all, readable)) {
            if (trained != null && trained.isThese(files)) {
                List<List<Path>> calibrated = trained.calibrated(files);
                List<Path> kept = calibrated.stream()
                        .flatMap(List::stream)
                        .filter(file -> !exclusion.excludes(file))
                        .toList();
                return new Normals(kept, true, calibrated, 0, failures);
            }
        }
        if (readable.size() <= MOST) {
            return new Normals(readable, false, List.of(), 0, failures);
        }
        int[] order = new CounterRandom(seed, "calibrate").permutation(readable.size(), 0);
        List<Path> some = new ArrayList<>();
        for (int i = 0; i < MOST; i++) {
            some.add(readable.get(order[i]));
        }
        return new Normals(some, false, List.of(), readable.size() - MOST, failures);
    }

    /** The pictures fold by fold, each for the networks that have not seen it; all in one where training does not tell. */
    List<List<Path>> folds() {
        if (!heldOut) {
            return List.of(files);
        }
        Set<Path> wanted = new HashSet<>(files);
        return trained.stream()
                .map(fold -> fold.stream().filter(wanted::contains).toList())
                .toList();
    }
}
