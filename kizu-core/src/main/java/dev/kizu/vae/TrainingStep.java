package dev.kizu.vae;

import dev.kizu.nn.Adam;
import dev.kizu.nn.BatchNormalization;
import dev.kizu.nn.BatchStatistics;
import dev.kizu.nn.LinearLayer;
import dev.kizu.nn.kernel.Kernel;
import dev.kizu.nn.kernel.LaneMemory;
import dev.kizu.nn.kernel.Lanes;
import dev.kizu.nn.kernel.Layout;
import dev.kizu.parallel.Team;
import java.util.Arrays;
import java.util.List;

/**
 * One step of training: forward, loss, backward, Adam. All members of a team call {@link #run} together. Between barriers, work is
 * split by groups of patches (forward, backward) or by shards and rows of weights (weight gradients); a weight gradient is summed within fixed
 * shards and then over shards in order, so the number of threads changes no bit.
 */
final class TrainingStep {
    private static final int ROW_TILE = 4;
    private static final int CHUNK = 2048;

    private final VaeNetwork network;
    private final List<Block> blocks;
    private final Kernel kernel;
    private final LossReduction reduction;
    private final float klWeight;
    private final float gradientClip;
    private final float[] parameters;
    private final float[] running;
    private final Adam adam;
    private final BatchBuffers buffers;
    private final PackedWeights packed;
    private final double[] chunkNorms;

    private int patches;
    private int groups;
    private double rate;
    private float lossScale;
    private float klScale;
    private float gradientFactor;
    private double loss;

    TrainingStep(VaeNetwork network, Kernel kernel, VaeOptions options, float[] parameters, float[] running) {
        this.network = network;
        this.blocks = network.blocks();
        this.kernel = kernel;
        this.reduction = options.reduction();
        this.klWeight = options.klWeight();
        this.gradientClip = options.gradientClip();
        this.parameters = parameters;
        this.running = running;
        this.adam = new Adam(parameters.length, options.adamEpsilon());
        this.buffers = new BatchBuffers(network, Math.min(options.batchSize(), options.patches()));
        this.packed = new PackedWeights(network);
        packed.pack(parameters, 0, packed.pieces());
        this.chunkNorms = new double[(parameters.length + CHUNK - 1) / CHUNK];
    }

    /** Scratch space for one member of the team. */
    float[] newScratch() {
        int size = Kernel.SCRATCH;
        for (Block block : blocks) {
            size = Math.max(size, block.linear().gradientScratch(BatchBuffers.SHARD_GROUPS));
        }
        LaneMemory memory = new LaneMemory();
        memory.reserve(size);
        return memory.allocate();
    }

    /** Sets what the next step is about; one thread calls this between steps. */
    void begin(int patches, double learningRate) {
        this.patches = patches;
        this.groups = Lanes.groups(patches);
        this.rate = learningRate;
        this.lossScale = reduction == LossReduction.MEAN ? 1f / patches : 1f;
        this.klScale = klWeight / patches;
    }

    /** The sum of {@code D + A + M} over the patches of the last step, in nats. */
    double loss() {
        return loss;
    }

    /** The gradient of the last step, after the sum over shards and before clipping. */
    float[] gradient() {
        return buffers.shardGradients[0];
    }

    BatchBuffers buffers() {
        return buffers;
    }

    /** Takes the step; every member of the team calls this with its own scratch space. */
    void run(Team.Member member, BatchSource source, float[] scratch) {
        for (int i = 0; i < blocks.size(); i++) {
            for (int group = member.from(groups); group < member.to(groups); group++) {
                forward(i, group, source, scratch);
            }
            int block = i;
            member.sync(() -> finishForward(block));
        }
        for (int group = member.from(groups); group < member.to(groups); group++) {
            loss(group, scratch);
        }
        int last = blocks.size() - 1;
        member.sync(() -> finishLoss(last));
        for (int i = last; i >= 0; i--) {
            for (int group = member.from(groups); group < member.to(groups); group++) {
                backward(i, group, scratch);
            }
            if (i < last) {
                weightGradients(i + 1, member, scratch);
            }
            int before = i - 1;
            member.sync(() -> finishBackward(before));
        }
        weightGradients(0, member, scratch);
        member.sync(() -> {});
        for (int chunk = member.from(chunkNorms.length); chunk < member.to(chunkNorms.length); chunk++) {
            chunkNorms[chunk] = sumShards(chunk);
        }
        member.sync(this::beginUpdate);
        for (int chunk = member.from(chunkNorms.length); chunk < member.to(chunkNorms.length); chunk++) {
            adam.update(
                    parameters,
                    gradient(),
                    gradientFactor,
                    chunk * CHUNK,
                    Math.min((chunk + 1) * CHUNK, parameters.length));
        }
        member.sync(() -> {});
        packed.pack(parameters, member.from(packed.pieces()), member.to(packed.pieces()));
        member.sync(() -> {});
    }

