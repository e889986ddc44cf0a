package dev.kizu.experiment;

import dev.kizu.evaluate.Evaluation;
import dev.kizu.score.ScoreKind;

/**
 * One kind of score over the whole test set.
 *
 * @param kind the kind of score
 * @param normalScores image scores of the normal test images, in their order
 * @param anomalousScores image scores of the anomalous test images, in their order
 * @param evaluation how well they separate
 */
public record MethodResult(ScoreKind kind, double[] normalScores, double[] anomalousScores, Evaluation evaluation) {}
