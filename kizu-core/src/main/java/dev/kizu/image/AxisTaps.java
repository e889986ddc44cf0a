package dev.kizu.image;

/**
 * Along one axis: which old samples make a new one, and with which weights.
 *
 * <p>New sample {@code j} is the sum over {@code k} below {@code counts[j]} of old sample {@code first[j] + k} times
 * {@code weights[j * stride + k]}. Weights are above 0 and sum to 1.
 */
record AxisTaps(int[] first, int[] counts, double[] weights, int stride) {
    private AxisTaps(int to, int stride) {
        this(new int[to], new int[to], new double[to * stride], stride);
    }

    static AxisTaps of(int from, int to) {
        return to <= from ? area(from, to) : linear(from, to);
    }

    /** A new sample covers {@code from / to} old ones, the outer two in part. Coverage is counted in whole parts of an old sample. */
    private static AxisTaps area(int from, int to) {
        AxisTaps taps = new AxisTaps(to, (from + to - 1) / to + 1);
        for (int j = 0; j < to; j++) {
            for (int old = firstCovered(j, from, to); old < endCovered(j, from, to); old++) {
                taps.add(j, old, overlap(old, j, from, to) / (double) from);
            }
        }
        return taps;
    }

    /** Between the centres of old samples straight lines, beyond the outer two what they are. */
    private static AxisTaps linear(int from, int to) {
        AxisTaps taps = new AxisTaps(to, 2);
        for (int j = 0; j < to; j++) {
            // In units of half a new sample.
            long place = Math.min(Math.max(0, (2L * j + 1) * from - to), 2L * to * (from - 1));
            int old = (int) (place / (2L * to));
            double share = (place - 2L * to * old) / (2.0 * to);
            taps.add(j, old, 1 - share);
            if (share > 0) {
                taps.add(j, old + 1, share);
            }
        }
        return taps;
    }

    private void add(int j, int old, double weight) {
        if (counts[j] == 0) {
            first[j] = old;
        }
        weights[j * stride + counts[j]++] = weight;
    }

    /** The first of the {@code from} old samples that one of {@code to} new ones covers. */
    static int firstCovered(int fresh, int from, int to) {
        return (int) ((long) fresh * from / to);
    }

    /** One after the last. */
    static int endCovered(int fresh, int from, int to) {
        return (int) (((fresh + 1L) * from + to - 1) / to);
    }

    /** What an old and a new sample that covers it have in common, where an old one is {@code to} long and a new one {@code from}. */
    static long overlap(int old, int fresh, int from, int to) {
        long end = Math.min((old + 1L) * to, (fresh + 1L) * from);
        return end - Math.max((long) old * to, (long) fresh * from);
    }
}
