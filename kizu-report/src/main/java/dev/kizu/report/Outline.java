package dev.kizu.report;

/** Draws outlines around areas: a line on the pixels within, and one on those without. */
final class Outline {
    private Outline() {}

    /**
     * Draws the outlines of all areas.
     *
     * @param rgb {@code height * width} colours, changed in place
     * @param area {@code height * width} values, true within
     */
    static void paint(int[] rgb, boolean[] area, int height, int width, int inside, int outside) {
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int i = y * width + x;
                if (onEdge(area, height, width, y, x)) {
                    rgb[i] = area[i] ? inside : outside;
                }
            }
        }
    }

    /** Whether one of the four neighbours lies on the other side; beyond the picture there is no area. */
    private static boolean onEdge(boolean[] area, int height, int width, int y, int x) {
        int i = y * width + x;
        boolean here = area[i];
        return here != (y > 0 && area[i - width])
                || here != (y + 1 < height && area[i + width])
                || here != (x > 0 && area[i - 1])
                || here != (x + 1 < width && area[i + 1]);
    }
}
