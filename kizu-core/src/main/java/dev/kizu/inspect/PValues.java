package dev.kizu.inspect;

import dev.kizu.calibrate.ConformalPValue;
import dev.kizu.calibrate.HeldOutScores;
import dev.kizu.score.ScoreKind;
import java.util.EnumMap;
import java.util.Map;

/**
 * How unusual scores are among those of held-out normal images, each kind of score among its own; see {@link ConformalPValue}. Immutable and
 * thread-safe.
 */
public final class PValues {
    private final Map<ScoreKind, ConformalPValue> kinds = new EnumMap<>(ScoreKind.class);

    private PValues(HeldOutScores heldOut) {
        heldOut.image().forEach((kind, scores) -> {
            if (scores.length > 0) {
                kinds.put(kind, ConformalPValue.among(scores));
            }
        });
    }

    /**
     * P-values among the scores of held-out images.
     *
     * @throws IllegalArgumentException if one of them is not a finite number
     */
    public static PValues among(HeldOutScores heldOut) {
        return new PValues(heldOut);
    }

    /**
     * The p-value of each score, in (0, 1]; the kinds are in their usual order, without those of which nothing was held out.
     *
     * @param scores of an image
     */
    public Map<ScoreKind, Double> of(Map<ScoreKind, Double> scores) {
        Map<ScoreKind, Double> found = new EnumMap<>(ScoreKind.class);
        scores.forEach((kind, score) -> {
            ConformalPValue pValue = kinds.get(kind);
            if (pValue != null) {
                found.put(kind, pValue.of(score));
            }
        });
        return found;
    }
}
