package dev.kizu.features.padim;

import dev.kizu.features.map.FeatureMap;
import dev.kizu.random.CounterRandom;
import java.util.ArrayList;
import java.util.List;

/** Images whose features are all independent and standard normal. */
final class NormalMaps {
    private NormalMaps() {}

    static List<FeatureMap> of(int images, int dimensions, int positions, long seed) {
        CounterRandom random = new CounterRandom(seed, "normal maps");
        List<FeatureMap> maps = new ArrayList<>();
        for (int image = 0; image < images; image++) {
            FeatureMap map = FeatureMap.of(dimensions, 1, positions);
            random.gaussians(image, map.values().length, map.values(), 0, 1);
            maps.add(map);
        }
        return maps;
    }
}
