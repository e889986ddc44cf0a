package dev.kizu.vae;

import dev.kizu.nn.kernel.Lanes;

/** The latent heads in training, which draw the latent vector. Nothing is summed over groups. */
final class LatentStage extends BlockStage {
    private final int latent;

    LatentStage(Batch batch, Stage before) {
        super(batch, batch.network.latentBlock(), before);
        latent = batch.network.latent();
    }

    @Override
    void takeValues(int group, float[] scratch) {
        // nothing to sum
    }

    @Override
    void finishForward() {
        // nothing was summed
    }

    @Override
    public void activate(int group) {
        int outputAt = batch.outputAt(index, group);
        kernel.sampleLatent(
                latent, memory, batch.valuesAt(index, group), memory, batch.noiseAt(group), memory, outputAt);
        batch.clearIdleLanes(group, outputAt, latent * Lanes.COUNT);
    }

    /** Writes the term D of one group's patches. */
    void klTerm(int group) {
        kernel.klTerm(latent, memory, batch.valuesAt(index, group), memory, batch.buffers.kl + group * Lanes.COUNT);
    }

    @Override
    public int gradientAt(int group) {
        return batch.buffers.latentGradient + group * latent * Lanes.COUNT;
    }

    @Override
    public void takeGradient(int group, float[] scratch) {
        int to = batch.gradientsAt(index, group);
        kernel.latentGradient(
                latent,
                batch.klScale(),
                memory,
                batch.valuesAt(index, group),
                memory,
                batch.noiseAt(group),
                memory,
                gradientAt(group),
                memory,
                to);
        batch.clearIdleLanes(group, to, 2 * latent * Lanes.COUNT);
    }

    @Override
    public void finishBackward() {
        // no sums
    }

    @Override
    void toValues(int group) {
        // the heads' gradients are those of their values
    }
}
