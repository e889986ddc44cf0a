package dev.kizu.nn.kernel;

/**
 * A plan's positions, cut into segments of up to sixteen that the hot loops run over. Where positions lie side by side, as those of a row do, a
 * segment is a row or a part of one, and segments that lie below each other follow each other, so that the next one finds most of
 * its input copied already. Not thread-safe.
 */
final class ScalarSegments {
    private static final int LONGEST = ScalarScratch.RUN / Lanes.COUNT;

    private int[] firsts = new int[LONGEST];
    private int[] sizes = new int[LONGEST];
    private int[] steps = new int[LONGEST];
    private int count;

    /** Cuts. */
    void cut(int[] positions) {
        if (firsts.length < positions.length) {
            firsts = new int[positions.length];
            sizes = new int[positions.length];
            steps = new int[positions.length];
        }
        count = 0;
        int width = rowWidth(positions);
        if (width <= LONGEST) {
            int together = 2 * width >= LONGEST ? width : LONGEST / width * width;
            for (int first = 0; first < positions.length; first += together) {
                add(positions, first, Math.min(together, positions.length - first));
            }
            return;
        }
        int parts = (width + LONGEST - 1) / LONGEST;
        int part = (width + parts - 1) / parts;
        for (int column = 0; column < width; column += part) {
            for (int row = 0; row < positions.length; row += width) {
                add(positions, row + column, Math.min(part, width - column));
            }
        }
    }

    private void add(int[] positions, int first, int size) {
        firsts[count] = first;
        sizes[count] = size;
        steps[count] = count == 0 || sizes[count - 1] != size ? 0 : step(positions, firsts[count - 1], first, size);
        count++;
    }

    private static int step(int[] positions, int from, int to, int size) {
        int step = positions[to] - positions[from];
        for (int i = 1; i < size; i++) {
            if (positions[to + i] - positions[from + i] != step) {
                return 0;
            }
        }
        return step;
    }

    /** How many positions lie side by side, if that is the same everywhere; else 1. */
    private static int rowWidth(int[] positions) {
        int width = 1;
        while (width < positions.length && positions[width] == positions[width - 1] + Lanes.COUNT) {
            width++;
        }
        if (positions.length % width != 0) {
            return 1;
        }
        for (int i = 1; i < positions.length; i++) {
            if (i % width != 0 && positions[i] != positions[i - 1] + Lanes.COUNT) {
                return 1;
            }
        }
        return width;
    }

    /** Number of segments. */
    int count() {
        return count;
    }

    /** First position of a segment. */
    int first(int segment) {
        return firsts[segment];
    }

    /** Number of positions of a segment. */
    int size(int segment) {
        return sizes[segment];
    }

    /** How far a segment's positions lie from those of the one before; 0 if that is not the same for all of them. */
    int step(int segment) {
        return steps[segment];
    }
}
