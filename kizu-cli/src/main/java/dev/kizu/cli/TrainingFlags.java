package dev.kizu.cli;

import dev.kizu.vae.VaeOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of training. Those not given are left as the preset has them. */
final class TrainingFlags {
    @Option(
            names = "--patches",
            paramLabel = "N",
            converter = Convert.Count.class,
            description = "Random patches to learn from in an epoch (${bundle:preset.patches}).")
    private @Nullable Integer patches;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            converter = Convert.Count.class,
            description = "Passes over the patches (${bundle:preset.epochs}).")
    private @Nullable Integer epochs;

    @Option(
            names = "--batch",
            paramLabel = "N",
            converter = Convert.Batch.class,
            description = "Patches in one training step, at least 2 (${bundle:preset.batch}).")
    private @Nullable Integer batch;

    @Option(
            names = "--patch",
            paramLabel = "HxW",
            converter = Convert.Patch.class,
            description =
                    "Height and width of a patch in pixels, multiples of ${bundle:preset.patch-unit} (${bundle:preset.patch}).")
    private @Nullable PatchSize patch;

    @Option(
            names = "--latent",
            paramLabel = "N",
            converter = Convert.Count.class,
            description = "Size of the latent vector (${bundle:preset.latent}).")
    private @Nullable Integer latent;

    @Option(
            names = "--filters",
            paramLabel = "N",
            converter = Convert.Count.class,
            description = "Filters of the first convolution; the next has twice as many (${bundle:preset.filters}).")
    private @Nullable Integer filters;

    @Option(
            names = "--threads",
            paramLabel = "N",
            converter = Convert.UpToThousand.class,
            description = "Threads that compute; the scores do not depend on it (default: one for each processor).")
    private @Nullable Integer threads;

    /** The preset's options with what was given. */
    VaeOptions over(VaeOptions preset) {
        VaeOptions options = preset;
        options = patches == null ? options : options.withPatches(patches);
        options = epochs == null ? options : options.withEpochs(epochs);
        options = batch == null ? options : options.withBatchSize(batch);
        options = patch == null ? options : options.withPatch(patch.height(), patch.width());
        options = latent == null ? options : options.withLatent(latent);
        options = filters == null ? options : options.withBaseFilters(filters);
        return threads == null ? options : options.withThreads(threads);
    }
}
