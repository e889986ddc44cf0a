package dev.kizu.features.patchcore;

import dev.kizu.parallel.Team;
import java.util.function.IntConsumer;

/**
 * Chooses features so that every feature has a chosen one near: greedily, each time the one that is farthest from those chosen so far
 * (PatchCore's algorithm 1, after Gonzalez 1985 and Sener and Savarese 2018).
 *
 * <p>The choice is the greedy one exactly, but not every distance is computed. A feature's distance to the first centres is an upper bound
 * of its distance to all, so the farthest feature is found once the largest bound is up to date; bounds are brought up to date, sixteen
 * features at a time against all centres that have come since, only when they are the largest. A feature and a centre meet at most once (up to
 * groups of four centres): at most {@code count * size * dimensions} multiply-adds, and fewer where features cluster. Benchmark:
 * {@code CoresetBench}.
 *
 * <p>Deviations from the paper:
 *
 * <ul>
 *   <li>The first feature is drawn by the seed; the paper starts from no centre at all, which leaves it open.
 *   <li>Where features are as far from the chosen ones, the first counts; a chosen one is never chosen again.
 *   <li>Projection for speed (the paper's section 3.2, by Johnson and Lindenstrauss) is for features of more dimensions than
 *       {@value #PROJECTED} only, see {@link #selectFast}.
 * </ul>
 */
public final class Coreset {
    /**
     * Dimensions that distances are measured in where features have more: as in the authors' code. A squared distance in a random projection to k
     * dimensions is off by a deviation of {@code sqrt(2 / k)} of it, here an eighth, and a distance by a sixteenth, whatever the features' own
     * dimensions are. Greedy choice itself promises a covering radius of no more than twice the least.
     */
    public static final int PROJECTED = 128;

    private Coreset() {}

    /**
     * Chooses.
     *
     * @param features finite values
     * @param size how many to choose, at most {@link PatchFeatures#count}
     * @param seed draws the first
     * @param threads at least 1; the choice does not depend on it
     * @param progress told now and then how many have been chosen, by any of the threads but one at a time
     * @return numbers of the chosen, in the order of choice
     * @throws IllegalArgumentException if the size makes no sense or a value is not finite
     */
    public static int[] select(PatchFeatures features, int size, long seed, int threads, IntConsumer progress) {
        if (size < 1 || size > features.count()) {
            throw new IllegalArgumentException(
                    "%d of %d features to choose, expected between 1 and all".formatted(size, features.count()));
        }
        GreedySelection selection = new GreedySelection(features, size, seed, progress);
        Team.run(threads, selection::run);
        return selection.chosen();
    }

    /**
     * Chooses exactly among features of up to {@value #PROJECTED} dimensions, and by distances in a random projection to so many among others. The
     * projection is drawn by the seed; it takes memory for {@value #PROJECTED} values of each feature while it lasts.
     *
     * @see #select(PatchFeatures, int, long, int, IntConsumer)
     */
    public static int[] selectFast(PatchFeatures features, int size, long seed, int threads, IntConsumer progress) {
        return selectProjected(features, PROJECTED, size, seed, threads, progress);
    }

    /**
     * Chooses by distances in a random projection, faster and not exact.
     *
     * @param dimensions to project to; from the features' own on nothing is projected
     * @see #select(PatchFeatures, int, long, int, IntConsumer)
     */
    public static int[] selectProjected(
            PatchFeatures features, int dimensions, int size, long seed, int threads, IntConsumer progress) {
        if (dimensions < 1) {
            throw new IllegalArgumentException(
                    "projection to %d dimensions, expected at least 1".formatted(dimensions));
        }
        PatchFeatures seen = dimensions < features.dimensions()
                ? RandomProjection.apply(features, dimensions, seed, threads)
                : features;
        return select(seen, size, seed, threads, progress);
    }
}
