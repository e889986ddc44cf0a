package dev.kizu.report;

import java.util.Arrays;
import java.util.List;

/** Puts many pictures on one. */
final class Sheet {
    private static final int BACKGROUND = 0x24262b;
    private static final int GAP = 6;

    private Sheet() {}

    /** Groups of rows of pictures, all of one size, laid out from top to bottom with a wider gap between groups. */
    static Picture of(List<List<List<Picture>>> groups) {
        Picture first = groups.get(0).get(0).get(0);
        int rows = groups.stream().mapToInt(List::size).sum();
        int columns = groups.get(0).get(0).size();
        int height = rows * (first.height() + GAP) + GAP + (groups.size() - 1) * 2 * GAP;
        int width = columns * (first.width() + GAP) + GAP;
        int[] rgb = new int[height * width];
        Arrays.fill(rgb, BACKGROUND);
        int top = GAP;
        for (List<List<Picture>> group : groups) {
            for (List<Picture> row : group) {
                for (int i = 0; i < row.size(); i++) {
                    paste(row.get(i), rgb, width, top, GAP + i * (first.width() + GAP));
                }
                top += first.height() + GAP;
            }
            top += 2 * GAP;
        }
        return new Picture(height, width, rgb);
    }

    private static void paste(Picture picture, int[] rgb, int width, int top, int left) {
        for (int y = 0; y < picture.height(); y++) {
            System.arraycopy(picture.rgb(), y * picture.width(), rgb, (top + y) * width + left, picture.width());
        }
    }
}
