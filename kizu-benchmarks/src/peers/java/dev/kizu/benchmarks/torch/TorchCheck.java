package dev.kizu.benchmarks.torch;

import dev.kizu.benchmarks.comparison.NamedTensors;
import dev.kizu.benchmarks.comparison.Workload;
import dev.kizu.image.Image;
import dev.kizu.vae.TrainingListener;
import dev.kizu.vae.VaeOptions;
import dev.kizu.vae.VaeTrainer;
import java.util.List;

/** Whether libtorch takes the same training steps as Kizu: from the same weights, with the same patches and noise. */
final class TorchCheck {
    private static final int STEPS = 3;
    private static final double LIMIT = 1e-4;
    /** Too small to move a weight: training at this rate gives the weights that training starts from. */
    private static final float STANDSTILL = 1e-30f;

    private TorchCheck() {}

    /**
     * Compares the mean loss over the first steps, in which also gradients and Adam have a part from the second step on.
     *
     * @return the relative difference
     * @throws IllegalStateException if it is above 1e-4
     */
    static double lossDifference(Workload workload, List<Image> images, boolean channelsLast) {
        VaeOptions options = workload.options()
                .withEpochs(1)
                .withPatches(STEPS * workload.options().batchSize());
        NamedTensors first = firstWeights(images, options);
        double kizu = VaeTrainer.train(images, options, TrainingListener.NONE)
                .summary()
                .finalLoss();
        TorchTraining training = new TorchTraining(workload, first, channelsLast);
        double sum = 0;
        for (TorchBatches.Batch batch : TorchBatches.firstEpoch(workload, options, images)) {
            sum += training.stepAndLoss(TorchTensors.laidOut(batch.patches(), channelsLast), batch.noise());
        }
        double loss = sum / options.patches();
        double difference = Math.abs(loss - kizu) / Math.abs(kizu);
        // Not "above": NaN must not pass.
        if (!(difference <= LIMIT)) {
            throw new IllegalStateException(
                    "the mean loss over %d steps is %s, expected Kizu's %s within %s: the two do not train the same, so their speeds cannot be compared"
                            .formatted(STEPS, loss, kizu, LIMIT));
        }
        return difference;
    }

    /** The weights that training starts from. */
    static NamedTensors firstWeights(List<Image> images, VaeOptions options) {
        return NamedTensors.of(VaeTrainer.train(images, options.withLearningRate(STANDSTILL), TrainingListener.NONE)
                .vae());
    }
}
