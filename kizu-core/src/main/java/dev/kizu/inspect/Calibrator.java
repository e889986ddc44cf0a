package dev.kizu.inspect;

import dev.kizu.calibrate.HeldOutScores;
import dev.kizu.calibrate.InspectionThreshold;
import dev.kizu.calibrate.PlaceShare;
import dev.kizu.calibrate.Reference;
import dev.kizu.calibrate.ScaleCalibration;
import dev.kizu.detect.ScoreMap;
import dev.kizu.model.InspectionModel;
import dev.kizu.model.ScaleModel;
import dev.kizu.parallel.Team;
import dev.kizu.score.ScoreKind;
import dev.kizu.vae.WindowTerms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Calibrates an inspection by normal images that its networks have not seen.
 *
 * <p>The threshold is chosen from the scores of the same images, each under a calibration by others among them: they are dealt into up to
 * five groups, and each group is scored under what the other groups show.
 */
public final class Calibrator {
    /** From this share of the variance on, position tells enough to be worth asking. */
    public static final double POSITION_MATTERS = 0.1;

    /** And from this share of the cells on that their place explains better than their kind. */
    public static final double PLACE_MATTERS = 0.05;

    /** With fewer images a mean at every place is chance. */
    private static final int LEAST_FOR_POSITION = 4;

    private static final int FOLDS = 5;

    private final Inspector inspector;
    private final CalibrationOptions options;
    private final List<List<WindowTerms>> heldOut;

    private Calibrator(Inspector inspector, CalibrationOptions options, List<List<WindowTerms>> heldOut) {
        this.inspector = inspector;
        this.options = options;
        this.heldOut = heldOut;
    }

    /**
     * What a calibration gives.
     *
     * @param model the calibrated model
     * @param explainedByPosition the share of the variance of the terms that a window's position explains, in [0, 1]; the mean over the
     *     scales
     * @param explainedByPlace the share of the cells that their place explains better than their kind, in [0, 1], see {@link PlaceShare};
     *     the mean over the scales
     */
    public record Result(InspectionModel model, double explainedByPosition, double explainedByPlace) {}

    /**
     * Calibrates a model anew.
     *
     * @param inspector by the model, whose own calibration and threshold do not matter
     * @param heldOut what {@link Inspector#terms} gives for each held-out normal image, at least two
     * @throws IllegalArgumentException if there are too few images
     */
    public static Result calibrate(Inspector inspector, List<List<WindowTerms>> heldOut, CalibrationOptions options) {
        if (heldOut.size() < 2) {
            throw new IllegalArgumentException(
                    "calibration needs at least 2 normal images that were not trained on, got %d. Give more images"
                            .formatted(heldOut.size()));
        }
        return new Calibrator(inspector, options, heldOut).calibrate();
    }

    private Result calibrate() {
        InspectionModel model = inspector.model();
        double explained = 0;
        for (int scale = 0; scale < model.scales().size(); scale++) {
            explained += ScaleCalibration.explainedByPosition(terms(scale, heldOut))
                    / model.scales().size();
        }
        double[] shares = placeShares();
        double place = Arrays.stream(shares).average().orElse(0);
        Reference reference = options.reference();
        if (reference == null) {
            boolean matters =
                    explained >= POSITION_MATTERS && place >= PLACE_MATTERS && heldOut.size() >= LEAST_FOR_POSITION;
            reference = matters ? Reference.POSITIONAL : Reference.IMAGE;
        }
        ScoreKind score = options.score();
        if (score == null) {
            score = reference == Reference.NONE ? ScoreKind.UNREGULARIZED : ScoreKind.JOINT;
        }
        List<ScaleModel> fitted = fit(reference, heldOut, shares);
        InspectionModel calibrated = new InspectionModel(
                model.preparation(),
                fitted,
                model.cell(),
                score,
                options.aggregation(),
                new HeldOutScores(Map.of(), Map.of()),
                model.threshold(),
                model.provenance());
        HeldOutScores scores = crossScores(new Inspector(calibrated), reference, shares);
        InspectionThreshold threshold =
                InspectionThreshold.atFalseAlarmRate(scores.image(score), scores.peak(score), options.falseAlarmRate());
        return new Result(calibrated.withHeldOut(scores).withThreshold(threshold), explained, place);
    }

    private static List<WindowTerms> terms(int scale, List<List<WindowTerms>> images) {
        return images.stream().map(image -> image.get(scale)).toList();
    }

    /** For each scale. They hold for all groups, so that scores under the calibrations of groups have one unit. */
    private double[] placeShares() {
        double[] shares = new double[inspector.model().scales().size()];
        Team.run(Math.min(options.threads(), shares.length), member -> {
            for (int scale = member.from(shares.length); scale < member.to(shares.length); scale++) {
                shares[scale] = PlaceShare.of(terms(scale, heldOut), inspector.insideCells(), options.seed());
            }
        });
        return shares;
    }

    private List<ScaleModel> fit(Reference reference, List<List<WindowTerms>> images, double[] placeShares) {
        List<ScaleModel> fitted = new ArrayList<>();
        List<ScaleModel> scales = inspector.model().scales();
        for (int scale = 0; scale < scales.size(); scale++) {
            fitted.add(scales.get(scale)
                    .withCalibration(ScaleCalibration.fit(
                            reference,
                            terms(scale, images),
                            inspector.insideCells(),
                            placeShares[scale],
                            options.seed())));
        }
        return fitted;
    }

    private HeldOutScores crossScores(Inspector calibrated, Reference reference, double[] placeShares) {
        int images = heldOut.size();
        int least = reference == Reference.POSITIONAL ? 2 : 1;
        int folds = Math.min(FOLDS, images);
        List<@Nullable Map<ScoreKind, ScoreMap>> maps = new ArrayList<>();
        heldOut.forEach(image -> maps.add(null));
        Team.run(Math.min(options.threads(), folds), member -> {
            for (int fold = member.from(folds); fold < member.to(folds); fold++) {
                List<List<WindowTerms>> others = new ArrayList<>();
                for (int i = 0; i < images; i++) {
                    if (i % folds != fold) {
                        others.add(heldOut.get(i));
                    }
                }
                // Of two images neither can be held against others at its place; better their own than none.
                List<ScaleModel> models =
                        others.size() < least ? calibrated.model().scales() : fit(reference, others, placeShares);
                for (int i = fold; i < images; i += folds) {
                    Map<ScoreKind, ScoreMap> found = new EnumMap<>(ScoreKind.class);
                    for (ScoreKind kind : Inspector.kinds(models)) {
                        found.put(kind, calibrated.map(kind, heldOut.get(i), models));
                    }
                    maps.set(i, found);
                }
            }
        });
        Map<ScoreKind, float[]> scores = new EnumMap<>(ScoreKind.class);
        Map<ScoreKind, float[]> peaks = new EnumMap<>(ScoreKind.class);
        for (int i = 0; i < images; i++) {
            int image = i;
            Objects.requireNonNull(maps.get(i)).forEach((kind, map) -> {
                scores.computeIfAbsent(kind, k -> new float[images])[image] = (float) calibrated.score(map);
                peaks.computeIfAbsent(kind, k -> new float[images])[image] = calibrated.peak(map);
            });
        }
        return new HeldOutScores(scores, peaks);
    }
}
