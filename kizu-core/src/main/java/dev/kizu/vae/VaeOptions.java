package dev.kizu.vae;

import java.util.function.Consumer;

/**
 * Everything that decides what a training run does, apart from the images. Start from {@link #robust()} or {@link #article()}
 * and change what you need with the {@code with...} methods.
 *
 * @param patchHeight rows of a patch; divisible by {@code 2^depth}
 * @param patchWidth columns of a patch; divisible by {@code 2^depth}
 * @param depth number of encoder stages, each halving height and width
 * @param baseFilters filters of the first stage; each further stage has twice as many
 * @param latent size of the latent vector
 * @param varianceFloor smallest predicted pixel variance, in [0, 1): {@code floor + (1 - floor) * sigmoid}
 * @param patches number of random patches drawn from the training images, at least 2
 * @param epochs passes over the patches
 * @param batchSize patches in one optimiser step
 * @param learningRate base rate of Adam
 * @param schedule how the rate moves
 * @param adamEpsilon Adam's epsilon
 * @param gradientClip largest Euclidean norm of a step's gradient, by the loss as {@code reduction} puts it together; infinite for no
 *     clipping
 * @param klWeight weight of D in the loss
 * @param reduction how a batch's loss is put together
 * @param freshPatches whether each epoch draws new patches; otherwise every epoch sees the same ones in another order
 * @param seed seed of everything random
 * @param threads worker threads; results do not depend on it
 */