    private void forward(int index, int group, BatchSource source, float[] scratch) {
        if (index == 0) {
            fill(group, source);
        } else {
            activate(index - 1, group);
        }
        LinearLayer layer = blocks.get(index).linear();
        layer.forward(
                kernel,
                packed.values,
                packed.forward[index],
                parameters,
                buffers.memory,
                buffers.input(index) + group * layer.in().size(),
                buffers.memory,
                valuesAt(index, group));
        BatchStatistics statistics = buffers.statistics[index];
        if (statistics != null) {
            statistics.sum(kernel, group, buffers.memory, valuesAt(index, group), scratch);
        }
    }

    private void fill(int group, BatchSource source) {
        int pixelsSize = network.patch().size() * Lanes.COUNT;
        int pixelsAt = buffers.pixels + group * pixelsSize;
        for (int lane = 0; lane < Lanes.COUNT; lane++) {
            int patch = group * Lanes.COUNT + lane;
            if (patch < patches) {
                source.patch(patch, buffers.memory, pixelsAt + lane, Lanes.COUNT);
                source.noise(patch, buffers.memory, noiseAt(group) + lane, Lanes.COUNT);
            }
        }
        clearIdleLanes(group, pixelsAt, pixelsSize);
    }

    /** Turns a block's linear output into the next block's input. */
    private void activate(int index, int group) {
        Block block = blocks.get(index);
        int valuesAt = valuesAt(index, group);
        int outputAt = buffers.outputs[index] + group * block.output().size();
        BatchNormalization norm = block.norm();
        BatchStatistics statistics = buffers.statistics[index];
        if (norm == null || statistics == null) {
            kernel.sampleLatent(
                    network.latent(),
                    buffers.memory,
                    valuesAt,
                    buffers.memory,
                    noiseAt(group),
                    buffers.memory,
                    outputAt);
        } else {
            norm.forward(kernel, statistics, buffers.memory, valuesAt, block.output(), buffers.memory, outputAt);
        }
        clearIdleLanes(group, outputAt, block.output().size());
    }

    private void finishForward(int index) {
        BatchStatistics statistics = buffers.statistics[index];
        if (statistics != null) {
            statistics.finishForward(groups, patches, parameters, running);
        }
    }

    private void loss(int group, float[] scratch) {
        int last = blocks.size() - 1;
        activate(last, group);
        Block head = blocks.get(last);
        Layout pixels = blocks.get(0).linear().in();
        Layout gradientLayout = head.linear().outGradient();
        kernel.gaussianLoss(
                head.output(),
                buffers.memory,
                buffers.outputs[last] + group * head.output().size(),
                pixels,
                buffers.memory,
                buffers.pixels + group * pixels.size(),
                network.varianceFloor(),
                lossScale,
                buffers.memory,
                buffers.terms + group * 2 * Lanes.COUNT,
                gradientLayout,
                buffers.memory,
                gradientsAt(last, group));
        clearIdleLanes(group, gradientsAt(last, group), gradientLayout.size());
        int latentBlock = network.latentBlock();
        kernel.klTerm(
                network.latent(),
                buffers.memory,
                valuesAt(latentBlock, group),
                buffers.memory,
                buffers.kl + group * Lanes.COUNT);
        gradientSums(last, group, scratch);
    }

    private void gradientSums(int index, int group, float[] scratch) {
        BatchNormalization norm = blocks.get(index).norm();
        BatchStatistics statistics = buffers.statistics[index];
        if (norm != null && statistics != null) {
            norm.gradientSums(
                    kernel,
                    statistics,
                    group,
                    buffers.memory,
                    valuesAt(index, group),
                    blocks.get(index).linear().outGradient(),
                    buffers.memory,
                    gradientsAt(index, group),
                    scratch);
        }
    }

    private void finishLoss(int last) {
        double sum = 0;
        for (int patch = 0; patch < patches; patch++) {
            int lane = patch % Lanes.COUNT;
            int termsAt = buffers.terms + patch / Lanes.COUNT * 2 * Lanes.COUNT;
            sum += (double) buffers.memory[buffers.kl + patch]
                    + buffers.memory[termsAt + lane]
                    + buffers.memory[termsAt + Lanes.COUNT + lane];
        }
        loss = sum;
        finishBackward(last);
    }

    private void finishBackward(int index) {
        BatchStatistics statistics = index < 0 ? null : buffers.statistics[index];
        if (statistics != null) {
            statistics.finishBackward(groups, patches, gradient());
        }
    }

