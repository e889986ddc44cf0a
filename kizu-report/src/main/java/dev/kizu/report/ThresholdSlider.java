package dev.kizu.report;

import dev.kizu.assess.Assessment;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The scores of an assessment for the page's script. Written as floats, since verdicts compare floats: so the script counts what the model would
 * decide.
 */
final class ThresholdSlider {
    private ThresholdSlider() {}

    /** As JSON: {@code {"threshold", "normal", "anomalous"}}, scores rising; the threshold is null where it is infinite. */
    static String data(Assessment assessment, float threshold) {
        return "{\"threshold\":%s,\"normal\":[%s],\"anomalous\":[%s]}"
                .formatted(
                        Float.isInfinite(threshold) ? "null" : Float.toString(threshold),
                        list(assessment.scores(false)),
                        list(assessment.scores(true)));
    }

    private static String list(double[] scores) {
        float[] floats = new float[scores.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) scores[i];
        }
        Arrays.sort(floats);
        return IntStream.range(0, floats.length)
                .mapToObj(i -> Float.toString(floats[i]))
                .collect(Collectors.joining(","));
    }
}
