package dev.kizu.features.patchcore;

import dev.kizu.nn.kernel.Kernels;
import dev.kizu.nn.kernel.Lanes;
import dev.kizu.nn.kernel.LinearPlan;
import dev.kizu.parallel.Team;
import dev.kizu.random.CounterRandom;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * One run of {@link Coreset}. Steps alternate: one thread chooses centres for as long as the block with the largest bound is up to date, and
 * names blocks to bring up to date; all threads do that.
 */
final class GreedySelection {
    /** Blocks that are brought up to date together, so that centres are read from memory once for many. */
    private static final int BATCH = 32;
    /** Blocks that have missed fewer centres than this wait until they are the largest. */
    private static final int WORTHWHILE = 128;
    /** Centres that stay in the cache while blocks pass by. */
    private static final int CHUNK = 128;
    /** Blocks that stay in the cache while centres pass by. */
    private static final int TILE = 16;

    private static final int PROGRESS = 100;

    private final PatchFeatures features;
    private final int dimensions;
    private final int size;
    private final IntConsumer progress;
    private final float[] mean;
    private final Centres centres;
    private final LinearPlan[] plans = new LinearPlan[CHUNK / Centres.STEP + 1];
    private final int[] chosen;
    private final int first;
    /** Squared length of each feature less the mean. */
    private final float[] squares;
    /** Of each feature the squared distance to the centres that its block has met; -1 if it is chosen. */
    private final float[] distances;
    /** Of each block the largest of its distances. */
    private final float[] bounds;
    /** Of each block how many centres it has met. */
    private final int[] met;

    private final float[] candidates = new float[BATCH];
    private int[] batch;
    private int batchSize;
    private boolean done;

    GreedySelection(PatchFeatures features, int size, long seed, IntConsumer progress) {
        this.features = features;
        this.dimensions = features.dimensions();
        this.size = size;
        this.progress = progress;
        this.mean = features.mean();
        this.centres = new Centres(mean, size);
        this.chosen = new int[size];
        this.first = new CounterRandom(seed, "first of a coreset").below(features.count(), 0, 0);
        int blocks = features.blocks();
        this.squares = new float[blocks * Lanes.COUNT];
        this.distances = new float[squares.length];
        Arrays.fill(distances, 0, features.count(), Float.POSITIVE_INFINITY);
        Arrays.fill(distances, features.count(), distances.length, -1f);
        this.bounds = new float[blocks];
        Arrays.fill(bounds, Float.POSITIVE_INFINITY);
        this.met = new int[blocks];
        this.batch = new int[BATCH];
        for (int rows = Centres.STEP; rows <= CHUNK; rows += Centres.STEP) {
            plans[rows / Centres.STEP] = Centres.plan(dimensions, rows);
        }
    }

    int[] chosen() {
        return chosen;
    }

    /** What each thread of the team does. */
    void run(Team.Member member) {
        int blocks = features.blocks();
        for (int block = member.from(blocks); block < member.to(blocks); block++) {
            measure(block);
        }
        Scratch scratch = new Scratch();
        member.sync(this::begin);
        while (!done) {
            int end = member.to(batchSize);
            for (int from = member.from(batchSize); from < end; from += TILE) {
                update(from, Math.min(from + TILE, end), scratch);
            }
            member.sync(() -> choose(scratch));
        }
    }

    /** Squared lengths of a block's features. */
    private void measure(int block) {
        float[] chunk = features.chunk(block);
        int at = features.at(block);
        int to = block * Lanes.COUNT;
        for (int i = 0; i < dimensions; i++) {
            for (int lane = 0; lane < Lanes.COUNT; lane++) {
                float value = chunk[at + i * Lanes.COUNT + lane] - mean[i];
                squares[to + lane] = Math.fma(value, value, squares[to + lane]);
            }
        }
        for (int lane = 0; lane < Lanes.COUNT; lane++) {
            if (to + lane < features.count() && !(squares[to + lane] < Float.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "feature %d has values that are not finite numbers, or too large to square"
                                .formatted(to + lane));
            }
        }
    }

    private void begin() {
        add(first);
        batch = new int[features.blocks()];
        Arrays.setAll(batch, block -> block);
        batchSize = batch.length;
        done = size == 1;
    }

    private void add(int feature) {
        int block = feature / Lanes.COUNT;
        chosen[centres.count()] = feature;
        centres.add(features.chunk(block), features.at(block) + feature % Lanes.COUNT, Lanes.COUNT);
        distances[feature] = -1;
        bound(block);
        if (centres.count() % PROGRESS == 0 || centres.count() == size) {
            progress.accept(centres.count());
        }
    }

    private void bound(int block) {
        float largest = -1;
        for (int i = block * Lanes.COUNT; i < (block + 1) * Lanes.COUNT; i++) {
            largest = distances[i] > largest ? distances[i] : largest;
        }
        bounds[block] = largest;
    }

