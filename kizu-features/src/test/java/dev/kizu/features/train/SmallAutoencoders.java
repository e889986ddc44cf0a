package dev.kizu.features.train;

import dev.kizu.calibrate.Reference;
import dev.kizu.inspect.CalibrationOptions;
import dev.kizu.train.TrainingRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks for autoencoders that are trained in no time, and see what is plain to see. */
public final class SmallAutoencoders {
    private SmallAutoencoders() {}

    /** With windows closer than the features' cells are wide. */
    public static TrainingRequest request() {
        return request(null, 4, List.of(1, 2), 8, CalibrationOptions.standard());
    }

    /** With a window for each cell of the features. */
    static TrainingRequest usual() {
        return request(null, null, List.of(1, 2), 8, CalibrationOptions.standard());
    }

    /** With a window for each cell of the features, and patches of this side. */
    static TrainingRequest ofPatch(int side) {
        return request(side, null, List.of(1), 2, CalibrationOptions.standard());
    }

    /** Whose scores are as they are. */
    static TrainingRequest uncalibrated() {
        return request(null, null, List.of(1), 8, CalibrationOptions.standard().withReference(Reference.NONE));
    }

    /** One network a fold, of few numbers. */
    public static TrainingRequest tiny() {
        return request(null, 4, List.of(1), 2, CalibrationOptions.standard());
    }

    private static TrainingRequest request(
            @Nullable Integer patch,
            @Nullable Integer stride,
            List<Integer> scales,
            int filters,
            CalibrationOptions calibration) {
        return new TrainingRequest(
                null, null, null, null, patch, stride, scales, 2, filters, 2, null, 4000, 1, null, null, calibration);
    }
}
