package dev.kizu.inspect;

import dev.kizu.calibrate.HeldOutScores;
import dev.kizu.calibrate.InspectionThreshold;
import dev.kizu.calibrate.PlaceShare;
import dev.kizu.calibrate.Reference;
import dev.kizu.detect.ScoreMap;
import dev.kizu.model.InspectionModel;
import dev.kizu.model.ScaleModel;
import dev.kizu.score.ScoreKind;
import dev.kizu.vae.WindowTerms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Calibrates an inspection by normal images that its networks have not seen.
 *
 * <p>The threshold is chosen from the scores of the same images, each under a calibration by others among them: they are dealt into up to
 * ten groups, and each group is scored under what the other groups show.
 *
 * <p>Where there are several folds, each with networks of its own that have not seen its images, an image has the score of its own fold's
 * networks alone, while images to come get the map that is the mean over all networks. The mean of the largest cells of a mean of maps is at most
 * the mean of their scores, so that a threshold from the latter mostly keeps the rate that it was chosen for, or stays below it; but what conformal
 * calibration promises holds for scores of one and the same function, and here it holds nearly.
 */
public final class Calibrator {
    /** From this share of the variance on, position tells enough to be worth asking. */
    public static final double POSITION_MATTERS = 0.1;

    /** And from this share of the cells on that their place explains better than their kind. */
    public static final double PLACE_MATTERS = 0.05;

    /** With fewer images a mean at every place is chance. */
    private static final int LEAST_FOR_POSITION = 4;

    private Calibrator() {}

    /**
     * Some networks of a model, and images that they have not seen.
     *
     * @param inspector by a model of these networks alone, whose calibration and threshold do not matter
     * @param heldOut what {@link Inspector#terms} gives for each held-out normal image
     */
    public record Fold(Inspector inspector, List<List<WindowTerms>> heldOut) {
        /** The number of images that each fold needs. */
        public static final int LEAST = 2;
    }

    /**
     * What a calibration gives.
     *
     * @param model the calibrated model
     * @param explainedByPosition the share of the variance of the terms that a window's position explains, in [0, 1]; the mean over the
     *     networks
     * @param explainedByPlace the share of the cells that their place explains better than their kind, in [0, 1], see {@link PlaceShare};
     *     the mean over the networks
     * @param heldOutMaps the map of each held-out image, of the kind of score that decides, in the order of the model's held-out scores, which come of these
     */
    public record Result(
            InspectionModel model, double explainedByPosition, double explainedByPlace, List<ScoreMap> heldOutMaps) {
        /** Copies the list. */
        public Result {
            heldOutMaps = List.copyOf(heldOutMaps);
        }
    }

    /**
     * Calibrates a model anew by images that none of its networks has seen.
     *
     * @param inspector by the model, whose own calibration and threshold do not matter
     * @param heldOut what {@link Inspector#terms} gives for each held-out normal image, at least two
     * @throws IllegalArgumentException if there are too few images
     */
    public static Result calibrate(Inspector inspector, List<List<WindowTerms>> heldOut, CalibrationOptions options) {
        return calibrate(List.of(new Fold(inspector, heldOut)), options);
    }

