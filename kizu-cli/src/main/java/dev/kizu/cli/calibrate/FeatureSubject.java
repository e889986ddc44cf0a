package dev.kizu.cli.calibrate;

import dev.kizu.calibrate.HeldOutScores;
import dev.kizu.calibrate.InspectionThreshold;
import dev.kizu.dataset.FileDigest;
import dev.kizu.features.model.FeatureConfig;
import dev.kizu.features.model.FeatureInspector;
import dev.kizu.features.model.FeatureModel;
import dev.kizu.image.ImageFiles;
import dev.kizu.inspect.CalibrationOptions;
import dev.kizu.inspect.PartInspector;
import dev.kizu.model.PartModel;
import dev.kizu.model.Provenance;
import dev.kizu.score.ScoreKind;
import dev.kizu.train.PictureFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A model on features: scores are what its graph computes, and calibration is which of them good parts have. Pictures that the model was fitted to score
 * too low; of those, the scores that training kept are used, each by a model that had not seen the picture.
 *
 * @param inspector by the model
 */
public record FeatureSubject(FeatureInspector inspector) implements Subject {
    /** What happens less often by chance than this has another reason. */
    private static final double FITTED = 1e-3;

    @Override
    public FeatureModel model() {
        return inspector.model();
    }

    @Override
    public TrainedWith trainedWith() {
        FeatureConfig config = model().config();
        return new TrainedWith(config.seed(), config.images(), config.imagesSha256(), config.heldOut(), 1);
    }

    @Override
    public void check(CalibrationOptions options, boolean pictures) {
        if (!options.aggregation().equals(model().aggregation())) {
            throw new IllegalArgumentException(
                    "the graph of a %s model computes %s of the cells, got --aggregate %s. Leave it out, or train again with it"
                            .formatted(model().method().title(), model().aggregation(), options.aggregation()));
        }
    }

    @Override
    public Calibrated calibrate(Normals normals, CalibrationOptions options, Recalibration.Listener listener) {
        Calibrated kept = normals.heldOut() && !calibratedLater() ? kept(normals, listener) : null;
        if (kept != null) {
            return withThreshold(kept, options);
        }
        if (normals.heldOut() && model().config().heldOut() == 0) {
            throw new IllegalArgumentException(
                    "these are the pictures that the model was fitted to, and it no longer has the scores that they got in training, since it was calibrated anew later. Calibrate the model as training left it, or give other pictures of good parts");
        }
        if (!normals.heldOut()) {
            checkNotFitted(normals.files());
        }
        Calibrated scored = scored(normals.files(), options.threads(), listener);
        if (!normals.heldOut() && !calibratedLater()) {
            checkUnknown(scored.model().heldOut().image(model().score()));
        }
        return withThreshold(scored, options);
    }

    /** Refuses pictures that are known, by their contents, to be among those that the model was fitted to. */
    private void checkNotFitted(List<Path> files) {
        List<Path> fitted = files.stream().filter(this::wasFitted).toList();
        if (!fitted.isEmpty()) {
            throw new IllegalArgumentException(
                    "the model was fitted to %,d of these %,d pictures, such as %s: they look better to it than other good parts do, and a threshold by their scores would stop good parts. Give pictures of good parts that it was not trained with, or the whole folder of the training (--exclude leaves out what is not to count)"
                            .formatted(fitted.size(), files.size(), fitted.get(0)));
        }
    }

    private boolean wasFitted(Path file) {
        try {
            return model().config()
                    .wasFittedTo(FileDigest.contents(List.of(file)).get(0));
        } catch (IOException e) {
            // Told when it is to be scored.
            return false;
        }
    }

    /**
     * Refuses scores that are far too low for pictures that a model has not seen: all lower than most of what training found of such. Of good pictures like those
     * of training, any of all the pictures are equally likely to score lowest (the test of
     * exceedances; S. Rosenbaum, "Tables for a nonparametric test of location", Annals of Mathematical Statistics 25, 1954). That finds copies of what the model was fitted to, saved anew.
     */
    private void checkUnknown(float[] scores) {
        float[] known = model().heldOut().image(model().score()).clone();
        Arrays.sort(known);
        float[] sorted = scores.clone();
        Arrays.sort(sorted);
        float largest = sorted[sorted.length - 1];
        int below = 0;
        while (below < known.length && known[below] <= largest) {
            below++;
        }
        double chance = 1;
        for (int i = 1; i <= scores.length; i++) {
            chance *= (double) (below + i) / (known.length + i);
        }
        if (2 * below <= known.length && chance < FITTED) {
            throw new IllegalArgumentException(
                    "all %d pictures look better to the model than %d of %d that training scored unseen: %.4f at most, where those reach %.4f. The model was most likely fitted to them, and a threshold by such scores would stop good parts. Give pictures of good parts that it was not trained with, or the whole folder of the training"
                            .formatted(
                                    scores.length,
                                    known.length - below,
                                    known.length,
                                    largest,
                                    known[known.length - 1]));
        }
    }

