package dev.kizu.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code kizu score --json} prints: the names and the order of the components are the format.
 *
 * @param model the model's file, an absolute path
 * @param score the kind of score that decides
 * @param threshold the score above which an image is anomalous; null where the model has none
 * @param images each image, in the order of the command
 * @param anomalous how many are anomalous
 * @param failed how many could not be scored
 */
record ScoresJson(
        String model, String score, @Nullable Float threshold, List<Scored> images, int anomalous, int failed) {
    /**
     * One image.
     *
     * @param file the file as it was given
     * @param score its score of the kind that decides
     * @param anomalous whether that is above the threshold; null where the model has none
     * @param scores its score of every kind, by name; without those that are not finite
     * @param pValues the share of normal images that would look at least as bad by each kind, as far as held-out ones tell; of models of parts
     * @param error why it could not be scored; then there is nothing else
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Scored(
            String file,
            @Nullable Double score,
            @Nullable Boolean anomalous,
            @Nullable Map<String, Double> scores,
            @Nullable Map<String, Double> pValues,
            @Nullable String error) {}
}
