package dev.kizu.nn.kernel;

/** Places of sixteen lanes that belong together, as runs of memory in which they lie side by side. Not thread-safe. */
final class ScalarRuns {
    private final int[] starts;
    private final int[] lengths;
    private int count;

    ScalarRuns(int mostPlaces) {
        starts = new int[mostPlaces];
        lengths = new int[mostPlaces];
    }

    /**
     * Holds these places and no others.
     *
     * @param offsets those of one group; group g begins {@code g * stride} floats further on
     * @param from number of the first place, counted through all groups
     */
    void set(int[] offsets, int stride, int from, int places) {
        count = 0;
        int group = from / offsets.length;
        int position = from % offsets.length;
        int end = -1;
        for (int i = 0; i < places; i++) {
            int start = group * stride + offsets[position];
            if (start != end || i == 0) {
                starts[count] = start;
                lengths[count] = 0;
                count++;
                end = start;
            }
            lengths[count - 1] += Lanes.COUNT;
            end += Lanes.COUNT;
            position++;
            if (position == offsets.length) {
                position = 0;
                group++;
            }
        }
    }

    /** Copies the places, which are scattered over a buffer, one after the other to the beginning of an array. */
    void gather(float[] buffer, int at, float[] target) {
        System.arraycopy(buffer, at + starts[0], target, 0, lengths[0]);
        int to = lengths[0];
        for (int i = 1; i < count; i++) {
            System.arraycopy(buffer, at + starts[i], target, to, lengths[i]);
            to += lengths[i];
        }
    }

    /** The way back. */
    void scatter(float[] source, float[] buffer, int at) {
        int from = 0;
        for (int i = 0; i < count; i++) {
            System.arraycopy(source, from, buffer, at + starts[i], lengths[i]);
            from += lengths[i];
        }
    }
}
