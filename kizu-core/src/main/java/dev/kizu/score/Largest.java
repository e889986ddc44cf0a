package dev.kizu.score;

import java.util.Arrays;

/** The largest of many values. */
final class Largest {
    /** With fewer values than this for each that is wanted, sorting all is faster. */
    private static final int FEW = 16;

    private Largest() {}

    /**
     * The largest values in rising order, which {@link Float#compare} knows.
     *
     * @param count how many, at most as many as there are
     */
    static float[] of(float[] values, int count) {
        if (count > values.length / FEW) {
            float[] sorted = values.clone();
            Arrays.sort(sorted);
            return Arrays.copyOfRange(sorted, values.length - count, values.length);
        }
        float[] largest = Arrays.copyOf(values, count);
        Arrays.sort(largest);
        for (int i = count; i < values.length; i++) {
            if (Float.compare(values[i], largest[0]) > 0) {
                replaceLeast(largest, values[i]);
            }
        }
        return largest;
    }

    private static void replaceLeast(float[] rising, float value) {
        int place = 0;
        for (; place + 1 < rising.length && Float.compare(rising[place + 1], value) < 0; place++) {
            rising[place] = rising[place + 1];
        }
        rising[place] = value;
    }
}