    private boolean calibratedLater() {
        Provenance.Circumstances known = model().provenance().circumstances();
        return known != null && known.calibration() != null;
    }

    /** The scores of training, without those of pictures that are to be left out; null if there is no telling whose are whose. */
    private @Nullable Calibrated kept(Normals normals, Recalibration.Listener listener) {
        ScoreKind kind = model().score();
        float[] scores = model().heldOut().image(kind);
        float[] peaks = model().heldOut().peak(kind);
        Set<Path> wanted = new HashSet<>(normals.files());
        List<Path> files = normals.trained().stream().flatMap(List::stream).toList();
        if (files.size() != scores.length && normals.files().size() != scores.length) {
            files = readable(files, wanted, listener);
        }
        if (files.size() != scores.length) {
            // They may have been left out before.
            files = files.stream().filter(wanted::contains).toList();
        }
        if (files.size() != scores.length) {
            return null;
        }
        List<Path> all = files;
        int[] left = IntStream.range(0, all.size())
                .filter(i -> wanted.contains(all.get(i)))
                .toArray();
        return calibrated(
                IntStream.of(left).mapToObj(all::get).toList(), picked(scores, left), picked(peaks, left), true);
    }

    private static float[] picked(float[] values, int[] which) {
        float[] some = new float[which.length];
        for (int i = 0; i < some.length; i++) {
            some[i] = values[which[i]];
        }
        return some;
    }

    /** Training left out what is damaged inside. */
    private static List<Path> readable(List<Path> files, Set<Path> wanted, Recalibration.Listener listener) {
        List<Path> readable = new ArrayList<>();
        for (Path file : files) {
            try {
                ImageFiles.read(file);
                readable.add(file);
            } catch (IOException | IllegalArgumentException e) {
                if (wanted.contains(file)) {
                    listener.onFailure(PictureFailure.of(file, e));
                }
            }
        }
        return readable;
    }

    private Calibrated scored(List<Path> files, int threads, Recalibration.Listener listener) {
        List<PictureScores> scored = Stream.of(
                        PictureScores.of(files, inspector, threads, "Scoring good pictures", listener))
                .filter(Objects::nonNull)
                .toList();
        float[] scores = new float[scored.size()];
        float[] peaks = new float[scored.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = scored.get(i)
                    .scores()
                    .getOrDefault(model().score(), Double.NaN)
                    .floatValue();
            peaks[i] = scored.get(i).peak();
        }
        return calibrated(scored.stream().map(PictureScores::file).toList(), scores, peaks, false);
    }

    private Calibrated calibrated(List<Path> files, float[] scores, float[] peaks, boolean kept) {
        if (scores.length < 2) {
            throw new IllegalArgumentException(
                    "calibration needs at least 2 pictures of good parts that the model was not fitted to, got %d. Give more pictures"
                            .formatted(scores.length));
        }
        ScoreKind kind = model().score();
        FeatureModel calibrated = model().withHeldOut(new HeldOutScores(Map.of(kind, scores), Map.of(kind, peaks)));
        return new Calibrated(calibrated, null, null, files, kept);
    }

    private Calibrated withThreshold(Calibrated calibrated, CalibrationOptions options) {
        return new Calibrated(
                decideBy(calibrated.model(), model().score(), options.falseAlarmRate()),
                null,
                null,
                calibrated.normals(),
                calibrated.kept());
    }

    @Override
    public PartModel decideBy(PartModel calibrated, ScoreKind kind, double falseAlarmRate) {
        HeldOutScores heldOut = calibrated.heldOut();
        return calibrated.withThreshold(
                InspectionThreshold.atFalseAlarmRate(heldOut.image(kind), heldOut.peak(kind), falseAlarmRate));
    }

    /** What a calibration changes does not change scores. */
    @Override
    public PartInspector inspector(PartModel calibrated) {
        return inspector;
    }
}
