package dev.kizu.model;

import dev.kizu.calibrate.HeldOutScores;
import dev.kizu.score.ScoreKind;
import java.util.EnumMap;
import java.util.Map;

/** Writes and reads the scores of held-out images: for each kind an object with two lists, in the order of the images. */
final class HeldOutJson {
    private static final String IMAGE = "image";
    private static final String PEAK = "peak";

    private HeldOutJson() {}

    /**
     * Checks what a file can hold.
     *
     * @throws IllegalArgumentException if a score is no finite number, or image scores and peaks do not belong together
     */
    static void check(HeldOutScores scores) {
        for (ScoreKind kind : ScoreKind.values()) {
            boolean hasImage = scores.image().containsKey(kind);
            if (hasImage != scores.peak().containsKey(kind) || scores.image(kind).length != scores.peak(kind).length) {
                throw new IllegalArgumentException(
                        "there are %d %s scores of held-out images and %d peaks of their maps, expected as many"
                                .formatted(scores.image(kind).length, kind.id(), scores.peak(kind).length));
            }
            checkFinite(kind, scores.image(kind));
            checkFinite(kind, scores.peak(kind));
        }
    }

    private static void checkFinite(ScoreKind kind, float[] scores) {
        for (float score : scores) {
            if (!Float.isFinite(score)) {
                throw new IllegalArgumentException(
                        "a held-out image has the %s score %s, expected a finite number; train again with other images"
                                .formatted(kind.id(), score));
            }
        }
    }

    static JsonWriter write(HeldOutScores scores) {
        JsonWriter json = new JsonWriter();
        for (ScoreKind kind : ScoreKind.values()) {
            if (scores.image().containsKey(kind)) {
                json.put(
                        JsonNames.of(kind),
                        new JsonWriter().put(IMAGE, scores.image(kind)).put(PEAK, scores.peak(kind)));
            }
        }
        return json;
    }

    static HeldOutScores read(Section section) throws ModelFormatException {
        Map<ScoreKind, float[]> image = new EnumMap<>(ScoreKind.class);
        Map<ScoreKind, float[]> peak = new EnumMap<>(ScoreKind.class);
        for (ScoreKind kind : ScoreKind.values()) {
            if (section.has(JsonNames.of(kind))) {
                Section lists = section.section(JsonNames.of(kind));
                image.put(kind, lists.floats(IMAGE));
                peak.put(kind, lists.floats(PEAK));
            }
        }
        HeldOutScores scores = new HeldOutScores(image, peak);
        check(scores);
        return scores;
    }
}
