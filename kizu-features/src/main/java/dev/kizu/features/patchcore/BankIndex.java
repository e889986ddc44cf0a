package dev.kizu.features.patchcore;

import dev.kizu.features.map.FeatureMap;
import dev.kizu.nn.kernel.Kernels;
import dev.kizu.nn.kernel.Lanes;
import dev.kizu.parallel.Team;
import java.util.Arrays;

/**
 * Finds near entries of a large bank without looking at all of them: along {@link EntryLinks}, by JVector. Mostly the nearest is found, and else one
 * that is hardly farther; never one that is nearer than there is. So distances are right or too large, and {@link #settle} makes sure of the largest,
 * by which an image is scored.
 *
 * <p>Neighbouring positions see nearly the same, so a search starts from what was found at the position before and the one above, and from the nearest of
 * the bank's first entries. Rows are dealt into bands of eight that know nothing of each other: results do not depend on the number of threads.
 *
 * <p>Immutable by convention (arrays are shared, not copied), and thread-safe. Benchmark: {@code BankSearchBench}.
 */
public final class BankIndex {
    private static final int BAND = 8;
    /** Entries that each search may start from: the first of a coreset lie far apart. Links alone may not lead from one cluster to another. */
    private static final int LANDMARKS = 32;
    /** Positions that are searched for exactly together, so that the bank is read once for many. */
    private static final int TOGETHER = 4 * Lanes.COUNT;

    private final int dimensions;
    private final float[] entries;
    private final EntryLinks links;
    private final NearestSearch exact;

    /**
     * An index of a bank.
     *
     * @param dimensions length of an entry
     * @param entries one entry after another, finite
     * @param links between them
     * @throws IllegalArgumentException if there are links of more or fewer entries
     */
    public BankIndex(int dimensions, float[] entries, EntryLinks links) {
        if (links.size() * dimensions != entries.length) {
            throw new IllegalArgumentException("links of %d entries for a bank of %d values with %d dimensions"
                    .formatted(links.size(), entries.length, dimensions));
        }
        this.dimensions = dimensions;
        this.entries = entries;
        this.links = links;
        this.exact = new NearestSearch(dimensions, entries);
    }

    /**
     * A near entry of each position.
     *
     * @param vectors features of an image's positions, row by row, of {@code dimensions} values each
     * @param columns positions in a row
     * @param threads at least 1; results do not depend on it
     * @return with the distances to these entries
     */
    public Nearest nearest(float[] vectors, int columns, int threads) {
        int positions = vectors.length / dimensions;
        int rows = positions / columns;
        int bands = (rows + BAND - 1) / BAND;
        Nearest nearest = new Nearest(new float[positions], new int[positions]);
        Team.run(Math.min(threads, bands), member -> {
            LinkWalk walk = new LinkWalk(dimensions, entries, links);
            for (int band = member.from(bands); band < member.to(bands); band++) {
                for (int row = band * BAND; row < Math.min(rows, (band + 1) * BAND); row++) {
                    for (int column = 0; column < columns; column++) {
                        find(walk, vectors, row, column, columns, nearest.entries());
                    }
                }
            }
        });
        float[] scratch = new float[Lanes.COUNT];
        for (int position = 0; position < positions; position++) {
            measure(vectors, position, nearest, scratch);
        }
        return nearest;
    }

    private void find(LinkWalk walk, float[] vectors, int row, int column, int columns, int[] found) {
        int position = row * columns + column;
        walk.startNowhere();
        walk.startAt(walk.nearestOfFirst(LANDMARKS, vectors, position * dimensions));
        if (column > 0) {
            walk.startAt(found[position - 1]);
        }
        if (row % BAND > 0) {
            walk.startAt(found[position - columns]);
        }
        // Nothing is near to what is not a number.
        found[position] = finite(vectors, position) ? walk.nearest(vectors, position * dimensions) : 0;
    }

    private boolean finite(float[] vectors, int position) {
        for (int i = position * dimensions; i < (position + 1) * dimensions; i++) {
            if (!Float.isFinite(vectors[i])) {
                return false;
            }
        }
        return true;
    }

    private void measure(float[] vectors, int position, Nearest nearest, float[] scratch) {
        int entry = nearest.entries()[position];
        nearest.distances()[position] = (float) Math.sqrt(Kernels.best()
                .squaredDistance(vectors, position * dimensions, entries, entry * dimensions, dimensions, scratch));
    }

    /**
     * Searches exactly for the positions whose distances are largest, until the largest are all exact: others are at most as far as they seem. Each
     * {@value #TOGETHER} cost as many times {@code size * dimensions} multiply-adds.
     *
     * @param vectors as for {@link #nearest}
     * @param among positions that count
     * @param count how many of the largest, at least 1
     * @param nearest what {@link #nearest} gave for them; changed
     */
    public void settle(float[] vectors, int[] among, int count, Nearest nearest) {
        boolean[] settled = new boolean[nearest.entries().length];
        long[] order = new long[among.length];
        int[] some = new int[TOGETHER];
        int[] found = new int[TOGETHER];
        float[] scratch = new float[Lanes.COUNT];
        while (true) {
            for (int i = 0; i < order.length; i++) {
                // Distances are not negative, so that their bits have their order.
                order[i] = (long) Float.floatToIntBits(nearest.distances()[among[i]]) << Integer.SIZE | i;
            }
            Arrays.sort(order);
            int open = 0;
            boolean needed = false;
            for (int i = 0; i < order.length && open < some.length; i++) {
                int position = among[(int) order[order.length - 1 - i]];
                if (!settled[position]) {
                    needed |= i < count;
                    some[open++] = position;
                }
            }
            if (!needed) {
                return;
            }
            find(vectors, some, open, found);
            for (int i = 0; i < open; i++) {
                nearest.entries()[some[i]] = found[i];
                measure(vectors, some[i], nearest, scratch);
                settled[some[i]] = true;
            }
        }
    }

    /** The nearest entries of some positions, exactly. */
    private void find(float[] vectors, int[] positions, int count, int[] found) {
        FeatureMap map = FeatureMap.of(dimensions, 1, count);
        for (int lane = 0; lane < count; lane++) {
            for (int i = 0; i < dimensions; i++) {
                map.values()[i * map.stride() + lane] = vectors[positions[lane] * dimensions + i];
            }
        }
        exact.find(map, 0, map.blocks(), found);
    }
}
