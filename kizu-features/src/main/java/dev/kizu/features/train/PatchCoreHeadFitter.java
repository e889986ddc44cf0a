package dev.kizu.features.train;

import dev.kizu.features.map.FeatureMap;
import dev.kizu.features.model.Head;
import dev.kizu.features.patchcore.Coreset;
import dev.kizu.features.patchcore.MemoryBank;
import dev.kizu.features.patchcore.PatchFeatures;
import java.util.function.IntConsumer;

/** Fits PatchCore. */
final class PatchCoreHeadFitter implements HeadFitter {
    /** Features that a bank is chosen from: 200 pictures of 1,024 positions. Of more, a random sample. */
    private static final int MOST = 204_800;

    private final PatchFeatures features;
    private final int entries;
    private final long seed;
    private final int threads;

    PatchCoreHeadFitter(FeaturePlan plan, long seed, int threads) {
        this.features = new PatchFeatures(plan.projection().dimensions(), MOST, seed);
        this.entries = plan.entries();
        this.seed = seed;
        this.threads = threads;
    }

    @Override
    public void add(FeatureMap map) {
        features.add(map);
    }

    @Override
    public Head.Single fit(IntConsumer progress) {
        int size = Math.min(entries, features.count());
        int[] chosen =
                Coreset.selectFast(features, size, seed, threads, done -> progress.accept((int) (100L * done / size)));
        return new Head.PatchCore(new MemoryBank(features.dimensions(), features.entries(chosen)));
    }
}
