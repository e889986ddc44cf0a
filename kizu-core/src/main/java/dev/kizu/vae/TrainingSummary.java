package dev.kizu.vae;

/**
 * How a training run went.
 *
 * @param seconds wall-clock time
 * @param patches patches an epoch
 * @param epochLoss mean of {@code D + A + M} a patch for each epoch, in nats; shared, not copied: treat it as read-only
 * @param kernel which kernel computed, e.g. {@code vector 512 bits}
 */
public record TrainingSummary(double seconds, int patches, double[] epochLoss, String kernel) {
    /** Number of epochs. */
    public int epochs() {
        return epochLoss.length;
    }

    /** Mean loss of the last epoch, in nats a patch. */
    public double finalLoss() {
        return epochLoss[epochLoss.length - 1];
    }

    /** Patches a second over all epochs. */
    public double patchesPerSecond() {
        return (double) patches * epochs() / seconds;
    }
}
