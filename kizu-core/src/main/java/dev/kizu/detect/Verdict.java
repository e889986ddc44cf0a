package dev.kizu.detect;

import dev.kizu.score.ScoreKind;

/**
 * Whether an image is anomalous, and by what.
 *
 * @param kind the kind of score that decides
 * @param score the image's score of that kind
 * @param threshold the score above which an image is anomalous; infinite where none was chosen
 * @param anomalous whether the score, as a float, is above the threshold, or no number (NaN); never, where no threshold was chosen
 */
public record Verdict(ScoreKind kind, double score, float threshold, boolean anomalous) {}
