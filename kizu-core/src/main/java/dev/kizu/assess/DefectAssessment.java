package dev.kizu.assess;

import dev.kizu.evaluate.Evaluation;
import dev.kizu.evaluate.WilsonInterval;
import org.jspecify.annotations.Nullable;

/**
 * How well one kind of defect is found.
 *
 * @param name the kind
 * @param count its pictures, at least 1
 * @param evaluation of its pictures against all normal ones, by the score that decides; null where there is no normal one
 * @param missed its pictures whose verdict is that there is nothing
 */
public record DefectAssessment(
        String name, int count, @Nullable Evaluation evaluation, int missed) {
    /** The share of its pictures that is missed, with its 95 % interval. */
    public WilsonInterval missRate() {
        return WilsonInterval.of(missed, count);
    }
}
