package dev.kizu.report;

import java.util.Arrays;
import java.util.List;

/** Puts many pictures on one. */
final class Sheet {
    private static final int BACKGROUND = 0x24262b;
    private static final int GAP = 6;
    private static final int WIDE_GAP = 18;

    private final Picture first;
    private final int columns;

    private Sheet(Picture first, int columns) {
        this.first = first;
        this.columns = columns;
    }

    /**
     * Lays pictures out, all of one size and as many in every row.
     *
     * @param blocks from left to right; each has groups from top to bottom, each of rows of pictures. A block may be empty, but
     *     not all
     */
    static Picture of(List<List<List<List<Picture>>>> blocks) {
        List<Picture> row = blocks.stream()
                .filter(groups -> !groups.isEmpty())
                .findFirst()
                .orElseThrow()
                .get(0)
                .get(0);
        return new Sheet(row.get(0), row.size()).lay(blocks);
    }

    private Picture lay(List<List<List<List<Picture>>>> blocks) {
        int blockWidth = columns * (first.width() + GAP) - GAP;
        int width = 2 * GAP + blocks.size() * (blockWidth + WIDE_GAP) - WIDE_GAP;
        int height = 2 * GAP + blocks.stream().mapToInt(this::height).max().orElseThrow();
        int[] rgb = new int[height * width];
        Arrays.fill(rgb, BACKGROUND);
        for (int block = 0; block < blocks.size(); block++) {
            int top = GAP;
            for (List<List<Picture>> group : blocks.get(block)) {
                for (List<Picture> row : group) {
                    for (int i = 0; i < row.size(); i++) {
                        paste(
                                row.get(i),
                                rgb,
                                width,
                                top,
                                GAP + block * (blockWidth + WIDE_GAP) + i * (first.width() + GAP));
                    }
                    top += first.height() + GAP;
                }
                top += WIDE_GAP - GAP;
            }
        }
        return new Picture(height, width, rgb);
    }

    private int height(List<List<List<Picture>>> groups) {
        int rows = groups.stream().mapToInt(List::size).sum();
        return rows * (first.height() + GAP) + groups.size() * (WIDE_GAP - GAP) - WIDE_GAP;
    }

    private static void paste(Picture picture, int[] rgb, int width, int top, int left) {
        for (int y = 0; y < picture.height(); y++) {
            System.arraycopy(picture.rgb(), y * picture.width(), rgb, (top + y) * width + left, picture.width());
        }
    }
}