    private void backward(int index, int group, float[] scratch) {
        Block block = blocks.get(index);
        LinearLayer layer = block.linear();
        int gradientAt = gradientsAt(index, group);
        BatchNormalization norm = block.norm();
        BatchStatistics statistics = buffers.statistics[index];
        if (norm != null && statistics != null) {
            norm.backward(
                    kernel,
                    statistics,
                    buffers.memory,
                    valuesAt(index, group),
                    layer.outGradient(),
                    buffers.memory,
                    gradientAt);
            clearIdleLanes(group, gradientAt, layer.outGradient().size());
        }
        if (index == 0) {
            return;
        }
        if (index - 1 == network.latentBlock()) {
            latentGradient(group, layer, gradientAt);
        } else {
            layer.backward(
                    kernel,
                    packed.values,
                    packed.backward[index],
                    buffers.memory,
                    gradientAt,
                    buffers.memory,
                    gradientsAt(index - 1, group));
            gradientSums(index - 1, group, scratch);
        }
    }

    private void latentGradient(int group, LinearLayer decoder, int gradientAt) {
        int latent = network.latent();
        int block = network.latentBlock();
        int zAt = buffers.latentGradient + group * latent * Lanes.COUNT;
        decoder.backward(
                kernel, packed.values, packed.backward[block + 1], buffers.memory, gradientAt, buffers.memory, zAt);
        kernel.latentGradient(
                latent,
                klScale,
                buffers.memory,
                valuesAt(block, group),
                buffers.memory,
                noiseAt(group),
                buffers.memory,
                zAt,
                buffers.memory,
                gradientsAt(block, group));
        clearIdleLanes(group, gradientsAt(block, group), 2 * latent * Lanes.COUNT);
    }

    private int valuesAt(int block, int group) {
        return buffers.values[block] + group * blocks.get(block).linear().out().size();
    }

    private int gradientsAt(int block, int group) {
        return buffers.gradients[block]
                + group * blocks.get(block).linear().outGradient().size();
    }

    private int noiseAt(int group) {
        return buffers.noise + group * network.latent() * Lanes.COUNT;
    }

    private void weightGradients(int index, Team.Member member, float[] scratch) {
        LinearLayer layer = blocks.get(index).linear();
        int tiles = (layer.gradientRows() + ROW_TILE - 1) / ROW_TILE;
        int shards = (groups + BatchBuffers.SHARD_GROUPS - 1) / BatchBuffers.SHARD_GROUPS;
        int end = member.to(shards * tiles);
        int next;
        for (int task = member.from(shards * tiles); task < end; task = next) {
            int shard = task / tiles;
            next = Math.min(end, (shard + 1) * tiles);
            int row = (task - shard * tiles) * ROW_TILE;
            int endRow = Math.min((next - shard * tiles) * ROW_TILE, layer.gradientRows());
            weightGradients(index, shard, row, endRow, scratch);
        }
    }

    private void weightGradients(int index, int shard, int row, int endRow, float[] scratch) {
        LinearLayer layer = blocks.get(index).linear();
        int firstGroup = shard * BatchBuffers.SHARD_GROUPS;
        int count = Math.min(BatchBuffers.SHARD_GROUPS, groups - firstGroup);
        float[] target = buffers.shardGradients[shard];
        layer.weightGradient(
                kernel,
                row,
                endRow,
                count,
                buffers.memory,
                gradientsAt(index, firstGroup),
                buffers.memory,
                buffers.input(index) + firstGroup * layer.in().size(),
                target,
                scratch);
        if (row == 0) {
            layer.biasGradient(kernel, count, buffers.memory, gradientsAt(index, firstGroup), target, scratch);
        }
    }

    /** Adds the shards' gradients of some parameters into the first shard's, in order; gives the sum of squares. */
    private double sumShards(int chunk) {
        int from = chunk * CHUNK;
        int to = Math.min(from + CHUNK, parameters.length);
        int shards = (groups + BatchBuffers.SHARD_GROUPS - 1) / BatchBuffers.SHARD_GROUPS;
        float[] total = gradient();
        for (int shard = 1; shard < shards; shard++) {
            float[] more = buffers.shardGradients[shard];
            for (int i = from; i < to; i++) {
                total[i] += more[i];
            }
        }
        double squares = 0;
        for (int i = from; i < to; i++) {
            squares += (double) total[i] * total[i];
        }
        return squares;
    }

    private void beginUpdate() {
        double squares = 0;
        for (double chunk : chunkNorms) {
            squares += chunk;
        }
        double norm = Math.sqrt(squares);
        gradientFactor = norm > gradientClip ? (float) (gradientClip / norm) : 1f;
        adam.beginStep(rate);
    }

    /** Zeroes the lanes that hold no patch, so that they add nothing to any sum. */
    private void clearIdleLanes(int group, int from, int size) {
        int active = patches - group * Lanes.COUNT;
        if (active >= Lanes.COUNT) {
            return;
        }
        for (int at = from; at < from + size; at += Lanes.COUNT) {
            Arrays.fill(buffers.memory, at + active, at + Lanes.COUNT, 0f);
        }
    }
}
