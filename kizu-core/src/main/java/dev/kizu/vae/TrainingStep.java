package dev.kizu.vae;

import dev.kizu.nn.Adam;
import dev.kizu.nn.BatchNormalization;
import dev.kizu.nn.BatchStatistics;
import dev.kizu.nn.LinearLayer;
import dev.kizu.nn.kernel.Kernel;
import dev.kizu.nn.kernel.Lanes;
import dev.kizu.nn.kernel.Layout;
import dev.kizu.parallel.Team;
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
        this.chunkNorms = new double[(parameters.length + CHUNK - 1) / CHUNK];
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
                parameters,
                buffers.input(index),
                group * layer.in().size(),
                buffers.values[index],
                group * layer.out().size());
        BatchStatistics statistics = buffers.statistics[index];
        if (statistics != null) {
            statistics.sum(kernel, group, buffers.values[index], scratch);
        }
    }

    private void fill(int group, BatchSource source) {
        int patchSize = network.patch().size();
        int latent = network.latent();
        for (int lane = 0; lane < Lanes.COUNT; lane++) {
            int patch = group * Lanes.COUNT + lane;
            if (patch < patches) {
                source.patch(patch, buffers.pixels, group * patchSize * Lanes.COUNT + lane, Lanes.COUNT);
                source.noise(patch, buffers.noise, group * latent * Lanes.COUNT + lane, Lanes.COUNT);
            }
        }
        clearIdleLanes(group, buffers.pixels, patchSize * Lanes.COUNT);
    }

    /** Turns a block's linear output into the next block's input. */
    private void activate(int index, int group) {
        Block block = blocks.get(index);
        int valuesAt = group * block.linear().out().size();
        int outputAt = group * block.output().size();
        BatchNormalization norm = block.norm();
        BatchStatistics statistics = buffers.statistics[index];
        if (norm == null || statistics == null) {
            int latent = network.latent();
            kernel.sampleLatent(
                    latent,
                    buffers.values[index],
                    valuesAt,
                    buffers.noise,
                    group * latent * Lanes.COUNT,
                    buffers.outputs[index],
                    outputAt);
        } else {
            norm.forward(
                    kernel,
                    statistics,
                    buffers.values[index],
                    valuesAt,
                    block.output(),
                    buffers.outputs[index],
                    outputAt);
        }
        clearIdleLanes(group, buffers.outputs[index], block.output().size());
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
                buffers.outputs[last],
                group * head.output().size(),
                pixels,
                buffers.pixels,
                group * pixels.size(),
                network.varianceFloor(),
                lossScale,
                buffers.terms,
                group * 2 * Lanes.COUNT,
                gradientLayout,
                buffers.gradients[last],
                group * gradientLayout.size());
        clearIdleLanes(group, buffers.gradients[last], gradientLayout.size());
        int latentBlock = network.latentBlock();
        kernel.klTerm(
                network.latent(),
                buffers.values[latentBlock],
                group * blocks.get(latentBlock).linear().out().size(),
                buffers.kl,
                group * Lanes.COUNT);
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
                    buffers.values[index],
                    blocks.get(index).linear().outGradient(),
                    buffers.gradients[index],
                    scratch);
        }
    }

    private void finishLoss(int last) {
        double sum = 0;
        for (int patch = 0; patch < patches; patch++) {
            int lane = patch % Lanes.COUNT;
            int termsAt = patch / Lanes.COUNT * 2 * Lanes.COUNT;
            sum += (double) buffers.kl[patch]
                    + buffers.terms[termsAt + lane]
                    + buffers.terms[termsAt + Lanes.COUNT + lane];
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
        float[] gradient = buffers.gradients[index];
        int gradientAt = group * layer.outGradient().size();
        BatchNormalization norm = block.norm();
        BatchStatistics statistics = buffers.statistics[index];
        if (norm != null && statistics != null) {
            norm.backward(kernel, statistics, group, buffers.values[index], layer.outGradient(), gradient);
            clearIdleLanes(group, gradient, layer.outGradient().size());
        }
        if (index == 0) {
            return;
        }
        if (index - 1 == network.latentBlock()) {
            latentGradient(group, layer, gradient, gradientAt);
        } else {
            layer.backward(
                    kernel,
                    parameters,
                    gradient,
                    gradientAt,
                    buffers.gradients[index - 1],
                    group * blocks.get(index - 1).linear().out().size());
            gradientSums(index - 1, group, scratch);
        }
    }

    private void latentGradient(int group, LinearLayer decoder, float[] gradient, int gradientAt) {
        int latent = network.latent();
        int latentAt = group * latent * Lanes.COUNT;
        decoder.backward(kernel, parameters, gradient, gradientAt, buffers.latentGradient, latentAt);
        int block = network.latentBlock();
        int headsAt = 2 * latentAt;
        kernel.latentGradient(
                latent,
                klScale,
                buffers.values[block],
                headsAt,
                buffers.noise,
                latentAt,
                buffers.latentGradient,
                latentAt,
                buffers.gradients[block],
                headsAt);
        clearIdleLanes(group, buffers.gradients[block], 2 * latent * Lanes.COUNT);
    }

    private void weightGradients(int index, Team.Member member, float[] scratch) {
        LinearLayer layer = blocks.get(index).linear();
        int tiles = (layer.gradientRows() + ROW_TILE - 1) / ROW_TILE;
        int shards = (groups + BatchBuffers.SHARD_GROUPS - 1) / BatchBuffers.SHARD_GROUPS;
        for (int task = member.from(shards * tiles); task < member.to(shards * tiles); task++) {
            int shard = task / tiles;
            int row = task % tiles * ROW_TILE;
            int firstGroup = shard * BatchBuffers.SHARD_GROUPS;
            int count = Math.min(BatchBuffers.SHARD_GROUPS, groups - firstGroup);
            float[] target = buffers.shardGradients[shard];
            layer.weightGradient(
                    kernel,
                    row,
                    Math.min(row + ROW_TILE, layer.gradientRows()),
                    firstGroup,
                    count,
                    buffers.gradients[index],
                    buffers.input(index),
                    target,
                    scratch);
            if (row == 0) {
                layer.biasGradient(kernel, firstGroup, count, buffers.gradients[index], target, scratch);
            }
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
    private void clearIdleLanes(int group, float[] values, int size) {
        int active = patches - group * Lanes.COUNT;
        if (active >= Lanes.COUNT) {
            return;
        }
        int from = group * size;
        for (int at = from; at < from + size; at += Lanes.COUNT) {
            for (int lane = active; lane < Lanes.COUNT; lane++) {
                values[at + lane] = 0f;
            }
        }
    }
}
