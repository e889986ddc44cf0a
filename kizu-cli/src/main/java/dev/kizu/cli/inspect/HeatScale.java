package dev.kizu.cli.inspect;

import dev.kizu.model.PartModel;
import dev.kizu.score.ScoreKind;
import java.util.Arrays;

/**
 * The scale of overlays: the same for all pictures of a model, so that colours can be compared. The threshold of pixels is in its middle,
 * and its lower end is twice as far below it as what held-out normal images typically reach.
 *
 * @param low the value of the coldest colour
 * @param high the value of the hottest colour
 */
record HeatScale(double low, double high) {
    private static final double LEAST_SPREAD = 1e-3;

    static HeatScale of(PartModel model) {
        // Combined image scores are p-values, which maps are not.
        float[] scores = (model.score() == ScoreKind.COMBINED
                        ? model.heldOut().peak(model.score())
                        : model.heldOut().image(model.score()))
                .clone();
        float threshold = model.threshold().pixelValue();
        Arrays.sort(scores);
        double typical = scores.length == 0 ? 0 : scores[scores.length / 2];
        double middle = Float.isFinite(threshold) ? threshold : typical;
        double spread = Math.max(2 * Math.abs(middle - typical), LEAST_SPREAD * Math.max(1, Math.abs(middle)));
        return new HeatScale(middle - spread, middle + spread);
    }
}
