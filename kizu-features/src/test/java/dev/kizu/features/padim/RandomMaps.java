package dev.kizu.features.padim;

import dev.kizu.features.map.FeatureMap;
import dev.kizu.random.CounterRandom;
import java.util.ArrayList;
import java.util.List;

/** Images whose features have means far from 0, unequal spreads and correlations, other ones at each position. */
final class RandomMaps {
    private RandomMaps() {}

    static List<FeatureMap> of(int images, int dimensions, int positions, long seed) {
        CounterRandom random = new CounterRandom(seed, "test maps");
        List<FeatureMap> maps = new ArrayList<>();
        for (int image = 0; image < images; image++) {
            FeatureMap map = FeatureMap.of(dimensions, 1, positions);
            float[] drawn = new float[dimensions + 1];
            for (int position = 0; position < positions; position++) {
                random.gaussians((long) image * positions + position, drawn.length, drawn, 0, 1);
                for (int i = 0; i < dimensions; i++) {
                    double middle = 4 * random.unit(-1 - position, i);
                    double spread = 0.2 + random.unit(-1 - position, dimensions + i);
                    double value = middle + spread * (drawn[i] + 0.7 * drawn[dimensions]);
                    map.values()[i * map.stride() + position] = (float) value;
                }
            }
            maps.add(map);
        }
        return maps;
    }
}
