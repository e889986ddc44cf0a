package dev.kizu.vae;

import dev.kizu.nn.BatchNormalization;
import dev.kizu.nn.BatchStatistics;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A block with batch normalisation in training. */
final class NormStage extends BlockStage {
    private final BatchNormalization norm;
    private final BatchStatistics statistics;

    NormStage(Batch batch, int index, @Nullable Stage before) {
        super(batch, index, before);
        norm = Objects.requireNonNull(batch.block(index).norm());
        statistics = Objects.requireNonNull(batch.buffers.statistics[index]);
    }

    @Override
    void takeValues(int group, float[] scratch) {
        statistics.sum(kernel, group, memory, batch.valuesAt(index, group), scratch);
    }

    @Override
    void finishForward() {
        statistics.finishForward(batch.groups(), batch.patches(), batch.parameters, batch.running);
    }

    @Override
    public void activate(int group) {
        int outputAt = batch.outputAt(index, group);
        norm.forward(
                kernel,
                statistics,
                memory,
                batch.valuesAt(index, group),
                batch.block(index).output(),
                memory,
                outputAt);
        batch.clearIdleLanes(group, outputAt, batch.block(index).output().size());
    }

    @Override
    public int gradientAt(int group) {
        return batch.gradientsAt(index, group);
    }

    @Override
    public void takeGradient(int group, float[] scratch) {
        norm.gradientSums(
                kernel,
                statistics,
                group,
                memory,
                batch.valuesAt(index, group),
                layer.outGradient(),
                memory,
                batch.gradientsAt(index, group),
                scratch);
    }

    @Override
    public void finishBackward() {
        statistics.finishBackward(batch.groups(), batch.patches(), batch.gradient());
    }

    @Override
    void toValues(int group) {
        int gradientAt = batch.gradientsAt(index, group);
        norm.backward(
                kernel, statistics, memory, batch.valuesAt(index, group), layer.outGradient(), memory, gradientAt);
        batch.clearIdleLanes(group, gradientAt, layer.outGradient().size());
    }
}
