package dev.kizu.inspect;

import dev.kizu.calibrate.PlaceShare;
import dev.kizu.calibrate.Reference;
import dev.kizu.calibrate.ScaleCalibration;
import dev.kizu.detect.ScoreMap;
import dev.kizu.model.ScaleModel;
import dev.kizu.parallel.Team;
import dev.kizu.score.ScoreKind;
import dev.kizu.vae.WindowTerms;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the held-out images of one fold show of its networks. */
final class FoldCalibration {
    /** Images are scored under what the others show, in so many groups. */
    private static final int GROUPS = 10;

    private final Inspector inspector;
    private final List<List<WindowTerms>> heldOut;
    private final CalibrationOptions options;
    private final double[] ownPlaceShares;

    FoldCalibration(Calibrator.Fold fold, CalibrationOptions options) {
        this.inspector = fold.inspector();
        this.heldOut = fold.heldOut();
        this.options = options;
        this.ownPlaceShares = new double[inspector.model().scales().size()];
        Team.run(Math.min(options.threads(), ownPlaceShares.length), member -> {
            for (int scale = member.from(ownPlaceShares.length); scale < member.to(ownPlaceShares.length); scale++) {
                ownPlaceShares[scale] = PlaceShare.of(terms(scale, heldOut), inspector.insideCells(), options.seed());
            }
        });
    }

    int images() {
        return heldOut.size();
    }

    /** The share of the variance of the terms that a window's position explains; the mean over the scales. */
    double explainedByPosition() {
        double explained = 0;
        int scales = inspector.model().scales().size();
        for (int scale = 0; scale < scales; scale++) {
            explained += ScaleCalibration.explainedByPosition(terms(scale, heldOut)) / scales;
        }
        return explained;
    }

    /** The share of the cells that their place explains better than their kind, at a scale. */
    double ownPlaceShare(int scale) {
        return ownPlaceShares[scale];
    }

    /**
     * The networks, calibrated by all of the fold's held-out images.
     *
     * @param placeShares for each scale, see {@link #ownPlaceShare}
     */
    List<ScaleModel> fit(Reference reference, double[] placeShares) {
        return fit(reference, placeShares, heldOut);
    }

    private static List<WindowTerms> terms(int scale, List<List<WindowTerms>> images) {
        return images.stream().map(image -> image.get(scale)).toList();
    }

    private List<ScaleModel> fit(Reference reference, double[] placeShares, List<List<WindowTerms>> images) {
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

    /**
     * The map of each held-out image, of every kind, under a calibration by others among them.
     *
     * @param calibrated by the calibrated networks of this fold
     * @param placeShares for each scale, those of the calibration
     */
    List<Map<ScoreKind, ScoreMap>> maps(Inspector calibrated, Reference reference, double[] placeShares) {
        int images = heldOut.size();
        int least = reference == Reference.POSITIONAL ? 2 : 1;
        int groups = Math.min(GROUPS, images);
        List<@Nullable Map<ScoreKind, ScoreMap>> maps = new ArrayList<>();
        heldOut.forEach(image -> maps.add(null));
        Team.run(Math.min(options.threads(), groups), member -> {
            for (int group = member.from(groups); group < member.to(groups); group++) {
                List<List<WindowTerms>> others = new ArrayList<>();
                for (int i = 0; i < images; i++) {
                    if (i % groups != group) {
                        others.add(heldOut.get(i));
                    }
                }
                // Of two images neither can be held against others at its place; better their own than none.
                List<ScaleModel> models =
                        others.size() < least ? calibrated.model().scales() : fit(reference, placeShares, others);
                for (int i = group; i < images; i += groups) {
                    Map<ScoreKind, ScoreMap> found = new EnumMap<>(ScoreKind.class);
                    for (ScoreKind kind : Inspector.kinds(models)) {
                        found.put(kind, calibrated.map(kind, heldOut.get(i), models));
                    }
                    maps.set(i, found);
                }
            }
        });
        return maps.stream().map(Objects::requireNonNull).toList();
    }
}
