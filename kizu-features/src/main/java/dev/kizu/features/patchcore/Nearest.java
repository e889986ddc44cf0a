package dev.kizu.features.patchcore;

/**
 * What in a bank is nearest to the features of an image's positions.
 *
 * @param distances of each position the Euclidean distance to the nearest entry
 * @param entries of each position the number of that entry
 */
public record Nearest(float[] distances, int[] entries) {
    /** The position whose distance is largest; of several the first. */
    public int mostAnomalous() {
        int top = 0;
        for (int position = 1; position < distances.length; position++) {
            if (distances[position] > distances[top]) {
                top = position;
            }
        }
        return top;
    }
}
