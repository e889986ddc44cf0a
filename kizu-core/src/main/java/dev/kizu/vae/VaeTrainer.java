package dev.kizu.vae;

import dev.kizu.image.Image;
import dev.kizu.nn.kernel.Kernel;
import dev.kizu.nn.kernel.Kernels;
import dev.kizu.parallel.Team;
import dev.kizu.patch.PatchSampler;
import dev.kizu.patch.PatchSource;
import dev.kizu.patch.PatchSpec;
import dev.kizu.random.CounterRandom;
import java.util.Arrays;
import java.util.List;

/**
 * Trains a {@link Vae} on random patches of normal images. The same images and options give the same network, bit for bit, whatever the
 * number of threads, the kernel and the Java runtime.
 *
 * <p>Source: Matsubara et al., arXiv 1807.05800. Deviations of the {@code robust} options from the published recipe: a floor under the predicted
 * variance, gradient clipping, a learning rate that warms up and falls, the Kullback-Leibler term at its full weight, new patches in every
 * epoch.
 */
public final class VaeTrainer {
    /** A last batch smaller than this share of the batch size is left out: its statistics would be too rough. */
    private static final int SMALLEST_BATCH_DIVISOR = 4;

    private static final int PROGRESS_STEPS = 16;

    private final VaeOptions options;
    private final TrainingListener listener;
    private final VaeNetwork network;
    private final Kernel kernel;
    private final PatchSource patches;
    private final EpochCheck check;
    private final CounterRandom noise;
    private final CounterRandom order;
    private final float[] parameters;
    private final float[] running;
    private final TrainingStep step;
    private final double[] epochLoss;
    private final long start = System.nanoTime();

    private VaeTrainer(
            PatchSource patches, VaeOptions options, TrainingListener listener, EpochCheck check, Kernel kernel) {
        PatchSpec patch = patches.spec();
        if (patch.height() != options.patchHeight() || patch.width() != options.patchWidth()) {
            throw new IllegalArgumentException("the patches have the size %s, the options ask for %dx%d"
                    .formatted(patch, options.patchHeight(), options.patchWidth()));
        }
        this.options = options;
        this.listener = listener;
        this.kernel = kernel;
        this.network = new VaeNetwork(
                patch, options.depth(), options.baseFilters(), options.latent(), options.varianceFloor());
        this.patches = patches;
        this.check = check;
        this.noise = new CounterRandom(options.seed(), "noise");
        this.order = new CounterRandom(options.seed(), "order");
        this.parameters = Initializer.parameters(network, options.seed());
        this.running = Initializer.running(network);
        this.step = new TrainingStep(network, kernel, options, parameters, running);
        this.epochLoss = new double[options.epochs()];
    }

    /**
     * Trains a network.
     *
     * @param images normal images of one kind (grey or colour), each at least as large as a patch
     * @throws IllegalArgumentException if images and options do not fit
     * @throws TrainingDivergedException if the loss stops being a finite number
     */
    public static TrainedVae train(List<Image> images, VaeOptions options, TrainingListener listener) {
        return train(images, options, listener, Kernels.best());
    }

    /**
     * Trains a network on patches from anywhere.
     *
     * @param patches as many different ones as there are; with {@link VaeOptions#freshPatches} every epoch asks for other numbers
     * @param check may end training early
     * @throws IllegalArgumentException if patches and options do not fit
     * @throws TrainingDivergedException if the loss stops being a finite number
     */
    public static TrainedVae train(
            PatchSource patches, VaeOptions options, TrainingListener listener, EpochCheck check) {
        return new VaeTrainer(patches, options, listener, check, Kernels.best()).train();
    }

    static TrainedVae train(List<Image> images, VaeOptions options, TrainingListener listener, Kernel kernel) {
        if (images.isEmpty()) {
            throw new IllegalArgumentException("no images to train on; give at least one");
        }
        PatchSpec patch = new PatchSpec(
                options.patchHeight(), options.patchWidth(), images.get(0).channels());
        PatchSampler sampler = new PatchSampler(images, patch, options.seed());
        return new VaeTrainer(sampler, options, listener, EpochCheck.NEVER_STOP, kernel).train();
    }

