package dev.kizu.report;

/**
 * Which map columns (or rows) the columns of a picture show. Where the map is coarser than the picture, a column lies between two of the map;
 * where it is finer, it stands for several, so that no flaw falls between.
 */
final class MapSampling {
    /** For each column the first map column; -1 where the map does not reach. */
    final int[] from;
    /** The last map column, included. */
    final int[] to;
    /** In [0, 1): how far on the way from the first to the last; used where the map is coarser. */
    final float[] way;
    /** The map column under the centre of a column. */
    final int[] nearest;
    /** Whether a column stands for several map columns. */
    final boolean finer;

    /**
     * Finds the columns.
     *
     * @param columns of the picture
     * @param mapColumns of the map
     * @param start picture column, with fraction, at which the map begins
     * @param scale picture columns to a map column
     */
    MapSampling(int columns, int mapColumns, double start, double scale) {
        from = new int[columns];
        to = new int[columns];
        nearest = new int[columns];
        way = new float[columns];
        finer = scale < 1;
        for (int i = 0; i < columns; i++) {
            double left = (i - start) / scale;
            double right = (i + 1 - start) / scale;
            double centre = (left + right) / 2;
            if (right <= 1e-9 || left >= mapColumns - 1e-9) {
                from[i] = -1;
            } else if (finer) {
                from[i] = clamp((int) Math.floor(left + 1e-9), mapColumns);
                to[i] = clamp((int) Math.ceil(right - 1e-9) - 1, mapColumns);
            } else {
                double place = Math.min(mapColumns - 1, Math.max(0, centre - 0.5));
                from[i] = (int) place;
                to[i] = Math.min(mapColumns - 1, from[i] + 1);
                way[i] = (float) (place - from[i]);
            }
            nearest[i] = clamp((int) Math.floor(centre), mapColumns);
        }
    }

    private static int clamp(int column, int columns) {
        return Math.min(columns - 1, Math.max(0, column));
    }
}
