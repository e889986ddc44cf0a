package dev.kizu.model;

import dev.kizu.calibrate.HeldOutScores;
import dev.kizu.calibrate.InspectionThreshold;
import dev.kizu.calibrate.Reference;
import dev.kizu.calibrate.ScaleCalibration;
import dev.kizu.calibrate.ThresholdMethod;
import dev.kizu.image.Image;
import dev.kizu.image.Mask;
import dev.kizu.image.Preparation;
import dev.kizu.inspect.CalibrationOptions;
import dev.kizu.inspect.Calibrator;
import dev.kizu.inspect.Inspector;
import dev.kizu.score.Aggregation;
import dev.kizu.score.ScoreKind;
import dev.kizu.vae.Vae;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Small models of inspections, really trained and calibrated: the same on every machine. */
final class Inspections {
    private Inspections() {}

    /** A network for the images of {@link Models#images}. */
    static Vae network(int channels) {
        return network(channels, Models.quick().seed());
    }

    static Vae network(int channels, long seed) {
        return Models.train(
                Models.quick().withBaseFilters(4).withEpochs(2).withPatches(320).withSeed(seed),
                Models.images(12, channels, 24, 24, 1));
    }

    /** A disc in the middle, with a hole. */
    static Mask disc(int height, int width) {
        boolean[] inside = new boolean[height * width];
        for (int i = 0; i < inside.length; i++) {
            double y = (i / width + 0.5) / height - 0.5;
            double x = (i % width + 0.5) / width - 0.5;
            double distance = Math.hypot(x, y);
            inside[i] = distance < 0.4 && distance > 0.1;
        }
        return Mask.of(height, width, inside);
    }

    /** A model that is not calibrated. */
    static InspectionModel draft(Vae vae, Preparation preparation, int cell, int stride, int... factors) {
        int cells = preparation.height() / cell * (preparation.width() / cell);
        List<ScaleModel> scales = new ArrayList<>();
        for (int factor : factors) {
            scales.add(new ScaleModel(factor, vae, stride, ScaleCalibration.none(cells)));
        }
        return new InspectionModel(
                preparation,
                scales,
                cell,
                ScoreKind.UNREGULARIZED,
                Aggregation.topShare(0.05),
                new HeldOutScores(Map.of(), Map.of()),
                new InspectionThreshold(
                        Float.POSITIVE_INFINITY, Float.POSITIVE_INFINITY, ThresholdMethod.FIXED, 0.01, 1, 1),
                Provenance.unknown());
    }

    /** A model that is calibrated by images of its working size. */
    static InspectionModel calibrated(InspectionModel draft, Reference reference, ScoreKind score) {
        return calibrated(draft, reference, score, 8);
    }

    static InspectionModel calibrated(InspectionModel draft, Reference reference, ScoreKind score, int heldOut) {
        return calibrated(List.of(draft), reference, score, heldOut);
    }

    /** A model of a fold for each draft. */
    static InspectionModel calibrated(List<InspectionModel> drafts, Reference reference, ScoreKind score, int heldOut) {
        CalibrationOptions options = CalibrationOptions.standard()
                .withReference(reference)
                .withScore(score)
                .withAggregation(drafts.get(0).aggregation())
                .withFalseAlarmRate(0.2)
                .withThreads(1);
        List<Calibrator.Fold> folds = new ArrayList<>();
        for (InspectionModel draft : drafts) {
            Inspector inspector = new Inspector(draft);
            folds.add(new Calibrator.Fold(
                    inspector,
                    images(draft, heldOut, 2 + folds.size()).stream()
                            .map(inspector::terms)
                            .toList()));
        }
        return Calibrator.calibrate(folds, options).model();
    }

    /** Images of a model's working size. */
    static List<Image> images(InspectionModel model, int count, long seed) {
        Preparation size = model.preparation();
        return Models.images(count, size.channels(), size.height(), size.width(), seed);
    }
}