    private TrainedVae train() {
        int batch = Math.min(options.batchSize(), options.patches());
        int full = options.patches() / batch;
        int rest = options.patches() % batch;
        boolean useRest = rest >= Math.max(2, batch / SMALLEST_BATCH_DIVISOR);
        int steps = full + (useRest ? 1 : 0);
        Run run = new Run(batch, steps, useRest ? rest : batch);
        Team.run(options.threads(), run::work);
        if (!allFinite(parameters) || !allFinite(running)) {
            throw diverged("the last step left weights that are not finite numbers", options.epochs() - 1);
        }
        double seconds = (System.nanoTime() - start) * 1e-9;
        int perEpoch = full * batch + (useRest ? rest : 0);
        return new TrainedVae(
                new Vae(network, parameters, running, kernel),
                new TrainingSummary(seconds, perEpoch, Arrays.copyOf(epochLoss, run.epochsDone), kernel.description()));
    }

    private static boolean allFinite(float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    private TrainingDivergedException diverged(String symptom, int epoch) {
        boolean guarded = options.varianceFloor() > 0 && Float.isFinite(options.gradientClip());
        String advice = guarded
                ? "Try a larger batch (now %d) or another seed; in a program, also a lower learning rate (now %s)"
                        .formatted(options.batchSize(), options.learningRate())
                : "Use the preset robust, whose variance floor and gradient clipping prevent this; in a program, also a lower learning rate (now %s)"
                        .formatted(options.learningRate());
        return new TrainingDivergedException(
                "training diverged in epoch %d of %d: %s. %s".formatted(epoch + 1, options.epochs(), symptom, advice));
    }

    /** The loop over epochs and steps, walked by all members of the team together. */
    private final class Run implements BatchSource {
        private final int batch;
        private final int steps;
        private final int lastBatch;
        private int epoch;
        private long firstPatch;
        private int[] permutation = new int[0];
        private double lossSum;
        private long patchesInEpoch;
        private int epochsDone;
        /** Written by one member at a barrier, which the others pass after it. */
        private boolean stopped;

        Run(int batch, int steps, int lastBatch) {
            this.batch = batch;
            this.steps = steps;
            this.lastBatch = lastBatch;
        }

        void work(Team.Member member) {
            float[] scratch = step.newScratch();
            for (int e = 0; e < options.epochs() && !stopped; e++) {
                for (int s = 0; s < steps; s++) {
                    int thisEpoch = e;
                    int thisStep = s;
                    member.sync(() -> begin(thisEpoch, thisStep));
                    step.run(member, this, scratch);
                }
                member.sync(this::endEpoch);
            }
        }

        private void begin(int e, int s) {
            if (s > 0) {
                record();
            }
            if (s == 0) {
                epoch = e;
                lossSum = 0;
                patchesInEpoch = 0;
                if (!options.freshPatches()) {
                    permutation = order.permutation(options.patches(), e);
                }
            }
            firstPatch = (long) s * batch;
            double progress = (double) ((long) e * steps + s) / ((long) options.epochs() * steps);
            int patches = s == steps - 1 ? lastBatch : batch;
            step.begin(patches, options.learningRate() * options.schedule().factor(progress));
            patchesInEpoch += patches;
        }

        private void endEpoch() {
            record();
            epochsDone = epoch + 1;
            if (check != EpochCheck.NEVER_STOP && epochsDone < options.epochs()) {
                stopped = !check.goOn(epochsDone, new Vae(network, parameters, running, kernel));
            }
        }

        /** Takes note of the step just done. */
        private void record() {
            double loss = step.loss();
            if (!Double.isFinite(loss)) {
                throw diverged("the loss is " + loss, epoch);
            }
            lossSum += loss;
            epochLoss[epoch] = lossSum / patchesInEpoch;
            long stepsDone = firstPatch / batch + 1;
            if (stepsDone % PROGRESS_STEPS == 0 || stepsDone == steps) {
                long perEpoch = (long) (steps - 1) * batch + lastBatch;
                listener.onProgress(new TrainingProgress(
                        epoch + 1,
                        options.epochs(),
                        epoch * perEpoch + patchesInEpoch,
                        options.epochs() * perEpoch,
                        epochLoss[epoch],
                        (System.nanoTime() - start) * 1e-9));
            }
        }

        @Override
        public void patch(int patch, float[] target, int offset, int step) {
            long index = firstPatch + patch;
            long number = options.freshPatches() ? index + (long) epoch * options.patches() : permutation[(int) index];
            patches.copyTo(number, target, offset, step);
        }

        @Override
        public void noise(int patch, float[] target, int offset, int step) {
            noise.gaussians(
                    firstPatch + patch + (long) epoch * options.patches(), network.latent(), target, offset, step);
        }
    }
}
