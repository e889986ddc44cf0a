package dev.kizu.features.patchcore;

import dev.kizu.features.map.FeatureMap;
import dev.kizu.nn.kernel.Kernel;
import dev.kizu.nn.kernel.Kernels;
import dev.kizu.nn.kernel.Lanes;
import dev.kizu.nn.kernel.LinearPlan;
import dev.kizu.parallel.Team;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The neighbours of all entries of a bank at once, sixteen entries in the lanes: {@code size * size * dimensions} multiply-adds. Distances by products
 * are off by rounding, so some more neighbours are kept than asked for, and sorted by their distances in full.
 */
final class NeighbourTable {
    private static final int CHUNK = 256;
    /** More neighbours than asked for, against rounding. */
    private static final int SPARE = 15;

    private final MemoryBank bank;
    private final int dimensions;
    private final int count;
    private final int kept;
    private final float[] mean;
    private final Centres centres;
    private final FeatureMap features;

    private NeighbourTable(MemoryBank bank, int count) {
        this.bank = bank;
        this.dimensions = bank.dimensions();
        this.count = count;
        this.kept = Math.min(bank.size(), count + SPARE);
        this.mean = NearestSearch.mean(dimensions, bank.entries());
        this.centres = new Centres(mean, bank.size());
        this.features = FeatureMap.of(dimensions, 1, bank.size());
        for (int entry = 0; entry < bank.size(); entry++) {
            centres.add(bank.entries(), entry * dimensions, 1);
            for (int i = 0; i < dimensions; i++) {
                features.values()[i * features.stride() + entry] = bank.entries()[entry * dimensions + i] - mean[i];
            }
        }
    }

    /** What {@link MemoryBank#neighbours} says of each entry, one after another. */
    static int[] of(MemoryBank bank, int count, int threads) {
        NeighbourTable maker = new NeighbourTable(bank, count);
        int[] table = new int[Math.multiplyExact(bank.size(), count)];
        int blocks = maker.features.blocks();
        Team.run(Math.min(threads, blocks), member -> {
            Scratch scratch = maker.new Scratch();
            for (int block = member.from(blocks); block < member.to(blocks); block++) {
                maker.fill(block, scratch, table);
            }
        });
        return table;
    }

    private void fill(int block, Scratch scratch, int[] table) {
        features.copyBlock(block, scratch.values, 0);
        for (float[] distances : scratch.distances) {
            Arrays.fill(distances, Float.POSITIVE_INFINITY);
        }
        Kernel kernel = Kernels.best();
        for (int chunk = 0; chunk < bank.size(); chunk += CHUNK) {
            int rows = Math.min(CHUNK, bank.size() - chunk);
            LinearPlan plan = scratch.plan(Centres.rounded(rows));
            kernel.linear(
                    plan,
                    centres.packed(),
                    centres.packedAt(chunk),
                    centres.halfSquares(),
                    chunk,
                    false,
                    scratch.values,
                    0,
                    scratch.results,
                    0);
            scratch.minima.of(scratch.results, plan.rows(), scratch.least);
            for (int lane = 0; lane < Lanes.COUNT; lane++) {
                if (scratch.least[lane] < scratch.distances[lane][kept - 1]) {
                    scratch.keep(lane, chunk, rows);
                }
            }
        }
        int first = block * Lanes.COUNT;
        for (int lane = 0; lane < Math.min(Lanes.COUNT, bank.size() - first); lane++) {
            sort(first + lane, scratch.entries[lane], table);
        }
    }

    private void sort(int entry, int[] found, int[] table) {
        record Neighbour(int entry, double distance) {}
        int to = entry * count;
        table[to] = entry;
        int[] others = IntStream.of(found)
                .filter(other -> other != entry)
                .mapToObj(other -> new Neighbour(other, bank.distance(other, bank.entries(), entry * dimensions)))
                .sorted((a, b) -> a.distance != b.distance
                        ? Double.compare(a.distance, b.distance)
                        : Integer.compare(a.entry, b.entry))
                .mapToInt(Neighbour::entry)
                .limit(count - 1L)
                .toArray();
        System.arraycopy(others, 0, table, to + 1, others.length);
    }

    /** What a thread computes in. */
    private final class Scratch {
        final float[] values = new float[dimensions * Lanes.COUNT];
        final float[] results = new float[CHUNK * Lanes.COUNT];
        final float[] least = new float[Lanes.COUNT];
        final float[][] distances = new float[Lanes.COUNT][kept];
        final int[][] entries = new int[Lanes.COUNT][kept];
        final LaneMinima minima = new LaneMinima(CHUNK);
        private LinearPlan plan = Centres.plan(dimensions, CHUNK);

        LinearPlan plan(int rows) {
            if (plan.rows() != rows) {
                plan = Centres.plan(dimensions, rows);
            }
            return plan;
        }

        /** Sorts those of a chunk in that are near enough; of those equally far the first ones come first. */
        void keep(int lane, int chunk, int rows) {
            float[] kepts = distances[lane];
            for (int row = 0; row < rows; row++) {
                float distance = results[row * Lanes.COUNT + lane];
                if (distance < kepts[kept - 1]) {
                    int place = kept - 1;
                    while (place > 0 && kepts[place - 1] > distance) {
                        kepts[place] = kepts[place - 1];
                        entries[lane][place] = entries[lane][place - 1];
                        place--;
                    }
                    kepts[place] = distance;
                    entries[lane][place] = chunk + row;
                }
            }
        }
    }
}
