package dev.kizu.cli.inspect;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is found out about one picture: a line of {@code results.jsonl}, whose format the names and the order of the components are. Numbers
 * that are not finite are null.
 *
 * @param file the picture, as it was given or found in a folder that was
 * @param verdict {@link #NORMAL}, {@link #ANOMALOUS} or {@link #ERROR}
 * @param score of the kind that decides; null after an error, as is all that follows up to {@code milliseconds}
 * @param pValue the share of normal images that would look at least as bad, as far as held-out ones tell, in (0, 1]
 * @param threshold the score above which a picture is anomalous
 * @param scores of every kind, by name
 * @param pValues the p-value of every kind, by name, of which something was held out
 * @param regions flaws, the worst first
 * @param width columns of the picture
 * @param height rows of the picture
 * @param overlay the overlay's file within the results, its parts separated by strokes; null if there is none
 * @param map the map's file, likewise
 * @param mask the mask's file, likewise
 * @param milliseconds from opening the picture to having written its files
 * @param modelDigest the model's digest
 * @param error why the picture could not be inspected; null if it could
 */
@JsonPropertyOrder({
    "file",
    "verdict",
    "score",
    "pValue",
    "threshold",
    "scores",
    "pValues",
    "regions",
    "width",
    "height",
    "overlay",
    "map",
    "mask",
    "milliseconds",
    "modelDigest",
    "error"
})
record ResultLine(
        String file,
        String verdict,
        @Nullable Double score,
        @Nullable Double pValue,
        @Nullable Float threshold,
        @Nullable Map<String, @Nullable Double> scores,
        @Nullable Map<String, Double> pValues,
        @Nullable List<Box> regions,
        @Nullable Integer width,
        @Nullable Integer height,
        @Nullable String overlay,
        @Nullable String map,
        @Nullable String mask,
        double milliseconds,
        String modelDigest,
        @Nullable String error) {
    static final String NORMAL = "normal";
    static final String ANOMALOUS = "anomalous";
    static final String ERROR = "error";

    /**
     * A flaw, in pixels of the picture.
     *
     * @param x leftmost column
     * @param y topmost row
     * @param width columns of the box
     * @param height rows of the box
     * @param area pixels of the flaw itself
     * @param peak the largest value of the map in it
     */
    record Box(
            int x,
            int y,
            int width,
            int height,
            int area,
            @Nullable Float peak) {}

    /** A picture that could not be inspected. */
    static ResultLine error(String file, String reason, double milliseconds, String modelDigest) {
        return new ResultLine(
                file,
                ERROR,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                milliseconds,
                modelDigest,
                reason);
    }
}
