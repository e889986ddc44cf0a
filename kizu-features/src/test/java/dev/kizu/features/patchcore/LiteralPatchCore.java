package dev.kizu.features.patchcore;

import java.util.Arrays;

/** Algorithm 1 and equations 6 and 7 of PatchCore in plain loops. */
final class LiteralPatchCore {
    private LiteralPatchCore() {}

    static double distance(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += ((double) a[i] - b[i]) * ((double) a[i] - b[i]);
        }
        return Math.sqrt(sum);
    }

    static int[] coreset(float[][] features, int first, int size) {
        int[] chosen = new int[size];
        chosen[0] = first;
        double[] nearest = new double[features.length];
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        for (int step = 1; step < size; step++) {
            double farthest = -1;
            for (int i = 0; i < features.length; i++) {
                nearest[i] = Math.min(nearest[i], distance(features[i], features[chosen[step - 1]]));
                if (nearest[i] > farthest) {
                    farthest = nearest[i];
                    chosen[step] = i;
                }
            }
        }
        return chosen;
    }

    static int nearest(float[] feature, float[][] bank) {
        int nearest = 0;
        for (int i = 1; i < bank.length; i++) {
            if (distance(feature, bank[i]) < distance(feature, bank[nearest])) {
                nearest = i;
            }
        }
        return nearest;
    }

    static double imageScore(float[][] image, float[][] bank, int neighbours) {
        float[] test = image[0];
        for (float[] feature : image) {
            if (distance(feature, bank[nearest(feature, bank)]) > distance(test, bank[nearest(test, bank)])) {
                test = feature;
            }
        }
        float[] entry = bank[nearest(test, bank)];
        float[][] around = bank.clone();
        Arrays.sort(around, (a, b) -> Double.compare(distance(a, entry), distance(b, entry)));
        double sum = 0;
        for (int i = 0; i < Math.min(neighbours, around.length); i++) {
            sum += Math.exp(distance(test, around[i]));
        }
        double score = distance(test, entry);
        return (1 - Math.exp(score) / sum) * score;
    }
}
