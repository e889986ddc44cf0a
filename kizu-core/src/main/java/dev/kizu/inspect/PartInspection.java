package dev.kizu.inspect;

import dev.kizu.detect.ScoreMap;
import dev.kizu.detect.Verdict;
import dev.kizu.score.ScoreKind;
import java.util.Map;

/**
 * What an inspection says of one picture.
 *
 * @param scores the image score of every kind that there is; larger is more anomalous
 * @param verdict by the kind of score that decides
 * @param pValue the share of normal images that would look at least as bad, as far as held-out ones tell: {@code (1 + number of held-out
 *     scores at least as large) / (1 + their number)}, in (0, 1]
 * @param map the anomaly map of the kind that decides, one value for each cell of the working size, in the unit of the score
 * @param heldOut number of held-out images that the p-value was found by
 */
public record PartInspection(
        Map<ScoreKind, Double> scores, Verdict verdict, double pValue, ScoreMap map, int heldOut) {}
