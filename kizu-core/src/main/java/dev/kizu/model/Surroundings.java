package dev.kizu.model;

import dev.kizu.patch.MapAxis;

/**
 * The mean of a map around each cell, over about a sixth of the picture to each side and over cells that count: where parts lie anyhow, or the
 * picture shows a surface, light and texture change slowly across it, and a flaw stands out against what is around it. Arrays are shared, not copied: treat
 * them as read-only.
 *
 * @param down the step that spreads along the columns, from row to row
 * @param across the step that spreads along the rows
 * @param counts 1 for cells that count, 0 for others, row by row
 * @param inverseWeight 1 over the weight of cells that count around each cell; 0 where there are none
 */
public record Surroundings(MapAxis down, MapAxis across, float[] counts, float[] inverseWeight) {
    /** Maps with fewer cells along a side are too small to have surroundings. */
    static final int LEAST = 32;

    private static final double SHARE = 1.0 / 6;
    private static final float SMALLEST_WEIGHT = 1e-6f;

    static Surroundings of(int rows, int columns, int[] insideCells) {
        double deviation = SHARE * Math.max(rows, columns);
        MapAxis down = MapAxis.smoothing(rows, deviation);
        MapAxis across = MapAxis.smoothing(columns, deviation);
        float[] counts = new float[rows * columns];
        for (int cell : insideCells) {
            counts[cell] = 1;
        }
        float[] inverse = MapAxis.apply(down, across, counts, columns);
        for (int i = 0; i < inverse.length; i++) {
            inverse[i] = inverse[i] < SMALLEST_WEIGHT ? 0 : 1 / inverse[i];
        }
        return new Surroundings(down, across, counts, inverse);
    }

    /** A map without its surroundings. */
    public float[] without(float[] map) {
        float[] counted = new float[map.length];
        for (int i = 0; i < map.length; i++) {
            counted[i] = counts[i] * map[i];
        }
        float[] around = MapAxis.apply(down, across, counted, across.size());
        for (int i = 0; i < map.length; i++) {
            around[i] = map[i] - around[i] * inverseWeight[i];
        }
        return around;
    }
}
