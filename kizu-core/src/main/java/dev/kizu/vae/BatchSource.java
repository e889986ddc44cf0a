package dev.kizu.vae;

/** Where a training step gets its patches and its noise from. Called from several threads, for different groups. */
interface BatchSource {
    /** Writes patch number {@code patch} of the batch, values {@code step} floats apart. */
    void patch(int patch, float[] target, int offset, int step);

    /** Writes the latent noise of patch number {@code patch} of the batch, values {@code step} floats apart. */
    void noise(int patch, float[] target, int offset, int step);
}
