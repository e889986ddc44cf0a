package dev.kizu.features.patchcore;

import dev.kizu.features.map.FeatureMap;
import dev.kizu.nn.kernel.Lanes;
import dev.kizu.random.CounterRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * The features of all positions of some images, without regard to where they are: what a memory bank is chosen from. Up to a capacity all are
 * kept, and beyond it a uniform sample of them (algorithm R, Vitter 1985), so that memory is bounded whatever the number of images.
 *
 * <p>Sixteen features lie side by side: {@code [block][dimension][16]}. Not thread-safe while features are added.
 */
public final class PatchFeatures {
    /** Blocks in an array: a bank of thousands of images would not fit into one. */
    private static final int CHUNK = 512;

    private final int dimensions;
    private final int capacity;
    private final CounterRandom random;
    private final List<float[]> chunks = new ArrayList<>();
    private int count;
    private long seen;

    /**
     * Nothing yet.
     *
     * @param dimensions length of a feature, at least 1
     * @param capacity most features to keep, at least 1
     * @param seed draws which are kept where there are more
     */
    public PatchFeatures(int dimensions, int capacity, long seed) {
        if (dimensions < 1 || capacity < 1) {
            throw new IllegalArgumentException("room for %d features of %d dimensions, expected at least 1 of each"
                    .formatted(capacity, dimensions));
        }
        this.dimensions = dimensions;
        this.capacity = capacity;
        this.random = new CounterRandom(seed, "sample of features");
    }

    /** So many features that are all 0, to be filled block by block. */
    static PatchFeatures zeros(int dimensions, int count) {
        PatchFeatures features = new PatchFeatures(dimensions, count, 0);
        for (int i = 0; i < count; i++) {
            features.place();
        }
        return features;
    }

    /**
     * Adds the features of an image's positions, in order.
     *
     * @throws IllegalArgumentException if the map has other dimensions
     */
    public void add(FeatureMap map) {
        if (map.dimensions() != dimensions) {
            throw new IllegalArgumentException(
                    "features of %d dimensions, expected %d".formatted(map.dimensions(), dimensions));
        }
        float[] block = new float[dimensions * Lanes.COUNT];
        for (int i = 0; i < map.blocks(); i++) {
            map.copyBlock(i, block, 0);
            int lanes = Math.min(Lanes.COUNT, map.positions() - i * Lanes.COUNT);
            for (int lane = 0; lane < lanes; lane++) {
                int place = place();
                if (place >= 0) {
                    put(place, block, lane);
                }
            }
        }
    }

    /** Adds one feature of {@code dimensions} values. */
    public void add(float[] feature) {
        if (feature.length != dimensions) {
            throw new IllegalArgumentException(
                    "a feature of %d dimensions, expected %d".formatted(feature.length, dimensions));
        }
        add(new FeatureMap(dimensions, 1, 1, spread(feature)));
    }

    private static float[] spread(float[] feature) {
        float[] planes = new float[feature.length * Lanes.COUNT];
        for (int i = 0; i < feature.length; i++) {
            planes[i * Lanes.COUNT] = feature[i];
        }
        return planes;
    }

    /** Where the next feature goes; -1 if it is not kept. */
    private int place() {
        long number = seen++;
        if (count < capacity) {
            if (count % (CHUNK * Lanes.COUNT) == 0) {
                int blocks = Math.min(CHUNK, Lanes.groups(capacity - count));
                chunks.add(new float[Math.multiplyExact(blocks, dimensions * Lanes.COUNT)]);
            }
            return count++;
        }
        long drawn = Math.floorMod(random.bits(number, 0), number + 1);
        return drawn < capacity ? (int) drawn : -1;
    }

    private void put(int place, float[] block, int lane) {
        float[] target = chunk(place / Lanes.COUNT);
        int at = at(place / Lanes.COUNT) + place % Lanes.COUNT;
        for (int i = 0; i < dimensions; i++) {
            target[at + i * Lanes.COUNT] = block[i * Lanes.COUNT + lane];
        }
    }

    /** Length of a feature. */
    public int dimensions() {
        return dimensions;
    }

    /** Number of features that are kept. */
    public int count() {
        return count;
    }

    /** Number of features that have been added. */
    public long seen() {
        return seen;
    }

    int blocks() {
        return Lanes.groups(count);
    }

    /** The array that a block lies in. */
    float[] chunk(int block) {
        return chunks.get(block / CHUNK);
    }

    /** Where in its array a block begins. */
    int at(int block) {
        return block % CHUNK * dimensions * Lanes.COUNT;
    }

    /** One value of one feature. */
    public float get(int feature, int dimension) {
        int block = feature / Lanes.COUNT;
        return chunk(block)[at(block) + dimension * Lanes.COUNT + feature % Lanes.COUNT];
    }

    /**
     * Some features, one after another.
     *
     * @param features their numbers, below {@link #count}
     */
    public float[] entries(int[] features) {
        float[] entries = new float[Math.multiplyExact(features.length, dimensions)];
        for (int i = 0; i < features.length; i++) {
            for (int dimension = 0; dimension < dimensions; dimension++) {
                entries[i * dimensions + dimension] = get(features[i], dimension);
            }
        }
        return entries;
    }

    /** The mean of all features. */
    float[] mean() {
        double[] sums = new double[dimensions];
        for (int block = 0; block < blocks(); block++) {
            float[] chunk = chunk(block);
            int at = at(block);
            int lanes = Math.min(Lanes.COUNT, count - block * Lanes.COUNT);
            for (int i = 0; i < dimensions; i++) {
                double sum = 0;
                for (int lane = 0; lane < lanes; lane++) {
                    sum += chunk[at + i * Lanes.COUNT + lane];
                }
                sums[i] += sum;
            }
        }
        float[] mean = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
            mean[i] = (float) (sums[i] / Math.max(1, count));
        }
        return mean;
    }
}
