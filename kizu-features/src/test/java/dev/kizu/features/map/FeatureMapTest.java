package dev.kizu.features.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FeatureMapTest {
    @Test
    void blocksHoldSixteenPositionsAndZerosWhereThereAreNone() {
        for (int positions : new int[] {1, 15, 16, 17, 100}) {
            FeatureMap map = FeatureMap.of(3, 1, positions);
            for (int i = 0; i < map.values().length; i++) {
                map.values()[i] = i + 1;
            }
            float[] block = new float[2 + 3 * 16];
            for (int b = 0; b < map.blocks(); b++) {
                Arrays.fill(block, -1);
                map.copyBlock(b, block, 2);
                for (int dimension = 0; dimension < 3; dimension++) {
                    for (int lane = 0; lane < 16; lane++) {
                        int position = b * 16 + lane;
                        float expected = position < positions ? map.get(dimension, position) : 0;
                        assertThat(block[2 + dimension * 16 + lane]).isEqualTo(expected);
                    }
                }
            }
        }
    }
}
