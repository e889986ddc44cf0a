package dev.kizu.cli.calibrate;

import dev.kizu.evaluate.Evaluation;
import dev.kizu.evaluate.ThresholdChoice;
import dev.kizu.score.ScoreKind;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Scores of labelled pictures.
 *
 * @param normal of normal pictures
 * @param anomalous of anomalous pictures
 */
record LabelledScores(List<Map<ScoreKind, Double>> normal, List<Map<ScoreKind, Double>> anomalous) {
    /** The kinds that are the default where they are there, the first one first: what ties is not decided by their order elsewhere. */
    private static final List<ScoreKind> USUAL = List.of(ScoreKind.JOINT, ScoreKind.UNREGULARIZED);

    /** The kind of score that tells the two apart best; of several, the one that is the default. */
    ScoreKind best(Collection<ScoreKind> kinds) {
        ScoreKind best = null;
        double largest = Double.NEGATIVE_INFINITY;
        List<ScoreKind> usualFirst = Stream.concat(USUAL.stream().filter(kinds::contains), kinds.stream())
                .distinct()
                .toList();
        for (ScoreKind kind : usualFirst) {
            double auroc = Evaluation.of(of(normal, kind), of(anomalous, kind)).auroc();
            if (auroc > largest) {
                largest = auroc;
                best = kind;
            }
        }
        if (best == null) {
            throw new IllegalArgumentException("there is no kind of score to choose from");
        }
        return best;
    }

    ThresholdChoice largestF1(ScoreKind kind) {
        return ThresholdChoice.largestF1(of(normal, kind), of(anomalous, kind));
    }

    ThresholdChoice leastCost(ScoreKind kind, double miss, double alarm) {
        return ThresholdChoice.leastCost(of(normal, kind), of(anomalous, kind), miss, alarm);
    }

    private static double[] of(List<Map<ScoreKind, Double>> pictures, ScoreKind kind) {
        return pictures.stream()
                .mapToDouble(scores -> scores.getOrDefault(kind, Double.NaN))
                .toArray();
    }
}