    /** Chooses centres until a block has to be brought up to date. */
    private void choose(Scratch scratch) {
        while (centres.count() < size) {
            int top = top();
            if (met[top] < centres.count()) {
                fillBatch(top);
                if (batchSize > 1) {
                    return;
                }
                // Alone: sooner done than the others have been woken.
                update(0, 1, scratch);
                continue;
            }
            int feature = top * Lanes.COUNT;
            while (distances[feature] != bounds[top]) {
                feature++;
            }
            add(feature);
        }
        done = true;
    }

    /** The block with the largest bound; of several the first. */
    private int top() {
        int top = 0;
        float largest = bounds[0];
        for (int block = 1; block < bounds.length; block++) {
            if (bounds[block] > largest) {
                largest = bounds[block];
                top = block;
            }
        }
        return top;
    }

    /** The top block, and others with large bounds that are far behind: their turn comes soon. */
    private void fillBatch(int top) {
        batch[0] = top;
        batchSize = 1;
        int behind = centres.count() - WORTHWHILE;
        if (met[top] > behind) {
            return;
        }
        for (int block = 0; block < bounds.length; block++) {
            if (met[block] <= behind && block != top && (batchSize < BATCH || bounds[block] > candidates[BATCH - 1])) {
                int place = Math.min(batchSize, BATCH - 1);
                while (place > 1 && candidates[place - 1] < bounds[block]) {
                    candidates[place] = candidates[place - 1];
                    batch[place] = batch[place - 1];
                    place--;
                }
                candidates[place] = bounds[block];
                batch[place] = block;
                batchSize = Math.min(batchSize + 1, BATCH);
            }
        }
    }

    /** Brings some blocks of the batch up to date: centres in chunks, every block against a chunk. */
    private void update(int from, int to, Scratch scratch) {
        int behind = Integer.MAX_VALUE;
        for (int i = from; i < to; i++) {
            copy(batch[i], scratch.values, (i - from) * dimensions * Lanes.COUNT);
            behind = Math.min(behind, met[batch[i]]);
        }
        Arrays.fill(scratch.nearest, Float.POSITIVE_INFINITY);
        int end = Centres.rounded(centres.count());
        for (int chunk = behind / CHUNK * CHUNK; chunk < end; chunk += CHUNK) {
            int chunkEnd = Math.min(chunk + CHUNK, end);
            for (int i = from; i < to; i++) {
                int start = Math.max(chunk, met[batch[i]] / Centres.STEP * Centres.STEP);
                if (start < chunkEnd) {
                    meet(start, chunkEnd, i - from, scratch);
                }
            }
        }
        for (int i = from; i < to; i++) {
            lower(batch[i], scratch.nearest, (i - from) * Lanes.COUNT);
        }
    }

    private void copy(int block, float[] target, int targetAt) {
        float[] chunk = features.chunk(block);
        int at = features.at(block);
        for (int i = 0; i < dimensions; i++) {
            float middle = mean[i];
            for (int lane = i * Lanes.COUNT; lane < (i + 1) * Lanes.COUNT; lane++) {
                target[targetAt + lane] = chunk[at + lane] - middle;
            }
        }
    }

    /** A block of the tile and centres {@code start} to {@code end}. */
    private void meet(int start, int end, int tileBlock, Scratch scratch) {
        Kernels.best()
                .linear(
                        plans[(end - start) / Centres.STEP],
                        centres.packed(),
                        centres.packedAt(start),
                        centres.halfSquares(),
                        start,
                        false,
                        scratch.values,
                        tileBlock * dimensions * Lanes.COUNT,
                        scratch.results,
                        0);
        scratch.minima.of(scratch.results, end - start, scratch.least);
        int at = tileBlock * Lanes.COUNT;
        for (int lane = 0; lane < Lanes.COUNT; lane++) {
            scratch.nearest[at + lane] = Math.min(scratch.nearest[at + lane], scratch.least[lane]);
        }
    }

    private void lower(int block, float[] nearest, int at) {
        int first = block * Lanes.COUNT;
        for (int lane = 0; lane < Lanes.COUNT; lane++) {
            float squared = Math.max(0f, squares[first + lane] + 2 * nearest[at + lane]);
            // A chosen feature's -1 stays.
            distances[first + lane] = Math.min(distances[first + lane], squared);
        }
        met[block] = centres.count();
        bound(block);
    }

    /** What a thread computes in. */
    private final class Scratch {
        final float[] values = new float[TILE * dimensions * Lanes.COUNT];
        final float[] nearest = new float[TILE * Lanes.COUNT];
        final float[] results = new float[CHUNK * Lanes.COUNT];
        final float[] least = new float[Lanes.COUNT];
        final LaneMinima minima = new LaneMinima(CHUNK);
    }
}
