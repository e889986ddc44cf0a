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
        return Models.train(
                Models.quick().withBaseFilters(4).withEpochs(2).withPatches(320),
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
        Inspector inspector = new Inspector(draft);
        CalibrationOptions options = CalibrationOptions.standard()
                .withReference(reference)
                .withScore(score)
                .withAggregation(draft.aggregation())
                .withFalseAlarmRate(0.2)
                .withThreads(1);
        return Calibrator.calibrate(
                        inspector,
                        images(draft, 8, 2).stream().map(inspector::terms).toList(),
                        options)
                .model();
    }

    /** Images of a model's working size. */
    static List<Image> images(InspectionModel model, int count, long seed) {
        Preparation size = model.preparation();
        return Models.images(count, size.channels(), size.height(), size.width(), seed);
    }
}
