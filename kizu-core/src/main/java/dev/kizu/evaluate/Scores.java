package dev.kizu.evaluate;

import java.util.Arrays;

/** Checks scores before anything is computed from them. */
final class Scores {
    private Scores() {}

    /** A checked copy, ascending, in which minus zero has become zero so that the two are ties. */
    static double[] sorted(String side, double[] scores) {
        double[] copy = checked(side, scores);
        Arrays.sort(copy);
        return copy;
    }

    /** A checked copy in the order given, in which minus zero has become zero. */
    static double[] checked(String side, double[] scores) {
        if (scores.length == 0) {
            throw new IllegalArgumentException(
                    "no %s scores: evaluation compares normal with anomalous images, score at least one of each".formatted(side));
        }
        double[] copy = new double[scores.length];
        for (int i = 0; i < scores.length; i++) {
            if (Double.isNaN(scores[i])) {
                throw new IllegalArgumentException(("%s score %d of %d (counted from 0) is NaN, expected a number or an infinity: "
                                + "training may have diverged; train again with a stable preset, or leave that image out")
                        .formatted(side, i, scores.length));
            }
            copy[i] = scores[i] + 0.0;
        }
        return copy;
    }
}
