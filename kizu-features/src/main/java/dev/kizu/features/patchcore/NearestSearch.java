package dev.kizu.features.patchcore;

import dev.kizu.features.map.FeatureMap;
import dev.kizu.nn.kernel.Kernel;
import dev.kizu.nn.kernel.Kernels;
import dev.kizu.nn.kernel.Lanes;
import dev.kizu.nn.kernel.LinearPlan;
import java.util.Arrays;

/** Exact search, sixteen positions in the lanes and the bank in chunks that stay in the cache. Immutable and thread-safe. */
final class NearestSearch {
    /** Entries that stay in the cache while positions pass by: results of sixteen positions take 16 KB. */
    private static final int CHUNK = 256;
    /** Blocks of positions that stay in the cache while entries pass by. */
    private static final int TILE = 16;

    private final int dimensions;
    private final int size;
    private final float[] mean;
    private final Centres centres;
    private final LinearPlan whole;
    private final LinearPlan last;

    NearestSearch(int dimensions, float[] entries) {
        this.dimensions = dimensions;
        this.size = entries.length / dimensions;
        this.mean = mean(dimensions, entries);
        this.centres = new Centres(mean, size);
        for (int entry = 0; entry < size; entry++) {
            centres.add(entries, entry * dimensions, 1);
        }
        int left = size % CHUNK;
        this.whole = Centres.plan(dimensions, CHUNK);
        // Rows that are missing in the last four are infinitely far.
        this.last = Centres.plan(dimensions, Centres.rounded(left));
    }

    /** The mean of entries that lie one after another. */
    static float[] mean(int dimensions, float[] entries) {
        double[] sums = new double[dimensions];
        for (int i = 0; i < entries.length; i++) {
            sums[i % dimensions] += entries[i];
        }
        float[] mean = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
            mean[i] = (float) (sums[i] * dimensions / entries.length);
        }
        return mean;
    }

    /**
     * Finds the nearest entries of the positions in some blocks.
     *
     * @param nearest receives an entry for each of these positions
     */
    void find(FeatureMap map, int fromBlock, int toBlock, int[] nearest) {
        Scratch scratch = new Scratch();
        for (int from = fromBlock; from < toBlock; from += TILE) {
            int to = Math.min(from + TILE, toBlock);
            tile(map, from, to, scratch);
            int first = from * Lanes.COUNT;
            int count = Math.min(to * Lanes.COUNT, map.positions()) - first;
            System.arraycopy(scratch.entries, 0, nearest, first, count);
        }
    }

    private void tile(FeatureMap map, int from, int to, Scratch scratch) {
        for (int block = from; block < to; block++) {
            int at = (block - from) * dimensions * Lanes.COUNT;
            map.copyBlock(block, scratch.values, at);
            for (int i = 0; i < dimensions; i++) {
                float middle = mean[i];
                for (int lane = at + i * Lanes.COUNT; lane < at + (i + 1) * Lanes.COUNT; lane++) {
                    scratch.values[lane] -= middle;
                }
            }
        }
        Arrays.fill(scratch.entries, 0);
        Arrays.fill(scratch.smallest, Float.POSITIVE_INFINITY);
        Kernel kernel = Kernels.best();
        for (int chunk = 0; chunk < size; chunk += CHUNK) {
            LinearPlan plan = size - chunk < CHUNK ? last : whole;
            for (int block = 0; block < to - from; block++) {
                kernel.linear(
                        plan,
                        centres.packed(),
                        centres.packedAt(chunk),
                        centres.halfSquares(),
                        chunk,
                        false,
                        scratch.values,
                        block * dimensions * Lanes.COUNT,
                        scratch.results,
                        0);
                keepSmallest(chunk, plan.rows(), block * Lanes.COUNT, scratch);
            }
        }
    }

    private static void keepSmallest(int chunk, int rows, int at, Scratch scratch) {
        scratch.minima.of(scratch.results, rows, scratch.least);
        for (int lane = 0; lane < Lanes.COUNT; lane++) {
            float least = scratch.least[lane];
            if (least < scratch.smallest[at + lane]) {
                int row = 0;
                while (scratch.results[row * Lanes.COUNT + lane] != least) {
                    row++;
                }
                scratch.smallest[at + lane] = least;
                scratch.entries[at + lane] = chunk + row;
            }
        }
    }

    /** What a thread computes in. */
    private final class Scratch {
        final float[] values = new float[TILE * dimensions * Lanes.COUNT];
        final float[] results = new float[CHUNK * Lanes.COUNT];
        final float[] least = new float[Lanes.COUNT];
        final float[] smallest = new float[TILE * Lanes.COUNT];
        final int[] entries = new int[TILE * Lanes.COUNT];
        final LaneMinima minima = new LaneMinima(CHUNK);
    }
}
