package dev.kizu.evaluate;

import java.util.Arrays;

/** Sorts 32-bit numbers as unsigned: by counting, 11 bits at a time, several times faster than by comparing. */
final class NumberSort {
    private static final int BITS = 11;
    private static final int BUCKETS = 1 << BITS;

    private NumberSort() {}

    /**
     * Sorts the first numbers of an array.
     *
     * @param spare of the same length or longer; what is in it is lost
     */
    static void sort(int[] numbers, int length, int[] spare) {
        int[] from = numbers;
        int[] to = spare;
        int[] starts = new int[BUCKETS + 1];
        for (int shift = 0; shift < 32; shift += BITS) {
            Arrays.fill(starts, 0);
            for (int i = 0; i < length; i++) {
                starts[(from[i] >>> shift & (BUCKETS - 1)) + 1]++;
            }
            for (int i = 0; i < BUCKETS; i++) {
                starts[i + 1] += starts[i];
            }
            for (int i = 0; i < length; i++) {
                to[starts[from[i] >>> shift & (BUCKETS - 1)]++] = from[i];
            }
            int[] swap = from;
            from = to;
            to = swap;
        }
        // Three passes leave the result in the other array.
        System.arraycopy(from, 0, numbers, 0, length);
    }
}
