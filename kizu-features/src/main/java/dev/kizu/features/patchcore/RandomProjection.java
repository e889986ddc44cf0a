package dev.kizu.features.patchcore;

import dev.kizu.nn.kernel.Kernel;
import dev.kizu.nn.kernel.Kernels;
import dev.kizu.nn.kernel.LinearPlan;
import dev.kizu.parallel.Team;
import dev.kizu.random.CounterRandom;

/** Features in fewer dimensions, with distances about kept up to a common factor: a matrix of normal numbers (Johnson and Lindenstrauss 1984). */
final class RandomProjection {
    private RandomProjection() {}

    static PatchFeatures apply(PatchFeatures features, int dimensions, long seed, int threads) {
        float[] matrix = new float[Math.multiplyExact(dimensions, features.dimensions())];
        CounterRandom random = new CounterRandom(seed, "projection of a coreset");
        for (int row = 0; row < dimensions; row++) {
            random.gaussians(row, features.dimensions(), matrix, row * features.dimensions(), 1);
        }
        LinearPlan plan = Centres.plan(features.dimensions(), dimensions);
        float[] packed = new float[plan.packedSize()];
        plan.pack(matrix, 0, packed, 0);
        PatchFeatures projected = PatchFeatures.zeros(dimensions, features.count());
        Kernel kernel = Kernels.best();
        int blocks = features.blocks();
        Team.run(threads, member -> {
            for (int block = member.from(blocks); block < member.to(blocks); block++) {
                kernel.linear(
                        plan,
                        packed,
                        0,
                        null,
                        0,
                        false,
                        features.chunk(block),
                        features.at(block),
                        projected.chunk(block),
                        projected.at(block));
            }
        });
        return projected;
    }
}
