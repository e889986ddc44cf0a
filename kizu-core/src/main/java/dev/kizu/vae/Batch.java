package dev.kizu.vae;

import dev.kizu.nn.kernel.Kernel;
import dev.kizu.nn.kernel.LaneMemory;
import dev.kizu.nn.kernel.Lanes;
import dev.kizu.parallel.Team;
import java.util.Arrays;

/** What all stages of a training step work on: parameters, the kernel, and the batch's activations and gradients. */
final class Batch {
    final VaeNetwork network;
    final Kernel kernel;
    final float[] parameters;
    /** Running means and variances. */
    final float[] running;
    /** Whether {@link LineStages} does the decoder's first two stages. */
    final boolean lines;

    final BatchBuffers buffers;
    final PackedWeights packed;
    /** Holds all activations and gradients. */
    final float[] memory;

    private final float klWeight;
    private int patches;

    Batch(VaeNetwork network, Kernel kernel, VaeOptions options, float[] parameters, float[] running) {
        this.network = network;
        this.kernel = kernel;
        this.parameters = parameters;
        this.running = running;
        klWeight = options.klWeight();
        lines = PlaceLines.suit(network);
        buffers = new BatchBuffers(network, Math.min(options.batchSize(), options.patches()), lines);
        packed = new PackedWeights(network, lines);
        memory = buffers.memory;
    }

    /** Scratch space for one thread. */
    float[] newScratch() {
        int size = Kernel.LINES_SCRATCH;
        for (Block block : network.blocks()) {
            size = Math.max(size, block.linear().gradientScratch(BatchBuffers.SHARD_GROUPS));
        }
        LaneMemory layout = new LaneMemory();
        layout.reserve(size);
        return layout.allocate();
    }

    /** Sets how many patches the batch has. */
    void begin(int newPatches) {
        patches = newPatches;
    }

    /** Number of patches. */
    int patches() {
        return patches;
    }

    /** Number of groups of sixteen. */
    int groups() {
        return Lanes.groups(patches);
    }

    /** Number of shards of groups. */
    int shards() {
        return (groups() + BatchBuffers.SHARD_GROUPS - 1) / BatchBuffers.SHARD_GROUPS;
    }

    /**
     * Waits, before work that is split by shards, until that by groups is done. Where the groups of each member are its shards' own, there is nothing
     * to wait for.
     */
    void syncShards(Team.Member member) {
        boolean own = groups() % BatchBuffers.SHARD_GROUPS == 0 && shards() % member.teamSize() == 0;
        if (!own) {
            member.sync(() -> {});
        }
    }

    /** What the latent heads' gradient of D is multiplied by. */
    float klScale() {
        return klWeight / patches;
    }

    /** The gradient of all parameters, once shards are summed; before that the first shard's. */
    float[] gradient() {
        return buffers.shardGradients[0];
    }

    Block block(int index) {
        return network.blocks().get(index);
    }

    /** Where a block's linear output lies. */
    int valuesAt(int block, int group) {
        return buffers.values[block] + group * block(block).linear().out().size();
    }

    /** Where what goes into the next block lies. */
    int outputAt(int block, int group) {
        return buffers.outputs[block] + group * block(block).output().size();
    }

    /** Where the gradient of a block's output, and later of its linear output, lies. */
    int gradientsAt(int block, int group) {
        return buffers.gradients[block]
                + group * block(block).linear().outGradient().size();
    }

    /** Where the pixels lie. */
    int pixelsAt(int group) {
        return buffers.pixels + group * network.patch().size() * Lanes.COUNT;
    }

    /** Where the latent vector's noise lies. */
    int noiseAt(int group) {
        return buffers.noise + group * network.latent() * Lanes.COUNT;
    }

    /** Zeroes the lanes that hold no patch, so that they add nothing to any sum. */
    void clearIdleLanes(int group, int from, int size) {
        int active = patches - group * Lanes.COUNT;
        if (active >= Lanes.COUNT) {
            return;
        }
        for (int at = from; at < from + size; at += Lanes.COUNT) {
            Arrays.fill(memory, at + active, at + Lanes.COUNT, 0f);
        }
    }
}
