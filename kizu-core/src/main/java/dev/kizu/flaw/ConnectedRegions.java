package dev.kizu.flaw;

import java.util.Arrays;

/**
 * The 8-connected regions of a plane of booleans: true pixels that touch by a side or a corner belong together. Arrays are shared, not
 * copied: treat them as read-only.
 *
 * @param height rows
 * @param width columns
 * @param labels {@code height * width} numbers, row by row: 0 where the plane is false, else the number of the pixel's region, from 1 on in
 *     the order of the regions' first pixels
 * @param sizes pixels of each region; that of region {@code i} is at index {@code i - 1}
 */
public record ConnectedRegions(int height, int width, int[] labels, int[] sizes) {
    /**
     * Finds the regions of a plane, in time and memory linear in its pixels.
     *
     * @param plane {@code height * width} values, row by row; left as it is
     * @throws IllegalArgumentException if a side is below 1 or the plane has another length
     */
    public static ConnectedRegions of(boolean[] plane, int height, int width) {
        checkLength("plane", plane.length, height, width);
        int[] labels = new int[plane.length];
        int[] sizes = new int[16];
        int count = 0;
        Fill fill = new Fill(plane, labels, height, width);
        for (int i = 0; i < plane.length; i++) {
            if (plane[i] && labels[i] == 0) {
                if (count == sizes.length) {
                    sizes = Arrays.copyOf(sizes, 2 * count);
                }
                sizes[count] = fill.from(i, count + 1);
                count++;
            }
        }
        return new ConnectedRegions(height, width, labels, Arrays.copyOf(sizes, count));
    }

    /** Number of regions. */
    public int count() {
        return sizes.length;
    }

    static void checkLength(String what, int length, int height, int width) {
        if (height < 1 || width < 1 || (long) height * width != length) {
            throw new IllegalArgumentException("a %s of %d x %d (rows, columns) has %d values, got %d"
                    .formatted(what, height, width, (long) height * width, length));
        }
    }

    /** Flood fill with a stack of its own: a region as long as the image would overflow the thread's. */
    private static final class Fill {
        private final boolean[] plane;
        private final int[] labels;
        private final int height;
        private final int width;
        private int[] stack = new int[64];
        private int depth;

        Fill(boolean[] plane, int[] labels, int height, int width) {
            this.plane = plane;
            this.labels = labels;
            this.height = height;
            this.width = width;
        }

        int from(int start, int label) {
            int size = 0;
            push(start, label);
            while (depth > 0) {
                int place = stack[--depth];
                size++;
                int row = place / width;
                int column = place - row * width;
                int left = Math.max(0, column - 1);
                int right = Math.min(width - 1, column + 1);
                for (int y = Math.max(0, row - 1); y <= Math.min(height - 1, row + 1); y++) {
                    for (int i = y * width + left; i <= y * width + right; i++) {
                        if (plane[i] && labels[i] == 0) {
                            push(i, label);
                        }
                    }
                }
            }
            return size;
        }

        private void push(int place, int label) {
            // Labelled before it is visited, so that no pixel is pushed twice.
            labels[place] = label;
            if (depth == stack.length) {
                stack = Arrays.copyOf(stack, 2 * depth);
            }
            stack[depth++] = place;
        }
    }
}
