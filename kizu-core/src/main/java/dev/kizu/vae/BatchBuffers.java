package dev.kizu.vae;

import dev.kizu.nn.BatchStatistics;
import dev.kizu.nn.kernel.LaneMemory;
import dev.kizu.nn.kernel.Lanes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Activations and gradients of one batch. */
final class BatchBuffers {
    /** Groups whose weight gradients are summed together, whatever the number of threads. */
    static final int SHARD_GROUPS = 4;

    final int groups;
    final int shards;
    /** Holds all activations and gradients; the other fields say where. */
    final float[] memory;

    final int pixels;
    final int noise;
    /** For each block: output of its linear layer. */
    final int[] values;
    /** For each block: what goes into the next one, by {@link Block#output()}. For the latent block, z. */
    final int[] outputs;
    /** For each block: gradient with respect to its normalised output, then to its linear output. */
    final int[] gradients;

    final int latentGradient;
    /** Of what {@link LineStages} does at once, each part's share in the gradients of places. */
    final int partGradients;

    final int terms;
    final int kl;
    final @Nullable BatchStatistics[] statistics;
    /** For each shard: gradients of all parameters. */
    final float[][] shardGradients;

    /**
     * Reserves space.
     *
     * @param lines whether {@link LineStages} does the decoder's first stages: what lies between the two needs no space
     */
    BatchBuffers(VaeNetwork network, int batchSize, boolean lines) {
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
        LaneMemory layout = new LaneMemory();
        pixels = layout.reserve(groups * network.patch().size() * Lanes.COUNT);
        noise = layout.reserve(groups * network.latent() * Lanes.COUNT);
        latentGradient = layout.reserve(groups * network.latent() * Lanes.COUNT);
        terms = layout.reserve(groups * 2 * Lanes.COUNT);
        kl = layout.reserve(groups * Lanes.COUNT);
        partGradients = layout.reserve(
                lines
                        ? groups
                                * PlaceLines.SQUARE
                                * blocks.get(network.latentBlock() + 1).output().size()
                        : 0);
        values = new int[count];
        outputs = new int[count];
        gradients = new int[count];
        statistics = new BatchStatistics[count];
        for (int i = 0; i < count; i++) {
            Block block = blocks.get(i);
            int own = lines && i == network.latentBlock() + 2 ? 0 : groups;
            values[i] = layout.reserve(own * block.linear().out().size());
            outputs[i] = layout.reserve(own * block.output().size());
            gradients[i] = layout.reserve(own * block.linear().outGradient().size());
            statistics[i] = block.norm() == null ? null : new BatchStatistics(block.norm(), groups);
        }
        memory = layout.allocate();
        shardGradients = new float[shards][network.parameters().size()];
    }

    /** Where the input of a block lies. */
    int input(int block) {
        return block == 0 ? pixels : outputs[block - 1];
    }
}
