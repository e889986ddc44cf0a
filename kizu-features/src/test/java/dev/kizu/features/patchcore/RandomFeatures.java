package dev.kizu.features.patchcore;

import dev.kizu.features.map.FeatureMap;
import dev.kizu.random.CounterRandom;

/** Random features: around a few centres, all far from 0, where clustered; else independent. */
final class RandomFeatures {
    private static final int CLUSTERS = 5;

    private RandomFeatures() {}

    static float[][] of(int count, int dimensions, boolean clustered, long seed) {
        CounterRandom random = new CounterRandom(seed, "test features");
        float[][] features = new float[count][dimensions];
        for (int i = 0; i < count; i++) {
            random.gaussians(i, dimensions, features[i], 0, 1);
            if (clustered) {
                int cluster = random.below(CLUSTERS, i, -1);
                for (int j = 0; j < dimensions; j++) {
                    features[i][j] = (float) (5 + 3 * random.unit(-1 - cluster, j) + 0.1 * features[i][j]);
                }
            }
        }
        return features;
    }

    static PatchFeatures patches(float[][] features) {
        PatchFeatures patches = new PatchFeatures(features[0].length, features.length, 1);
        for (float[] feature : features) {
            patches.add(feature);
        }
        return patches;
    }

    static FeatureMap map(float[][] features) {
        FeatureMap map = FeatureMap.of(features[0].length, 1, features.length);
        for (int i = 0; i < features.length; i++) {
            for (int j = 0; j < features[i].length; j++) {
                map.values()[j * map.stride() + i] = features[i][j];
            }
        }
        return map;
    }

    static float[] flat(float[][] features) {
        return patches(features).entries(range(features.length));
    }

    static int[] range(int count) {
        int[] range = new int[count];
        for (int i = 0; i < count; i++) {
            range[i] = i;
        }
        return range;
    }
}
