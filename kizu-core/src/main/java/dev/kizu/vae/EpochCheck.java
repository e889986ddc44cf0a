package dev.kizu.vae;

/** Decides after each epoch whether training goes on. Called on a training thread while the others wait. */
@FunctionalInterface
public interface EpochCheck {
    /** Trains all epochs. */
    EpochCheck NEVER_STOP = (epoch, network) -> true;

    /**
     * Looks at the network as it is.
     *
     * @param epoch epochs done, at least 1
     * @param network the network so far; a copy, which stays as it is
     * @return whether to go on
     */
    boolean goOn(int epoch, Vae network);
}
