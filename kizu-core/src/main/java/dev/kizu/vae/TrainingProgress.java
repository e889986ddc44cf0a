package dev.kizu.vae;

/**
 * Where a training run stands.
 *
 * @param epoch the epoch under way, from 1
 * @param epochs number of epochs
 * @param patchesDone patches seen in all epochs so far
 * @param patchesTotal patches to see in all epochs
 * @param loss mean loss a patch in this epoch so far, in nats: the mean of {@code D + A + M}, whatever the weights
 * @param seconds since training began
 */
public record TrainingProgress(
        int epoch, int epochs, long patchesDone, long patchesTotal, double loss, double seconds) {
    /** Patches a second since training began. */
    public double patchesPerSecond() {
        return seconds > 0 ? patchesDone / seconds : 0;
    }
}
