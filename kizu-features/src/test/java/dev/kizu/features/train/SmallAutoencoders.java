package dev.kizu.features.train;

import dev.kizu.inspect.CalibrationOptions;
import dev.kizu.train.TrainingRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks for autoencoders that are trained in no time, and see what is plain to see. */
public final class SmallAutoencoders {
    private SmallAutoencoders() {}

    /** With windows closer than the features' cells are wide. */
    public static TrainingRequest request() {
        return request(4, List.of(1, 2), 8);
    }

    /** With a window for each cell of the features. */
    static TrainingRequest usual() {
        return request(null, List.of(1, 2), 8);
    }

    /** One network a fold, of few numbers. */
    public static TrainingRequest tiny() {
        return request(4, List.of(1), 2);
    }

    private static TrainingRequest request(@Nullable Integer stride, List<Integer> scales, int filters) {
        return new TrainingRequest(
                null,
                null,
                null,
                null,
                null,
                stride,
                scales,
                2,
                filters,
                2,
                null,
                4000,
                1,
                null,
                null,
                CalibrationOptions.standard());
    }
}
