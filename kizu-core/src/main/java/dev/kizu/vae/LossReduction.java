package dev.kizu.vae;

/** How the loss of a batch is put together from the terms of its patches. */
public enum LossReduction {
    /** {@code mean(A + M + klWeight * D)} over the batch. */
    MEAN,
    /**
     * {@code sum(A + M) + klWeight * mean(D)}: the published Keras recipe, which sums two terms over the batch and averages the
     * third, so that D weighs {@code 1 / batch} of what the bound asks for.
     */
    SUM_WITH_MEAN_KL
}
