package dev.kizu.image;

/** How a camera was held: where a stored pixel belongs in the upright picture. After Exif 2.32, tag 274. */
enum Orientation {
    UPRIGHT(false, false, false),
    MIRRORED(false, false, true),
    UPSIDE_DOWN(false, true, true),
    FLIPPED(false, true, false),
    TRANSPOSED(true, false, false),
    TURNED_RIGHT(true, false, true),
    TRANSPOSED_ASIDE(true, true, true),
    TURNED_LEFT(true, true, false);

    private final boolean swapsSides;
    private final boolean fromBottom;
    private final boolean fromRight;

    /**
     * The first stored pixel's corner, and whether stored rows become columns.
     *
     * @param fromBottom whether the first stored pixel belongs into the last row
     * @param fromRight whether it belongs into the last column
     */
    Orientation(boolean swapsSides, boolean fromBottom, boolean fromRight) {
        this.swapsSides = swapsSides;
        this.fromBottom = fromBottom;
        this.fromRight = fromRight;
    }

    /** Of the tag's value; upright where that is none of 1 to 8. */
    static Orientation ofTag(int value) {
        return value >= 1 && value <= 8 ? values()[value - 1] : UPRIGHT;
    }

    /** Rows of the upright picture. */
    int height(int storedHeight, int storedWidth) {
        return swapsSides ? storedWidth : storedHeight;
    }

    /** Columns of the upright picture. */
    int width(int storedHeight, int storedWidth) {
        return swapsSides ? storedHeight : storedWidth;
    }

    /**
     * Puts a stored row where it belongs.
     *
     * @param row holds the row's samples from {@code rowOffset} on
     * @param y the row's number
     * @param plane receives them: a plane of the upright picture, from {@code planeOffset} on
     */
    void place(float[] row, int rowOffset, int y, int storedHeight, int storedWidth, float[] plane, int planeOffset) {
        int height = height(storedHeight, storedWidth);
        int width = width(storedHeight, storedWidth);
        int top = swapsSides ? 0 : y;
        int left = swapsSides ? y : 0;
        int first = planeOffset + (fromBottom ? height - 1 - top : top) * width + (fromRight ? width - 1 - left : left);
        int step = swapsSides ? (fromBottom ? -width : width) : (fromRight ? -1 : 1);
        if (step == 1) {
            System.arraycopy(row, rowOffset, plane, first, storedWidth);
            return;
        }
        for (int x = 0; x < storedWidth; x++) {
            plane[first + x * step] = row[rowOffset + x];
        }
    }
}
