package dev.kizu.features.patchcore;

import dev.kizu.nn.kernel.Kernel;
import dev.kizu.nn.kernel.Kernels;
import dev.kizu.nn.kernel.Lanes;
import io.github.jbellis.jvector.graph.GraphIndex;
import io.github.jbellis.jvector.graph.GraphSearcher;
import io.github.jbellis.jvector.graph.NodesIterator;
import io.github.jbellis.jvector.graph.SearchResult;
import io.github.jbellis.jvector.graph.similarity.ScoreFunction;
import io.github.jbellis.jvector.graph.similarity.SearchScoreProvider;
import io.github.jbellis.jvector.util.Bits;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;

/**
 * Walks along links to what is near to a feature, by JVector's search. JVector starts at one entry; here that is one more than there are, nowhere
 * near anything and linked to the entries to start from. One thread's.
 */
final class LinkWalk implements GraphIndex, GraphIndex.View, ScoreFunction.ExactScoreFunction {
    /** Entries that are kept while others are looked for: more find the nearest more often, and take longer. */
    private static final int CANDIDATES = 32;

    private static final int MOST_STARTS = 3;

    private final Kernel kernel = Kernels.best();
    private final int dimensions;
    private final float[] entries;
    private final EntryLinks links;
    private final int size;
    private final float[] scratch = new float[Lanes.COUNT];
    private final int[] starts = new int[MOST_STARTS];
    private final GraphSearcher searcher;
    private final SearchScoreProvider provider;
    private int startCount;
    private float[] vectors = {};
    private int at;

    LinkWalk(int dimensions, float[] entries, EntryLinks links) {
        this.dimensions = dimensions;
        this.entries = entries;
        this.links = links;
        this.size = links.size();
        this.searcher = new GraphSearcher(this);
        this.provider = new SearchScoreProvider(this);
    }

    /** Forgets where to start from. */
    void startNowhere() {
        startCount = 0;
    }

    /** Adds an entry to start from, of at most three. */
    void startAt(int entry) {
        for (int i = 0; i < startCount; i++) {
            if (starts[i] == entry) {
                return;
            }
        }
        starts[startCount++] = entry;
    }

    /** The nearest of the first entries. */
    int nearestOfFirst(int count, float[] features, int from) {
        int nearest = 0;
        float least = Float.POSITIVE_INFINITY;
        for (int entry = 0; entry < Math.min(count, size); entry++) {
            float distance = kernel.squaredDistance(features, from, entries, entry * dimensions, dimensions, scratch);
            if (distance < least) {
                least = distance;
                nearest = entry;
            }
        }
        return nearest;
    }

    /**
     * The nearest entry that is found.
     *
     * @param features finite
     * @param from where the feature begins
     */
    int nearest(float[] features, int from) {
        vectors = features;
        at = from;
        SearchResult found = searcher.search(
                provider,
                CANDIDATES,
                CANDIDATES,
                Float.NEGATIVE_INFINITY,
                Float.NEGATIVE_INFINITY,
                entry -> entry < size);
        return found.getNodes()[0].node;
    }

    @Override
    public float similarityTo(int entry) {
        return entry == size
                ? Float.NEGATIVE_INFINITY
                : -kernel.squaredDistance(vectors, at, entries, entry * dimensions, dimensions, scratch);
    }

    @Override
    public NodesIterator getNeighborsIterator(int entry) {
        return entry == size
                ? new Run(starts, 0, startCount)
                : new Run(links.links(), entry * links.degree(), links.degree());
    }

    @Override
    public GraphIndex.View getView() {
        return this;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public int getIdUpperBound() {
        return size + 1;
    }

    @Override
    public int entryNode() {
        return size;
    }

    @Override
    public Bits liveNodes() {
        return Bits.ALL;
    }

    @Override
    public NodesIterator getNodes() {
        return NodesIterator.fromPrimitiveIterator(IntStream.range(0, size).iterator(), size);
    }

    @Override
    public int maxDegree() {
        return Math.max(links.degree(), MOST_STARTS);
    }

    @Override
    public long ramBytesUsed() {
        return (long) links.links().length * Integer.BYTES;
    }

    @Override
    public void close() {
        // There is nothing to let go of.
    }

    /** Some numbers of an array. */
    private static final class Run extends NodesIterator {
        private final int[] numbers;
        private final int end;
        private int next;

        Run(int[] numbers, int from, int count) {
            super(count);
            this.numbers = numbers;
            this.next = from;
            this.end = from + count;
        }

        @Override
        public boolean hasNext() {
            return next < end;
        }

        @Override
        public int nextInt() {
            if (next >= end) {
                throw new NoSuchElementException("no more than that");
            }
            return numbers[next++];
        }
    }
}
