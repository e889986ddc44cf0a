package dev.kizu.vae;

import dev.kizu.nn.LinearLayer;
import dev.kizu.nn.kernel.Kernel;
import dev.kizu.parallel.Team;
import org.jspecify.annotations.Nullable;

/**
 * A block in training: its layer with weights. Forward and backward are split by groups of patches, weight gradients by shards and rows of weights;
 * a weight gradient is summed within fixed shards, and over shards in order later, so the number of threads changes no bit.
 */
abstract class BlockStage implements Stage {
    private static final int ROW_TILE = 4;

    final Batch batch;
    final Kernel kernel;
    final float[] memory;
    final int index;
    final LinearLayer layer;
    private final @Nullable Stage before;

    /**
     * Creates the stage.
     *
     * @param before null for the first one, which finds its input where pixels are
     */
    BlockStage(Batch batch, int index, @Nullable Stage before) {
        this.batch = batch;
        this.kernel = batch.kernel;
        this.memory = batch.memory;
        this.index = index;
        this.layer = batch.block(index).linear();
        this.before = before;
    }

    @Override
    public void forward(Team.Member member, float[] scratch) {
        for (int group = member.from(batch.groups()); group < member.to(batch.groups()); group++) {
            forward(group, scratch);
        }
        member.sync(this::finishForward);
    }

    /** From the output of the stage before to this stage's values, of one group. */
    final void forward(int group, float[] scratch) {
        if (before != null) {
            before.activate(group);
        }
        layer.forward(
                kernel,
                batch.packed.values,
                batch.packed.forward[index],
                batch.parameters,
                memory,
                inputAt(group),
                memory,
                batch.valuesAt(index, group));
        takeValues(group, scratch);
    }

    private int inputAt(int group) {
        return index == 0 ? batch.pixelsAt(group) : batch.outputAt(index - 1, group);
    }

    /** Takes one group's values, once they are there. */
    abstract void takeValues(int group, float[] scratch);

    /** For one thread, once all groups' values are taken. */
    abstract void finishForward();

    /** From the gradient of the stage's output to that of its values, of one group; that is where weights' gradients look for it. */
    abstract void toValues(int group);

    @Override
    public void backward(Team.Member member, float[] scratch, @Nullable Stage next) {
        for (int group = member.from(batch.groups()); group < member.to(batch.groups()); group++) {
            backward(group, scratch);
        }
        if (next != null) {
            next.weightGradients(member, scratch);
        }
        if (before == null) {
            batch.syncShards(member);
        } else {
            member.sync(before::finishBackward);
        }
    }

    /** From the gradient of the stage's output to that of the stage before, of one group. */
    final void backward(int group, float[] scratch) {
        toValues(group);
        if (before != null) {
            layer.backward(
                    kernel,
                    batch.packed.values,
                    batch.packed.backward[index],
                    memory,
                    batch.gradientsAt(index, group),
                    memory,
                    before.gradientAt(group));
            before.takeGradient(group, scratch);
        }
    }

    @Override
    public void weightGradients(Team.Member member, float[] scratch) {
        int tiles = (layer.gradientRows() + ROW_TILE - 1) / ROW_TILE;
        int tasks = batch.shards() * tiles;
        int end = member.to(tasks);
        int next;
        for (int task = member.from(tasks); task < end; task = next) {
            int shard = task / tiles;
            next = Math.min(end, (shard + 1) * tiles);
            int row = (task - shard * tiles) * ROW_TILE;
            int endRow = Math.min((next - shard * tiles) * ROW_TILE, layer.gradientRows());
            weightGradients(shard, row, endRow, scratch);
        }
    }

    private void weightGradients(int shard, int row, int endRow, float[] scratch) {
        int first = shard * BatchBuffers.SHARD_GROUPS;
        int count = Math.min(BatchBuffers.SHARD_GROUPS, batch.groups() - first);
        float[] target = batch.buffers.shardGradients[shard];
        int gradientAt = batch.gradientsAt(index, first);
        layer.weightGradient(kernel, row, endRow, count, memory, gradientAt, memory, inputAt(first), target, scratch);
        if (row == 0) {
            layer.biasGradient(kernel, count, memory, gradientAt, target, scratch);
        }
    }
}
