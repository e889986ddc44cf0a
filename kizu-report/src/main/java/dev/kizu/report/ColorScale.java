package dev.kizu.report;

import dev.kizu.detect.ScoreMap;
import java.util.Collection;

/**
 * Which scores the ends of the colour map stand for.
 *
 * @param low score of the lowest colour
 * @param high score of the highest colour, above {@code low}
 */
record ColorScale(double low, double high) {
    /** One scale for many maps: from the median of the reference maps to the 98.5 % point of all maps. */
    static ColorScale covering(Collection<ScoreMap> reference, Collection<ScoreMap> all) {
        double low = Statistics.quantile(values(reference.isEmpty() ? all : reference), 0.5);
        double high = Statistics.quantile(values(all), 0.985);
        return new ColorScale(low, high > low ? high : low + 1e-6 + Math.abs(low) * 1e-6);
    }

    /** One scale for maps shown, from their median; a threshold of pixels lies within, so that outlines show what is hot. */
    static ColorScale around(float threshold, Collection<ScoreMap> maps) {
        ColorScale scale = covering(maps, maps);
        double least = scale.low() + 1.25 * (threshold - scale.low());
        return Double.isFinite(least) && least > scale.high() ? new ColorScale(scale.low(), least) : scale;
    }

    /** Where a score lies between the ends, in [0, 1]; scores beyond are clipped, those that are no numbers lie at the high end. */
    double share(double score) {
        return Double.isNaN(score) ? 1 : Math.min(1, Math.max(0, (score - low) / (high - low)));
    }

    private static double[] values(Collection<ScoreMap> maps) {
        double[] values =
                new double[maps.stream().mapToInt(map -> map.values().length).sum()];
        int i = 0;
        for (ScoreMap map : maps) {
            for (float value : map.values()) {
                values[i++] = value;
            }
        }
        return values;
    }
}
