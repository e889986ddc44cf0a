package dev.kizu.features.patchcore;

import io.github.jbellis.jvector.graph.GraphIndex;
import io.github.jbellis.jvector.graph.NodesIterator;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Links from each entry of a bank to some others, by which an entry near to any feature is found in a few steps: a graph as of Vamana (Jayaram
 * Subramanya et al. 2019, "DiskANN"), made by JVector. An entry is linked to near ones in all directions, and to some that are far.
 *
 * @param degree links of each entry
 * @param links {@code degree} numbers of entries for each entry, one entry after another; an entry with fewer is linked to itself. Shared, not
 *     copied: treat them as read-only
 */
public record EntryLinks(int degree, int[] links) {
    /** Links of each entry that JVector chooses. */
    static final int DEGREE = 16;

    /** Checks that they are links between so many entries. */
    public EntryLinks {
        if (degree < 1 || links.length == 0 || links.length % degree != 0) {
            throw new IllegalArgumentException(
                    "%d links of %d each, expected those of at least one entry".formatted(links.length, degree));
        }
        for (int link : links) {
            if (link < 0 || link >= links.length / degree) {
                throw new IllegalArgumentException(
                        "a link to entry %d, expected one of the first %d".formatted(link, links.length / degree));
            }
        }
    }

    /**
     * Links the entries of a bank. The same entries give the same links on every machine; so one thread does it, which takes some 0.1 ms for each
     * entry of 80 dimensions.
     *
     * @param dimensions length of an entry
     * @param entries one entry after another, finite
     * @param progress told now and then how many have been linked
     */
    public static EntryLinks of(int dimensions, float[] entries, IntConsumer progress) {
        return LinkMaker.link(dimensions, entries, progress);
    }

    /** Links out of JVector's graph. */
    static EntryLinks of(GraphIndex graph) {
        int[] links = new int[Math.multiplyExact(graph.size(), DEGREE)];
        GraphIndex.View view = graph.getView();
        for (int entry = 0; entry < graph.size(); entry++) {
            int from = entry * DEGREE;
            Arrays.fill(links, from, from + DEGREE, entry);
            NodesIterator linked = view.getNeighborsIterator(entry);
            for (int i = 0; i < DEGREE && linked.hasNext(); i++) {
                links[from + i] = linked.nextInt();
            }
        }
        return new EntryLinks(DEGREE, links);
    }

    /** Number of entries. */
    public int size() {
        return links.length / degree;
    }
}
