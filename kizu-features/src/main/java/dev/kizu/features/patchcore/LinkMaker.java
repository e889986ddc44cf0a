package dev.kizu.features.patchcore;

import dev.kizu.nn.kernel.Kernel;
import dev.kizu.nn.kernel.Kernels;
import dev.kizu.nn.kernel.Lanes;
import io.github.jbellis.jvector.graph.GraphIndexBuilder;
import io.github.jbellis.jvector.graph.similarity.BuildScoreProvider;
import io.github.jbellis.jvector.graph.similarity.ScoreFunction;
import io.github.jbellis.jvector.graph.similarity.SearchScoreProvider;
import io.github.jbellis.jvector.vector.VectorizationProvider;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import io.github.jbellis.jvector.vector.types.VectorTypeSupport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.concurrent.ForkJoinPool;
import java.util.function.IntConsumer;

/**
 * Has JVector link entries. Distances are Kizu's own: with the same bits everywhere, and fast on Java 17 too, where JVector does without vectors.
 *
 * <p>JVector wants similarities, and holds ratios of them against a factor. Here they are reciprocals of squared distances, so that links do not
 * depend on the features' scale.
 */
final class LinkMaker implements BuildScoreProvider {
    /** Candidates that an entry's links are chosen from. */
    private static final int BEAM = 64;
    /** How many links more than {@link EntryLinks#DEGREE} an entry may have for a while. */
    private static final float OVERFLOW = 1.2f;
    /** A candidate is left out if one that is linked is so much nearer to it, squared, than the entry is. */
    private static final float DIVERSITY = 1.4f;

    private static final int PROGRESS = 1000;
    /** Squared distances below this share of the entries' own squared length are taken for as much: no reciprocal is infinite. */
    private static final double LEAST_SHARE = 1e-6;

    private static final VectorTypeSupport VECTORS =
            VectorizationProvider.getInstance().getVectorTypeSupport();

    private final Kernel kernel = Kernels.best();
    private final int dimensions;
    private final float[] entries;
    private final float[] mean;
    private final float least;

    private LinkMaker(int dimensions, float[] entries) {
        this.dimensions = dimensions;
        this.entries = entries;
        this.mean = NearestSearch.mean(dimensions, entries);
        double squares = 0;
        for (int i = 0; i < entries.length; i++) {
            double difference = (double) entries[i] - mean[i % dimensions];
            squares += difference * difference;
        }
        this.least = (float) Math.max(Float.MIN_NORMAL, LEAST_SHARE * squares * dimensions / entries.length);
    }

    static EntryLinks link(int dimensions, float[] entries, IntConsumer progress) {
        LinkMaker maker = new LinkMaker(dimensions, entries);
        ForkJoinPool alone = new ForkJoinPool(1);
        try (GraphIndexBuilder builder =
                new GraphIndexBuilder(maker, dimensions, EntryLinks.DEGREE, BEAM, OVERFLOW, DIVERSITY, alone, alone)) {
            int size = entries.length / dimensions;
            for (int entry = 0; entry < size; entry++) {
                int at = entry * dimensions;
                builder.addGraphNode(
                        entry, VECTORS.createFloatVector(Arrays.copyOfRange(entries, at, at + dimensions)));
                if ((entry + 1) % PROGRESS == 0 || entry + 1 == size) {
                    progress.accept(entry + 1);
                }
            }
            builder.cleanup();
            return EntryLinks.of(builder.getGraph());
        } catch (IOException e) {
            throw new UncheckedIOException("nothing was read or written", e);
        } finally {
            alone.shutdown();
        }
    }

    private SearchScoreProvider near(float[] vector, int at) {
        float[] scratch = new float[Lanes.COUNT];
        ScoreFunction.ExactScoreFunction similarity = entry -> 1
                / Math.max(least, kernel.squaredDistance(vector, at, entries, entry * dimensions, dimensions, scratch));
        return new SearchScoreProvider(similarity);
    }

    @Override
    public boolean isExact() {
        return true;
    }

    @Override
    public VectorFloat<?> approximateCentroid() {
        return VECTORS.createFloatVector(mean.clone());
    }

    @Override
    public SearchScoreProvider searchProviderFor(VectorFloat<?> vector) {
        float[] values = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
            values[i] = vector.get(i);
        }
        return near(values, 0);
    }

    @Override
    public SearchScoreProvider searchProviderFor(int entry) {
        return near(entries, entry * dimensions);
    }

    @Override
    public SearchScoreProvider diversityProviderFor(int entry) {
        return near(entries, entry * dimensions);
    }
}
