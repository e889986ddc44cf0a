package dev.kizu.model;

import dev.kizu.calibrate.HeldOutScores;
import dev.kizu.calibrate.InspectionThreshold;
import dev.kizu.calibrate.Reference;
import dev.kizu.image.Preparation;
import dev.kizu.score.Aggregation;
import dev.kizu.score.ScoreKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Everything that the model of an inspection holds.
 *
 * @param preparation how a picture becomes an image
 * @param scales at least one, the finest first; of a model of several folds those of each fold, one fold after the other
 * @param cell side of a cell of the anomaly map, in pixels of the working size, at least 1; divides its height and width
 * @param score the kind of score that decides
 * @param aggregation how the cells of a map become an image score
 * @param heldOut scores of held-out normal images
 * @param threshold what is anomalous
 * @param provenance where the model comes from
 */
public record InspectionModel(
        Preparation preparation,
        List<ScaleModel> scales,
        int cell,
        ScoreKind score,
        Aggregation aggregation,
        HeldOutScores heldOut,
        InspectionThreshold threshold,
        Provenance provenance)
        implements PartModel {
    /** Scales, of all folds together, that a file holds at most. */
    public static final int MOST_SCALES = 8;

    /** Checks that the parts fit each other. */
    public InspectionModel {
        scales = List.copyOf(scales);
        if (scales.isEmpty()) {
            throw new IllegalArgumentException("an inspection needs at least one scale");
        }
        int height = preparation.height();
        int width = preparation.width();
        if (cell < 1 || height % cell != 0 || width % cell != 0) {
            throw new IllegalArgumentException(
                    "a map has cells of %d pixels, which do not divide the working size %d x %d"
                            .formatted(cell, width, height));
        }
        for (ScaleModel scale : scales) {
            check(scale, preparation);
            if (scale.calibration().cells() != height / cell * (width / cell)) {
                throw new IllegalArgumentException("the calibration has %d cells, images of the working size have %d"
                        .formatted(scale.calibration().cells(), height / cell * (width / cell)));
            }
            if (scale.calibration().reference() != scales.get(0).calibration().reference()) {
                throw new IllegalArgumentException("the scales of an inspection have different references");
            }
        }
        Provenance.Training training = provenance.training();
        if (training != null && scales.size() % training.folds() != 0) {
            throw new IllegalArgumentException("the model has %d scales of %d folds, expected as many of each"
                    .formatted(scales.size(), training.folds()));
        }
        if (!scales.get(0).calibration().has(score)) {
            throw new IllegalArgumentException("the joint score needs a reference, and there is none");
        }
    }

    private static void check(ScaleModel scale, Preparation preparation) {
        int height = preparation.height();
        int width = preparation.width();
        if (height % scale.factor() != 0 || width % scale.factor() != 0) {
            throw new IllegalArgumentException("a scale shrinks by %d, which does not divide the working size %d x %d"
                    .formatted(scale.factor(), width, height));
        }
        int patchHeight = scale.vae().patch().height();
        int patchWidth = scale.vae().patch().width();
        if (scale.vae().patch().channels() != preparation.channels()
                || height / scale.factor() < patchHeight
                || width / scale.factor() < patchWidth) {
            throw new IllegalArgumentException("patches %s do not fit images of %d x %d x %d (channels, rows, columns)"
                    .formatted(
                            scale.vae().patch(),
                            preparation.channels(),
                            height / scale.factor(),
                            width / scale.factor()));
        }
    }

    /**
     * The model of one fold's networks alone, prepared, scored and judged as this one; of no provenance.
     *
     * @param fold its number, from 0
     * @param folds number of folds, which divides that of the scales: they lie one fold after the other
     */
    public InspectionModel fold(int fold, int folds) {
        if (fold < 0 || fold >= folds || scales.size() % folds != 0) {
            throw new IllegalArgumentException(
                    "%d scales are no %d folds, of which one is number %d".formatted(scales.size(), folds, fold));
        }
        int each = scales.size() / folds;
        return new InspectionModel(
                preparation,
                scales.subList(fold * each, (fold + 1) * each),
                cell,
                score,
                aggregation,
                heldOut,
                threshold,
                Provenance.unknown());
    }

    /** What scores are held against. */
    public Reference reference() {
        return scales.get(0).calibration().reference();
    }

    @Override
    public InspectionModel withThreshold(InspectionThreshold threshold) {
        return new InspectionModel(preparation, scales, cell, score, aggregation, heldOut, threshold, provenance);
    }

    @Override
    public Map<String, String> description() {
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put("Calibration", JsonNames.of(reference()));
        rows.put(
                "Scales",
                scales.stream().map(scale -> "1:" + scale.factor()).distinct().collect(Collectors.joining(", ")));
        rows.put("Networks", String.valueOf(scales.size()));
        return rows;
    }

    /** A copy with other scores of held-out images. */
    public InspectionModel withHeldOut(HeldOutScores heldOut) {
        return new InspectionModel(preparation, scales, cell, score, aggregation, heldOut, threshold, provenance);
    }

    @Override
    public InspectionModel withProvenance(Provenance provenance) {
        return new InspectionModel(preparation, scales, cell, score, aggregation, heldOut, threshold, provenance);
    }
}
