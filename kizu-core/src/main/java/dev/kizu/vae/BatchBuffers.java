package dev.kizu.vae;

import dev.kizu.nn.BatchStatistics;
import dev.kizu.nn.kernel.Lanes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Activations and gradients of one batch. */
final class BatchBuffers {
    /** Groups whose weight gradients are summed together, whatever the number of threads. */
    static final int SHARD_GROUPS = 4;

    final int groups;
    final int shards;
    final float[] pixels;
    final float[] noise;
    /** For each block: output of its linear layer. */
    final float[][] values;
    /** For each block: what goes into the next one, by {@link Block#output()}. For the latent block, z. */
    final float[][] outputs;
    /** For each block: gradient with respect to its normalised output, then to its linear output. */
    final float[][] gradients;

    final float[] latentGradient;
    final float[] terms;
    final float[] kl;
    final @Nullable BatchStatistics[] statistics;
    /** For each shard: gradients of all parameters. */
    final float[][] shardGradients;

    BatchBuffers(VaeNetwork network, int batchSize) {
        List<Block> blocks = network.blocks();
        int count = blocks.size();
        groups = Lanes.groups(batchSize);
        long largest = (long) network.patch().size() * Lanes.COUNT;
        for (Block block : blocks) {
            largest = Math.max(largest, block.output().size());
            largest = Math.max(largest, block.linear().outGradient().size());
        }
        if (largest * (batchSize / Lanes.COUNT + 1) > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "a batch of %d patches does not fit into one array. Use a smaller batch, fewer filters or a smaller patch"
                            .formatted(batchSize));
        }
        shards = (groups + SHARD_GROUPS - 1) / SHARD_GROUPS;
        pixels = new float[groups * network.patch().size() * Lanes.COUNT];
        noise = new float[groups * network.latent() * Lanes.COUNT];
        latentGradient = new float[groups * network.latent() * Lanes.COUNT];
        terms = new float[groups * 2 * Lanes.COUNT];
        kl = new float[groups * Lanes.COUNT];
        values = new float[count][];
        outputs = new float[count][];
        gradients = new float[count][];
        statistics = new BatchStatistics[count];
        for (int i = 0; i < count; i++) {
            Block block = blocks.get(i);
            values[i] = new float[groups * block.linear().out().size()];
            outputs[i] = new float[groups * block.output().size()];
            gradients[i] = new float[groups * block.linear().outGradient().size()];
            statistics[i] = block.norm() == null ? null : new BatchStatistics(block.norm(), groups);
        }
        shardGradients = new float[shards][network.parameters().size()];
    }

    /** What goes into a block. */
    float[] input(int block) {
        return block == 0 ? pixels : outputs[block - 1];
    }
}
