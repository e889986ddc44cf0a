package dev.kizu.model;

import dev.kizu.image.Mask;
import java.util.Arrays;

/**
 * A mask as the lengths of its runs, row by row across the ends of rows: how many pixels are outside, how many after them inside, and so on in
 * turn. The first length is 0 where the first pixel is inside.
 */
final class MaskRuns {
    private MaskRuns() {}

    static int[] of(Mask mask) {
        boolean[] pixels = mask.toArray();
        int[] runs = new int[pixels.length + 1];
        int count = 0;
        boolean inside = false;
        for (boolean pixel : pixels) {
            if (pixel != inside) {
                count++;
                inside = pixel;
            }
            runs[count]++;
        }
        return Arrays.copyOf(runs, count + 1);
    }

    /**
     * The mask with such runs.
     *
     * @throws IllegalArgumentException if they do not add up to its pixels
     */
    static Mask mask(int height, int width, int[] runs) {
        boolean[] pixels = new boolean[height * width];
        long at = 0;
        boolean inside = false;
        for (int run : runs) {
            if (at + run > pixels.length) {
                at = Long.MAX_VALUE;
                break;
            }
            Arrays.fill(pixels, (int) at, (int) at + run, inside);
            at += run;
            inside = !inside;
        }
        if (at != pixels.length) {
            throw new IllegalArgumentException("the runs of the mask have %s pixels in all, expected %d"
                    .formatted(at == Long.MAX_VALUE ? "more" : String.valueOf(at), pixels.length));
        }
        return Mask.of(height, width, pixels);
    }
}
