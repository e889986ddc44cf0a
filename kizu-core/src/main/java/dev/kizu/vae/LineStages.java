package dev.kizu.vae;

import dev.kizu.nn.kernel.Kernel;
import dev.kizu.nn.kernel.Lanes;
import dev.kizu.nn.kernel.Layout;
import dev.kizu.parallel.Team;
import org.jspecify.annotations.Nullable;

/**
 * The first two stages of the decoder in training, as functions of the one value x of each place ({@link LineWeights}). What the first stage gives is
 * never written, and the second stage's outputs are looked up. On the way back the gradients of slopes and starts are summed up for each segment, and
 * each place's gradient is its outputs' gradients times their slopes. Of both stages' multiply-adds a twentieth is left.
 *
 * <p>The way back is split by shards and parts, then by parts.
 */
final class LineStages extends JoinedStages {
    private static final int PARTS = LineWeights.PARTS;

    private final Batch batch;
    private final Kernel kernel;
    private final float[] memory;
    private final LineWeights weights;
    /** The dense layer. */
    private final NormStage before;
    /** The second stage's batch normalisation; not its layer. */
    private final NormStage second;

    private final int dense;
    /** Places of the smallest grid. */
    private final Layout places;

    private final int[] starts;
    private final int[] offsets;
    private final float[] placeSums;

    /**
     * Prepares.
     *
     * @param before the dense layer
     */
    LineStages(Batch batch, NormStage before) {
        super(new NormStage(batch, before.index + PlaceLines.STAGES, null));
        this.batch = batch;
        this.kernel = batch.kernel;
        this.memory = batch.memory;
        this.before = before;
        dense = before.index;
        second = last();
        weights = new LineWeights(batch, dense + 1);
        places = batch.block(dense + 1).linear().in();
        starts = PlaceLines.starts(second.layer.out());
        offsets = PlaceLines.offsets(second.layer.out());
        placeSums = new float[2 * batch.buffers.groups];
    }

    @Override
    public void forward(Team.Member member, float[] scratch) {
        for (int group = member.from(batch.groups()); group < member.to(batch.groups()); group++) {
            before.activate(group);
            kernel.sums(places, memory, batch.outputAt(dense, group), placeSums, 2 * group, scratch);
        }
        member.sync(this::finishPlaces);
        for (int part = member.from(PARTS); part < member.to(PARTS); part++) {
            weights.build(part);
        }
        member.sync(() -> {});
        for (int group = member.from(batch.groups()); group < member.to(batch.groups()); group++) {
            int valuesAt = batch.valuesAt(second.index, group);
            look(group, valuesAt, scratch);
            batch.clearIdleLanes(group, valuesAt, second.layer.out().size());
            second.takeValues(group, scratch);
        }
        member.sync(second::finishForward);
    }

    private void finishPlaces() {
        double sum = 0;
        double squares = 0;
        for (int group = 0; group < batch.groups(); group++) {
            sum += placeSums[2 * group];
            squares += placeSums[2 * group + 1];
        }
        weights.finishForward(sum, squares);
    }

    private void look(int group, int valuesAt, float[] scratch) {
        for (int part = 0; part < PARTS; part++) {
            for (int place = 0; place < places.positions(); place++) {
                kernel.lines(
                        weights.functions(part),
                        false,
                        memory,
                        placeAt(group, place),
                        offsets,
                        memory,
                        valuesAt + starts[place * PARTS + part],
                        scratch,
                        Kernel.PANELS);
            }
        }
    }

    @Override
    public void backward(Team.Member member, float[] scratch, @Nullable Stage next) {
        for (int group = member.from(batch.groups()); group < member.to(batch.groups()); group++) {
            second.toValues(group);
        }
        if (next != null) {
            next.weightGradients(member, scratch);
        }
        batch.syncShards(member);
        int tasks = batch.shards() * PARTS;
        for (int task = member.from(tasks); task < member.to(tasks); task++) {
            toLines(task / PARTS, task % PARTS, scratch);
        }
        member.sync(() -> {});
        for (int part = member.from(PARTS); part < member.to(PARTS); part++) {
            weights.sumPart(part);
        }
        member.sync(weights::finishBackward);
        for (int group = member.from(batch.groups()); group < member.to(batch.groups()); group++) {
            toPlaces(group);
            before.takeGradient(group, scratch);
        }
        member.sync(before::finishBackward);
    }

    /** From the gradients of outputs to those of lines, and to one part's share in those of places. */
    private void toLines(int shard, int part, float[] scratch) {
        int lineGradients = weights.newGradients(shard, part);
        int first = shard * BatchBuffers.SHARD_GROUPS;
        int end = Math.min(first + BatchBuffers.SHARD_GROUPS, batch.groups());
        for (int group = first; group < end; group++) {
            for (int place = 0; place < places.positions(); place++) {
                kernel.linesGradient(
                        weights.functions(part),
                        memory,
                        placeAt(group, place),
                        offsets,
                        memory,
                        second.gradientAt(group) + starts[place * PARTS + part],
                        memory,
                        shareAt(group, part, place),
                        weights.memory,
                        lineGradients,
                        scratch);
            }
        }
    }

    /** From the parts' shares to the gradients of places. */
    private void toPlaces(int group) {
        Layout layout = before.layer.outGradient();
        int gradientAt = before.gradientAt(group);
        int stride = places.positions() * Lanes.COUNT;
        for (int place = 0; place < places.positions(); place++) {
            int from = shareAt(group, 0, place);
            int valueAt = placeAt(group, place);
            int to = gradientAt + layout.at(place, 0, 0);
            for (int lane = 0; lane < Lanes.COUNT; lane++) {
                float sum = (memory[from + lane] + memory[from + stride + lane])
                        + (memory[from + 2 * stride + lane] + memory[from + 3 * stride + lane]);
                memory[to + lane] = sum + weights.share(memory[valueAt + lane]);
            }
        }
        batch.clearIdleLanes(group, gradientAt, layout.size());
    }

    @Override
    public void weightGradients(Team.Member member, float[] scratch) {
        // backward gave them
    }

    private int placeAt(int group, int place) {
        return batch.outputAt(dense, group) + places.at(0, place / places.columns(), place % places.columns());
    }

    private int shareAt(int group, int part, int place) {
        return batch.buffers.partGradients + ((group * PARTS + part) * places.positions() + place) * Lanes.COUNT;
    }
}
