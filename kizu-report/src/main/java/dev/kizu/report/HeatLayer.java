package dev.kizu.report;

import dev.kizu.detect.ScoreMap;

/** An anomaly map at the size of a picture: how hot each pixel is, and whether it is above the threshold. */
final class HeatLayer {
    /** Colours are mixed by so many levels of heat. */
    private static final int LEVELS = 256;

    private static final double OPACITY = 0.7;
    private static final int INSIDE = 0xffffff;
    private static final int OUTSIDE = 0;
    private static final int[] COLORS = new int[LEVELS];
    /** In 256ths: the square root shows faint heat, and leaves what is cold as it is. */
    private static final int[] OPACITIES = new int[LEVELS];

    static {
        for (int i = 0; i < LEVELS; i++) {
            double share = i / (LEVELS - 1.0);
            COLORS[i] = ColorMap.color(share);
            OPACITIES[i] = (int) Math.round(256 * OPACITY * Math.sqrt(share));
        }
    }

    private final int height;
    private final int width;
    /** In [0, 1]; below 0 where the map does not reach. */
    private final float[] heat;

    private final boolean[] above;

    private HeatLayer(int height, int width) {
        this.height = height;
        this.width = width;
        heat = new float[height * width];
        above = new boolean[height * width];
    }

    /** Stretches a map over the rows and columns of a picture. */
    static HeatLayer of(ScoreMap map, MapSampling rows, MapSampling columns, float threshold, ColorScale scale) {
        HeatLayer layer = new HeatLayer(rows.from.length, columns.from.length);
        float[] shares = new float[map.values().length];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = (float) scale.share(map.values()[i]);
        }
        for (int y = 0; y < layer.height; y++) {
            for (int x = 0; x < layer.width; x++) {
                int i = y * layer.width + x;
                if (rows.from[y] < 0 || columns.from[x] < 0) {
                    layer.heat[i] = -1;
                } else if (rows.finer || columns.finer) {
                    layer.takeLargest(i, map, shares, rows, y, columns, x, threshold);
                } else {
                    layer.heat[i] = between(shares, map.columns(), rows, y, columns, x);
                    layer.above[i] = !(map.get(rows.nearest[y], columns.nearest[x]) <= threshold);
                }
            }
        }
        return layer;
    }

    private static float between(float[] shares, int width, MapSampling rows, int y, MapSampling columns, int x) {
        int upper = rows.from[y] * width;
        int lower = rows.to[y] * width;
        float top = mix(shares[upper + columns.from[x]], shares[upper + columns.to[x]], columns.way[x]);
        float bottom = mix(shares[lower + columns.from[x]], shares[lower + columns.to[x]], columns.way[x]);
        return mix(top, bottom, rows.way[y]);
    }

    private static float mix(float from, float to, float way) {
        return from + (to - from) * way;
    }

    private void takeLargest(
            int i, ScoreMap map, float[] shares, MapSampling rows, int y, MapSampling columns, int x, float threshold) {
        for (int row = rows.from[y]; row <= rows.to[y]; row++) {
            for (int column = columns.from[x]; column <= columns.to[x]; column++) {
                heat[i] = Math.max(heat[i], shares[row * map.columns() + column]);
                above[i] |= !(map.get(row, column) <= threshold);
            }
        }
    }

    /** Lays the heat and the outlines over a picture of the same size: {@code height * width} colours, changed in place. */
    void paint(int[] rgb) {
        for (int i = 0; i < rgb.length; i++) {
            if (heat[i] >= 0) {
                int level = (int) (heat[i] * (LEVELS - 1) + 0.5f);
                rgb[i] = blend(rgb[i], COLORS[level], OPACITIES[level]);
            }
        }
        // White within and black without: one of them shows on every ground.
        Outline.paint(rgb, above, height, width, INSIDE, OUTSIDE);
    }

    private static int blend(int under, int over, int opacity) {
        int redBlue = ((under & 0xff00ff) * (256 - opacity) + (over & 0xff00ff) * opacity) >>> 8 & 0xff00ff;
        int green = ((under & 0xff00) * (256 - opacity) + (over & 0xff00) * opacity) >>> 8 & 0xff00;
        return redBlue | green;
    }
}
