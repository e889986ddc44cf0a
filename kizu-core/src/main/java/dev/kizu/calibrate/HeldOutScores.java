package dev.kizu.calibrate;

import dev.kizu.score.ScoreKind;
import java.util.Map;

/**
 * The scores of held-out normal images, each found under a calibration by others among them, so that they are not better than those of
 * images to come. Arrays are shared, not copied: treat them as read-only.
 *
 * @param image for each kind of score the image scores
 * @param peak for each kind of score the largest value of each image's map, in the same order
 */
public record HeldOutScores(Map<ScoreKind, float[]> image, Map<ScoreKind, float[]> peak) {
    /** Copies the maps. */
    public HeldOutScores {
        image = Map.copyOf(image);
        peak = Map.copyOf(peak);
    }

    /** The image scores of a kind; empty if there are none. */
    public float[] image(ScoreKind kind) {
        return image.getOrDefault(kind, new float[0]);
    }

    /** The map peaks of a kind; empty if there are none. */
    public float[] peak(ScoreKind kind) {
        return peak.getOrDefault(kind, new float[0]);
    }
}
