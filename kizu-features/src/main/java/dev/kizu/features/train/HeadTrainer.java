package dev.kizu.features.train;

import dev.kizu.features.map.FeatureMap;
import dev.kizu.features.model.FeatureScoring;
import dev.kizu.features.model.Head;
import dev.kizu.features.model.Method;
import dev.kizu.train.HeldOutSplit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Fits heads to the features of pictures, and scores pictures by heads that were not fitted to them. */
final class HeadTrainer {
    private static final int FOLDS = 5;

    private final FeatureRequest request;
    private final FeaturePlan plan;
    private final FeatureReader reader;
    private final FeatureScoring scoring;
    private final FeatureTrainingListener listener;
    private final List<Path> fitted = new ArrayList<>();
    private final List<Path> calibrated = new ArrayList<>();
    private final List<List<Head.Seen>> seen = new ArrayList<>();

    HeadTrainer(
            FeatureRequest request,
            FeaturePlan plan,
            FeatureReader reader,
            FeatureScoring scoring,
            FeatureTrainingListener listener) {
        this.request = request;
        this.plan = plan;
        this.reader = reader;
        this.scoring = scoring;
        this.listener = listener;
    }

    /**
     * Fitted heads.
     *
     * @param heads one for each of the method's members
     * @param fitted the pictures that they were fitted to
     * @param calibrated the pictures to calibrate by
     * @param seen of each of these, what heads that were not fitted to it see
     * @param folds into how many groups the pictures were dealt; 1 if some were held out
     */
    record Result(
            List<Head.Single> heads, List<Path> fitted, List<Path> calibrated, List<List<Head.Seen>> seen, int folds) {
        /** With what others see of the pictures that calibrate, behind what heads do; without those that others did not see. */
        Result with(Map<Path, Head.Seen> others) {
            List<Path> left = new ArrayList<>();
            List<List<Head.Seen>> all = new ArrayList<>();
            for (int i = 0; i < calibrated.size(); i++) {
                Head.Seen other = others.get(calibrated.get(i));
                // None of what was damaged in between, or is no longer there.
                if (other != null) {
                    List<Head.Seen> both = new ArrayList<>(seen.get(i));
                    both.add(other);
                    left.add(calibrated.get(i));
                    all.add(both);
                }
            }
            checkSome(left.size());
            return new Result(heads, fitted, left, all, folds);
        }
    }

    /**
     * Fits them.
     *
     * @param files the pictures
     * @throws IllegalArgumentException if too few of them can be read
     */
    Result fit(List<Path> files) {
        boolean folded = plan.heldOut() == 0;
        List<Head.Single> heads = folded ? folded(files) : split(files);
        return new Result(heads, fitted, calibrated, seen, folded ? folds() : 1);
    }

    private int folds() {
        return Math.min(FOLDS, fitted.size());
    }

    /** All pictures, and each scored by a head that was fitted without it. */
    private List<Head.Single> folded(List<Path> files) {
        List<FeatureMap> maps = new ArrayList<>();
        reader.read(
                files,
                (file, map) -> {
                    fitted.add(file);
                    calibrated.add(file);
                    maps.add(map);
                },
                done -> listener.onProgress("Seeing pictures", "pictures", done, files.size()));
        checkSome(maps.size());
        List<List<Head.Seen>> results = new ArrayList<>(Collections.nCopies(maps.size(), List.of()));
        int folds = folds();
        for (int fold = 0; fold < folds; fold++) {
            HeadFitters fitters = new HeadFitters(request, plan);
            for (int i = 0; i < maps.size(); i++) {
                if (i % folds != fold) {
                    fitters.add(maps.get(i));
                }
            }
            List<Head.Single> heads = fitters.fit(percent -> {});
            for (int i = fold; i < maps.size(); i += folds) {
                results.set(i, scoring.see(heads, maps.get(i)));
            }
            listener.onProgress("Calibrating", "groups", fold + 1, folds);
        }
        seen.addAll(results);
        HeadFitters fitters = new HeadFitters(request, plan);
        maps.forEach(fitters::add);
        return fit(fitters);
    }

    /** Some pictures, scored by a head that was fitted to the others. */
    private List<Head.Single> split(List<Path> files) {
        HeldOutSplit split = HeldOutSplit.of(files, request.seed(), plan.heldOut());
        HeadFitters fitters = new HeadFitters(request, plan);
        reader.read(
                split.trained(),
                (file, map) -> {
                    fitted.add(file);
                    fitters.add(map);
                },
                done -> listener.onProgress(
                        "Seeing pictures", "pictures", done, split.trained().size()));
        checkSome(fitted.size());
        List<Head.Single> heads = fit(fitters);
        reader.read(
                split.heldOut(),
                (file, map) -> {
                    calibrated.add(file);
                    seen.add(scoring.see(heads, map));
                },
                done -> listener.onProgress(
                        "Seeing held-out pictures",
                        "pictures",
                        done,
                        split.heldOut().size()));
        checkSome(calibrated.size());
        return heads;
    }

    private List<Head.Single> fit(HeadFitters fitters) {
        String heads = plan.method().members().stream().map(Method::title).collect(Collectors.joining(" and "));
        return fitters.fit(percent -> listener.onProgress("Fitting " + heads, "%", percent, 100));
    }

    private static void checkSome(int usable) {
        if (usable < 2) {
            throw new IllegalArgumentException(
                    "%d of the pictures could be used, expected at least 2; see the messages before this one"
                            .formatted(usable));
        }
    }
}
