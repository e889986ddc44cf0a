package dev.kizu.features.backbone;

/**
 * What a layer gives for one image: {@code channels} planes of {@code rows * columns} features, row by row.
 *
 * @param name the layer
 * @param channels features at each position
 * @param rows rows of positions
 * @param columns columns of positions
 */
public record LayerShape(String name, int channels, int rows, int columns) {
    /** Number of features for one image. */
    public int size() {
        return Math.multiplyExact(Math.multiplyExact(channels, rows), columns);
    }
}