public record VaeOptions(
        int patchHeight,
        int patchWidth,
        int depth,
        int baseFilters,
        int latent,
        float varianceFloor,
        int patches,
        int epochs,
        int batchSize,
        float learningRate,
        LearningRateSchedule schedule,
        float adamEpsilon,
        float gradientClip,
        float klWeight,
        LossReduction reduction,
        boolean freshPatches,
        long seed,
        int threads) {
    /** Checks every value. */
    public VaeOptions {
        requirePositive("patch height", patchHeight);
        requirePositive("patch width", patchWidth);
        requirePositive("depth", depth);
        requirePositive("base filters", baseFilters);
        requirePositive("latent size", latent);
        require(patches >= 2, "patches", patches, "at least 2, since batch statistics need more than one patch");
        requirePositive("epochs", epochs);
        requirePositive("threads", threads);
        require(batchSize >= 2, "batch size", batchSize, "at least 2, since batch statistics need more than one patch");
        require(varianceFloor >= 0 && varianceFloor < 1, "variance floor", varianceFloor, "in [0, 1)");
        require(learningRate > 0 && learningRate < Float.POSITIVE_INFINITY, "learning rate", learningRate, "above 0");
        require(adamEpsilon > 0 && adamEpsilon < 1, "Adam epsilon", adamEpsilon, "in (0, 1)");
        require(gradientClip > 0, "gradient clip", gradientClip, "above 0 (infinite for none)");
        require(klWeight >= 0 && klWeight < Float.POSITIVE_INFINITY, "KL weight", klWeight, "at least 0");
    }

    /** The default: stable whatever the seed. */
    public static VaeOptions robust() {
        return new Draft().build();
    }

    /** The published recipe as it is, its instability included. */
    public static VaeOptions article() {
        return robust().edit(draft -> {
            draft.varianceFloor = 0;
            draft.schedule = LearningRateSchedule.CONSTANT;
            draft.gradientClip = Float.POSITIVE_INFINITY;
            draft.reduction = LossReduction.SUM_WITH_MEAN_KL;
            draft.freshPatches = false;
        });
    }

    /** A copy with another patch size. */
    public VaeOptions withPatch(int height, int width) {
        return edit(draft -> {
            draft.patchHeight = height;
            draft.patchWidth = width;
        });
    }

    /** A copy with another depth. */
    public VaeOptions withDepth(int depth) {
        return edit(draft -> draft.depth = depth);
    }

    /** A copy with another number of base filters. */
    public VaeOptions withBaseFilters(int baseFilters) {
        return edit(draft -> draft.baseFilters = baseFilters);
    }

    /** A copy with another latent size. */
    public VaeOptions withLatent(int latent) {
        return edit(draft -> draft.latent = latent);
    }

    /** A copy with another variance floor. */
    public VaeOptions withVarianceFloor(float varianceFloor) {
        return edit(draft -> draft.varianceFloor = varianceFloor);
    }

    /** A copy with another number of patches. */
    public VaeOptions withPatches(int patches) {
        return edit(draft -> draft.patches = patches);
    }

    /** A copy with another number of epochs. */
    public VaeOptions withEpochs(int epochs) {
        return edit(draft -> draft.epochs = epochs);
    }

    /** A copy with another batch size. */
    public VaeOptions withBatchSize(int batchSize) {
        return edit(draft -> draft.batchSize = batchSize);
    }

    /** A copy with another base learning rate. */
    public VaeOptions withLearningRate(float learningRate) {
        return edit(draft -> draft.learningRate = learningRate);
    }

    /** A copy with another weight of D. */
    public VaeOptions withKlWeight(float klWeight) {
        return edit(draft -> draft.klWeight = klWeight);
    }

    /** A copy with another gradient clip. */
    public VaeOptions withGradientClip(float gradientClip) {
        return edit(draft -> draft.gradientClip = gradientClip);
    }

    /** A copy with another seed. */
    public VaeOptions withSeed(long seed) {
        return edit(draft -> draft.seed = seed);
    }

    /** A copy with another number of threads. */
    public VaeOptions withThreads(int threads) {
        return edit(draft -> draft.threads = threads);
    }

    private VaeOptions edit(Consumer<Draft> change) {
        Draft draft = Draft.of(this);
        change.accept(draft);
        return draft.build();
    }

    private static void requirePositive(String name, int value) {
        require(value >= 1, name, value, "at least 1");
    }

    private static void require(boolean holds, String name, Object value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException("%s is %s, expected %s".formatted(name, value, expected));
        }
    }

    /** Options that can still change; they begin as the robust ones. */
    private static final class Draft {
        private int patchHeight = 8;
        private int patchWidth = 8;
        private int depth = 2;
        private int baseFilters = 16;
        private int latent = 2;
        private float varianceFloor = 4e-3f;
        private int patches = 100_000;
        private int epochs = 10;
        private int batchSize = 128;
        private float learningRate = 1e-3f;
        private LearningRateSchedule schedule = LearningRateSchedule.WARMUP_COSINE;
        private float adamEpsilon = 1e-7f;
        private float gradientClip = 10;
        private float klWeight = 1;
        private LossReduction reduction = LossReduction.MEAN;
        private boolean freshPatches = true;
        private long seed = 0;
        private int threads = Runtime.getRuntime().availableProcessors();

        static Draft of(VaeOptions options) {
            Draft draft = new Draft();
            draft.patchHeight = options.patchHeight;
            draft.patchWidth = options.patchWidth;
            draft.depth = options.depth;
            draft.baseFilters = options.baseFilters;
            draft.latent = options.latent;
            draft.varianceFloor = options.varianceFloor;
            draft.patches = options.patches;
            draft.epochs = options.epochs;
            draft.batchSize = options.batchSize;
            draft.learningRate = options.learningRate;
            draft.schedule = options.schedule;
            draft.adamEpsilon = options.adamEpsilon;
            draft.gradientClip = options.gradientClip;
            draft.klWeight = options.klWeight;
            draft.reduction = options.reduction;
            draft.freshPatches = options.freshPatches;
            draft.seed = options.seed;
            draft.threads = options.threads;
            return draft;
        }

        VaeOptions build() {
            return new VaeOptions(
                    patchHeight,
                    patchWidth,
                    depth,
                    baseFilters,
                    latent,
                    varianceFloor,
                    patches,
                    epochs,
                    batchSize,
                    learningRate,
                    schedule,
                    adamEpsilon,
                    gradientClip,
                    klWeight,
                    reduction,
                    freshPatches,
                    seed,
                    threads);
        }
    }
}
