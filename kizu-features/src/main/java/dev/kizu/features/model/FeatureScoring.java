package dev.kizu.features.model;

import dev.kizu.detect.ScoreMap;
import dev.kizu.features.map.FeatureMap;
import dev.kizu.image.Preparation;
import dev.kizu.score.Aggregation;
import java.util.List;

/**
 * Scores pictures by their features, in plain Java: what the graph of a model computes, for calibration and for tests. Thread-safe.
 *
 * <p>A head's image score is the aggregate of the distances, times the weight of the most anomalous position (PatchCore, equation 7; 1 for PaDiM);
 * those of an ensemble's heads are combined ({@link Head.Ensemble}). The anomaly map is the smoothed map of distances: smoothing finds a defect's
 * extent better, and blurs away small ones in the score.
 */
public final class FeatureScoring {
    private final FeatureLayout layout;
    private final Aggregation aggregation;

    /**
     * A scoring.
     *
     * @param cell side of a cell of the grid, in pixels of the working size
     * @param smoothing deviation of the Gaussian that smooths the map, in cells, above 0
     */
    public FeatureScoring(Preparation preparation, int cell, double smoothing, Aggregation aggregation) {
        this.layout = FeatureLayout.of(preparation, cell, smoothing);
        this.aggregation = aggregation;
    }

    /**
     * What is found in a picture.
     *
     * @param map the anomaly map
     * @param score the image score
     * @param peak the largest value of the cells that count
     */
    public record Found(ScoreMap map, float score, float peak) {}

    /** What each head sees in a picture, in the order of the heads. */
    public List<Head.Seen> see(List<Head.Single> heads, FeatureMap features) {
        return heads.stream()
                .map(head -> see(head, features.first(head.dimensions())))
                .toList();
    }

    /**
     * What autoencoders see in a picture, on the grid of the features.
     *
     * @param map theirs, of the same working size
     */
    public Head.Seen seen(ScoreMap map, float score) {
        return new Head.Seen(
                AutoencoderGrid.of(map.rows(), map.columns(), layout).cells(map), score);
    }

    private Head.Seen see(Head.Single head, FeatureMap features) {
        Head.Distances found = head.distances(features);
        float[] distances = found.values();
        float[] inside = new float[layout.inside().length];
        int most = 0;
        for (int i = 0; i < inside.length; i++) {
            inside[i] = distances[layout.inside()[i]];
            // What is not a number is the most anomalous.
            most = inside[i] <= inside[most] ? most : i;
        }
        double weight = found.weight().applyAsDouble(layout.inside()[most]);
        return new Head.Seen(distances, (float) (aggregation.apply(inside) * weight));
    }

    /**
     * What a head finds in a picture.
     *
     * @param seen by its heads, or by others of the same methods; last by its autoencoders, if it has any
     */
    public Found found(Head head, List<Head.Seen> seen) {
        Head.Seen all = head instanceof Head.Ensemble ensemble ? ensemble.combined(seen) : seen.get(0);
        float[] map = layout.smooth(all.cells());
        return new Found(new ScoreMap(layout.rows(), layout.columns(), map), all.score(), layout.peak(map));
    }

    /** Scores a picture by a head without autoencoders. */
    public Found score(Head head, FeatureMap features) {
        return found(head, see(head.singles(), features));
    }
}