    /**
     * Calibrates the networks of several folds, which become one model: its scales are those of the folds, one fold after the other, and so
     * are its held-out scores.
     *
     * @param folds at least one, each with at least two images; their models differ in their scales alone
     * @throws IllegalArgumentException if there are too few images
     */
    public static Result calibrate(List<Fold> folds, CalibrationOptions options) {
        check(folds);
        List<FoldCalibration> calibrations =
                folds.stream().map(fold -> new FoldCalibration(fold, options)).toList();
        double explained = calibrations.stream()
                .mapToDouble(FoldCalibration::explainedByPosition)
                .average()
                .orElse(0);
        // One for all folds and for all groups of their images, so that scores under each have one unit.
        double[] placeShares = IntStream.range(
                        0, folds.get(0).inspector().model().scales().size())
                .mapToDouble(scale -> calibrations.stream()
                        .mapToDouble(fold -> fold.ownPlaceShare(scale))
                        .average()
                        .orElse(0))
                .toArray();
        double place = Arrays.stream(placeShares).average().orElse(0);
        Reference reference = options.reference();
        if (reference == null) {
            boolean matters = explained >= POSITION_MATTERS
                    && place >= PLACE_MATTERS
                    && calibrations.stream().allMatch(fold -> fold.images() >= LEAST_FOR_POSITION);
            reference = matters ? Reference.POSITIONAL : Reference.IMAGE;
        }
        ScoreKind score = options.score();
        if (score == null) {
            score = reference == Reference.NONE ? ScoreKind.UNREGULARIZED : ScoreKind.JOINT;
        }
        InspectionModel draft = folds.get(0).inspector().model();
        List<ScaleModel> scales = new ArrayList<>();
        Scores scores = new Scores();
        List<ScoreMap> decisive = new ArrayList<>();
        for (FoldCalibration fold : calibrations) {
            List<ScaleModel> fitted = fold.fit(reference, placeShares);
            scales.addAll(fitted);
            Inspector alone = new Inspector(model(draft, fitted, score, options));
            for (Map<ScoreKind, ScoreMap> maps : fold.maps(alone, reference, placeShares)) {
                scores.add(alone, maps);
                decisive.add(Objects.requireNonNull(maps.get(score)));
            }
        }
        HeldOutScores heldOut = scores.all();
        InspectionThreshold threshold = InspectionThreshold.atFalseAlarmRate(
                heldOut.image(score), heldOut.peak(score), options.falseAlarmRate());
        return new Result(
                model(draft, scales, score, options).withHeldOut(heldOut).withThreshold(threshold),
                explained,
                place,
                decisive);
    }

    private static void check(List<Fold> folds) {
        for (int i = 0; i < folds.size(); i++) {
            int images = folds.get(i).heldOut().size();
            if (images < Fold.LEAST) {
                throw new IllegalArgumentException(
                        folds.size() == 1
                                ? "calibration needs at least %d normal images that were not trained on, got %d. Give more images"
                                        .formatted(Fold.LEAST, images)
                                : "calibration needs at least %d normal images of each fold, and of fold %d there are %d. Leave out fewer of the images trained with, or train again, without folds (--folds 1) if they are so few"
                                        .formatted(Fold.LEAST, i + 1, images));
            }
        }
    }

    private static InspectionModel model(
            InspectionModel draft, List<ScaleModel> scales, ScoreKind score, CalibrationOptions options) {
        return new InspectionModel(
                draft.preparation(),
                scales,
                draft.cell(),
                score,
                options.aggregation(),
                new HeldOutScores(Map.of(), Map.of()),
                draft.threshold(),
                draft.provenance());
    }

    /** The scores of held-out images, image by image. */
    private static final class Scores {
        private final Map<ScoreKind, List<Float>> image = new EnumMap<>(ScoreKind.class);
        private final Map<ScoreKind, List<Float>> peak = new EnumMap<>(ScoreKind.class);

        void add(Inspector inspector, Map<ScoreKind, ScoreMap> maps) {
            maps.forEach((kind, map) -> {
                image.computeIfAbsent(kind, k -> new ArrayList<>()).add((float) inspector.score(map));
                peak.computeIfAbsent(kind, k -> new ArrayList<>()).add(inspector.peak(map));
            });
        }

        HeldOutScores all() {
            return new HeldOutScores(arrays(image), arrays(peak));
        }

        private static Map<ScoreKind, float[]> arrays(Map<ScoreKind, List<Float>> lists) {
            Map<ScoreKind, float[]> arrays = new EnumMap<>(ScoreKind.class);
            lists.forEach((kind, list) -> {
                float[] values = new float[list.size()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = list.get(i);
                }
                arrays.put(kind, values);
            });
            return arrays;
        }
    }
}
