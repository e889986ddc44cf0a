package dev.kizu.features.patchcore;

import dev.kizu.features.map.FeatureMap;
import dev.kizu.parallel.Team;

/**
 * PatchCore's memory bank: features of normal images, and how far others lie from them.
 *
 * <p>Source: Roth, Pemula, Zepeda, Schölkopf, Brox and Gehler 2021, "Towards Total Recall in Industrial Anomaly Detection" (arXiv
 * 2106.08265). A position's score is its distance to the nearest entry, an image's score equations 6 and 7.
 *
 * <p>The nearest entry is found exactly, up to rounding: where two are nearest within some millionths of the features' squared length, either
 * may count. The distance is then computed from the difference itself.
 *
 * <p>Deviations from the paper:
 *
 * <ul>
 *   <li>Where a bank has fewer entries than neighbours are asked for, all are taken; with only one, there is nothing to weigh by, and the score
 *       is the distance.
 *   <li>Exponentials are those of distances less the largest, which changes nothing but that they do not overflow.
 * </ul>
 *
 * <p>Immutable by convention (the entries are shared, not copied), and thread-safe. Benchmark: {@code CoresetBench}.
 */
public final class MemoryBank {
    /** Neighbours that an image's score is weighed by, as in the authors' code. */
    public static final int NEIGHBOURS = 9;

    private final int dimensions;
    private final float[] entries;
    private final NearestSearch search;

    /**
     * A bank.
     *
     * @param dimensions length of an entry
     * @param entries one entry after another, finite
     * @throws IllegalArgumentException if there is no entry, or part of one
     */
    public MemoryBank(int dimensions, float[] entries) {
        if (dimensions < 1 || entries.length == 0 || entries.length % dimensions != 0) {
            throw new IllegalArgumentException(
                    "a bank of %d values with %d dimensions, expected at least one whole entry"
                            .formatted(entries.length, dimensions));
        }
        for (int i = 0; i < entries.length; i++) {
            if (!Float.isFinite(entries[i])) {
                throw new IllegalArgumentException("entry %d of the bank has the value %s, expected finite numbers"
                        .formatted(i / dimensions, entries[i]));
            }
        }
        this.dimensions = dimensions;
        this.entries = entries;
        this.search = new NearestSearch(dimensions, entries);
    }

    /** Length of an entry. */
    public int dimensions() {
        return dimensions;
    }

    /** Number of entries. */
    public int size() {
        return entries.length / dimensions;
    }

    /** One entry after another. */
    public float[] entries() {
        return entries;
    }

    /** The nearest entry of each position, by one thread. */
    public Nearest nearest(FeatureMap map) {
        return nearest(map, 1);
    }

    /**
     * The nearest entry of each position. Costs {@code positions * size * dimensions} multiply-adds.
     *
     * @param threads at least 1; results do not depend on it
     * @throws IllegalArgumentException if the map has other dimensions
     */
    public Nearest nearest(FeatureMap map, int threads) {
        if (map.dimensions() != dimensions) {
            throw new IllegalArgumentException(
                    "features of %d dimensions, expected %d".formatted(map.dimensions(), dimensions));
        }
        Nearest nearest = new Nearest(new float[map.positions()], new int[map.positions()]);
        int blocks = map.blocks();
        Team.run(
                Math.min(threads, blocks),
                member -> search.find(map, member.from(blocks), member.to(blocks), nearest.entries()));
        float[] feature = new float[dimensions];
        for (int position = 0; position < map.positions(); position++) {
            feature(map, position, feature);
            nearest.distances()[position] = (float) distance(nearest.entries()[position], feature, 0);
        }
        return nearest;
    }

    private static void feature(FeatureMap map, int position, float[] target) {
        for (int i = 0; i < target.length; i++) {
            target[i] = map.get(i, position);
        }
    }

    /** Between an entry and a vector. */
    double distance(int entry, float[] vector, int at) {
        double sum = 0;
        for (int i = 0; i < dimensions; i++) {
            double difference = (double) vector[at + i] - entries[entry * dimensions + i];
            sum += difference * difference;
        }
        return Math.sqrt(sum);
    }

    /**
     * The image's score: with s* the largest distance of a position, x that position's feature, m its nearest entry, and N the entries
     * nearest to m, m itself among them, {@code s = (1 - exp(|x - m|) / sum over n in N of exp(|x - n|)) * s*}.
     *
     * @param nearest what {@link #nearest} gave for the map
     * @param neighbours size of N, at least 1; with 1 the score is s*
     */
    public double imageScore(FeatureMap map, Nearest nearest, int neighbours) {
        int position = nearest.mostAnomalous();
        return weight(map, nearest, position, neighbours) * nearest.distances()[position];
    }

    /**
     * What the distance of a position is multiplied with where it stands for the image: the bracket of {@link #imageScore}, in [0, 1].
     *
     * @param nearest what {@link #nearest} gave for the map
     * @param position that stands for the image
     * @param neighbours size of N, at least 1; with 1 the weight is 1
     */
    public double weight(FeatureMap map, Nearest nearest, int position, int neighbours) {
        int entry = nearest.entries()[position];
        int[] around = neighbours(entry, neighbours);
        if (around.length == 1) {
            return 1;
        }
        float[] feature = new float[dimensions];
        feature(map, position, feature);
        double[] distances = new double[around.length];
        double largest = 0;
        for (int i = 0; i < around.length; i++) {
            distances[i] = distance(around[i], feature, 0);
            largest = Math.max(largest, distances[i]);
        }
        double sum = 0;
        double others = 0;
        for (int i = 0; i < around.length; i++) {
            double exponential = Math.exp(distances[i] - largest);
            sum += exponential;
            others += around[i] == entry ? 0 : exponential;
        }
        // The others' share is one less the entry's own, without cancelling where the entry's is near 1.
        return others / sum;
    }

    /** The image's score by {@value #NEIGHBOURS} neighbours. */
    public double imageScore(FeatureMap map, Nearest nearest) {
        return imageScore(map, nearest, NEIGHBOURS);
    }

    /**
     * The entries nearest to an entry, itself first, then by distance; of those equally far the first ones.
     *
     * @param count how many, at least 1; all if there are fewer
     */
    public int[] neighbours(int entry, int count) {
        if (count < 1) {
            throw new IllegalArgumentException("%d neighbours, expected at least 1".formatted(count));
        }
        int[] nearest = new int[Math.min(count, size())];
        double[] distances = new double[nearest.length];
        nearest[0] = entry;
        int found = 1;
        for (int other = 0; other < size(); other++) {
            if (other == entry) {
                continue;
            }
            double distance = distance(other, entries, entry * dimensions);
            if (found == nearest.length && (found == 1 || distance >= distances[found - 1])) {
                continue;
            }
            int place = Math.min(found, nearest.length - 1);
            while (place > 1 && distances[place - 1] > distance) {
                distances[place] = distances[place - 1];
                nearest[place] = nearest[place - 1];
                place--;
            }
            distances[place] = distance;
            nearest[place] = other;
            found = Math.min(found + 1, nearest.length);
        }
        return nearest;
    }

    /**
     * {@link #neighbours} of all entries, one entry after another. Costs {@code size * size * dimensions} multiply-adds.
     *
     * @param count as for {@link #neighbours}, at most {@link #size}
     * @param threads at least 1; results do not depend on it
     */
    public int[] neighbourTable(int count, int threads) {
        if (count < 1 || count > size()) {
            throw new IllegalArgumentException(
                    "%d neighbours in a bank of %d, expected from 1 to all".formatted(count, size()));
        }
        return NeighbourTable.of(this, count, threads);
    }
}
