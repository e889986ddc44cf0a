package dev.kizu.features.model;

import dev.kizu.calibrate.HeldOutScores;
import dev.kizu.calibrate.InspectionThreshold;
import dev.kizu.calibrate.ScaleCalibration;
import dev.kizu.calibrate.ThresholdMethod;
import dev.kizu.image.Preparation;
import dev.kizu.model.InspectionModel;
import dev.kizu.model.Provenance;
import dev.kizu.model.ScaleModel;
import dev.kizu.patch.PatchSpec;
import dev.kizu.score.Aggregation;
import dev.kizu.score.ScoreKind;
import dev.kizu.vae.Vae;
import dev.kizu.vae.VaeStructure;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Autoencoders that have learnt nothing. */
final class SomeAutoencoders {
    private SomeAutoencoders() {}

    static InspectionModel small() {
        VaeStructure structure = new VaeStructure(new PatchSpec(8, 8, 3), 2, 2, 2, 0.01f);
        int numbers = structure.tensorShapes().values().stream()
                .mapToInt(shape -> Math.toIntExact(shape.stream().reduce(1L, (a, b) -> a * b)))
                .sum();
        float[] values = new float[numbers];
        Arrays.fill(values, 0.1f);
        return new InspectionModel(
                new Preparation(3, 16, 16, null, null),
                List.of(new ScaleModel(1, Vae.of(structure, values), 4, ScaleCalibration.none(16))),
                4,
                ScoreKind.UNREGULARIZED,
                Aggregation.max(),
                new HeldOutScores(
                        Map.of(ScoreKind.UNREGULARIZED, new float[] {1, 2}),
                        Map.of(ScoreKind.UNREGULARIZED, new float[] {1, 2})),
                new InspectionThreshold(2, 2, ThresholdMethod.FIXED, 0.1, 1, 1),
                Provenance.unknown());
    }
}
