package dev.kizu.assess;

import dev.kizu.evaluate.Confusion;
import dev.kizu.evaluate.Evaluation;
import dev.kizu.evaluate.PixelEvaluation;
import dev.kizu.score.ScoreKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How well an inspector does on labelled pictures. Immutable.
 *
 * @param score the kind of score that decides
 * @param pictures those that were inspected, in the order they were given; may be empty
 * @param skipped pictures that were left out: they could not be read, did not fit the model, or have a score that is no finite number
 * @param evaluations how well each kind of score separates; empty where normal or anomalous pictures are missing. A kind with a score that
 *     is no number has none
 * @param confusion verdicts against labels, at the model's threshold
 * @param defects each kind of defect, by name
 * @param pixels how well maps find anomalous pixels; null without a usable mask or without a normal pixel
 * @param withoutMask anomalous pictures among {@code pictures} that are left out of {@code pixels}: they have no mask, or none that can be
 *     used
 * @param unusableMasks masks that cannot be used, and pictures whose map cannot be compared
 * @param seconds wall-clock time of all of it
 */
public record Assessment(
        ScoreKind score,
        List<AssessedPicture> pictures,
        List<AssessmentProblem> skipped,
        Map<ScoreKind, Evaluation> evaluations,
        Confusion confusion,
        List<DefectAssessment> defects,
        @Nullable PixelEvaluation pixels,
        int withoutMask,
        List<AssessmentProblem> unusableMasks,
        double seconds) {
    /** Copies the lists. */
    public Assessment {
        pictures = List.copyOf(pictures);
        skipped = List.copyOf(skipped);
        evaluations = Map.copyOf(evaluations);
        defects = List.copyOf(defects);
        unusableMasks = List.copyOf(unusableMasks);
    }

    /** How well the score that decides separates; empty where normal or anomalous pictures are missing. */
    public Optional<Evaluation> evaluation() {
        return Optional.ofNullable(evaluations.get(score));
    }

    /** The scores that decide, of normal or of anomalous pictures, in their order. */
    public double[] scores(boolean anomalous) {
        return scores(pictures, score, anomalous);
    }

    /** The scores of a kind, of normal or of anomalous pictures, in their order; NaN where a picture has none. */
    public double[] scores(ScoreKind kind, boolean anomalous) {
        return scores(pictures, kind, anomalous);
    }

    static double[] scores(List<AssessedPicture> pictures, ScoreKind kind, boolean anomalous) {
        return pictures.stream()
                .filter(one -> one.picture().anomalous() == anomalous)
                .mapToDouble(one -> one.scores().getOrDefault(kind, Double.NaN))
                .toArray();
    }

    /** How many of the pictures are normal, or anomalous. */
    public int count(boolean anomalous) {
        return (int) pictures.stream()
                .filter(one -> one.picture().anomalous() == anomalous)
                .count();
    }

    /** Pictures inspected a second, all threads together; 0 if there are none. */
    public double picturesPerSecond() {
        return pictures.isEmpty() ? 0 : pictures.size() / Math.max(seconds, 1e-9);
    }
}
