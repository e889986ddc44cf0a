package dev.kizu.evaluate;

import java.util.Arrays;

/** How many pixels of a {@link ScoreDigest} lie at or above a number, if each lies at one end of its node. */
final class Above {
    private final long[] numbers;
    /** Pixels from each place in {@code numbers} on; one more place than these. */
    private final long[] normal;

    private final long[] anomalous;

    private Above(long[] numbers, long[] normal, long[] anomalous) {
        this.numbers = numbers;
        this.normal = normal;
        this.anomalous = anomalous;
    }

    /** With all pixels at the first number of their node: those that surely lie above. */
    static Above surely(ScoreDigest digest) {
        return of(digest, false);
    }

    /** With all pixels at the last number of their node: those that may lie above. */
    static Above possibly(ScoreDigest digest) {
        return of(digest, true);
    }

    private static Above of(ScoreDigest digest, boolean atTheLast) {
        int size = digest.size;
        long[] order = new long[size];
        for (int i = 0; i < size; i++) {
            long code = digest.codes[i];
            order[i] = (atTheLast ? ScoreDigest.last(code) : ScoreDigest.first(code)) << 31 | i;
        }
        Arrays.sort(order);
        long[] normal = new long[size + 1];
        long[] anomalous = new long[size + 1];
        for (int i = size - 1; i >= 0; i--) {
            int node = (int) order[i] & Integer.MAX_VALUE;
            normal[i] = normal[i + 1] + digest.normal[node];
            anomalous[i] = anomalous[i + 1] + digest.anomalous[node];
            order[i] >>>= 31;
        }
        return new Above(order, normal, anomalous);
    }

    /** Normal pixels at or above a number. */
    long normal(long number) {
        return normal[place(number)];
    }

    /** Anomalous pixels at or above a number. */
    long anomalous(long number) {
        return anomalous[place(number)];
    }

    private int place(long number) {
        int low = 0;
        int high = numbers.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (numbers[middle] < number) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
