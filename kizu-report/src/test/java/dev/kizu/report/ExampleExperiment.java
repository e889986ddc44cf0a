package dev.kizu.report;

import dev.kizu.dataset.OneClassTask;
import dev.kizu.experiment.Experiment;
import dev.kizu.experiment.ExperimentListener;
import dev.kizu.experiment.ExperimentOptions;
import dev.kizu.experiment.ExperimentResult;
import dev.kizu.image.Image;
import dev.kizu.vae.VaeOptions;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Real experiments on small images drawn here, for tests. */
final class ExampleExperiment {
    private ExampleExperiment() {}

    /** Normal: a bright frame with noise. Anomalous: the same with a spot. */
    static OneClassTask task(String data) {
        Random random = new Random(5);
        return new OneClassTask(
                data, "plain", "spot", images(120, false, random), images(40, false, random), images(30, true, random));
    }

    private static List<Image> images(int count, boolean spot, Random random) {
        return IntStream.range(0, count).mapToObj(i -> image(spot, random)).toList();
    }

    private static Image image(boolean spot, Random random) {
        float[] samples = new float[20 * 24];
        int spotRow = 4 + random.nextInt(10);
        int spotColumn = 4 + random.nextInt(14);
        double strength = random.nextDouble();
        for (int i = 0; i < samples.length; i++) {
            int row = i / 24;
            int column = i % 24;
            double value = row > 3 && row < 16 && column > 3 && column < 20 ? 0.6 + 0.1 * Math.sin(column) : 0.1;
            if (spot && Math.abs(row - spotRow) < 3 && Math.abs(column - spotColumn) < 2) {
                value -= 0.5 * strength;
            }
            samples[i] = (float) Math.min(1, Math.max(0, value + 0.05 * random.nextGaussian()));
        }
        return Image.of(1, 20, 24, samples);
    }

    /** Runs the experiment as users do, with few patches: 8,000 in each of 3 epochs. */
    static ExperimentResult run(OneClassTask task, ExperimentOptions options) {
        VaeOptions vae = options.vae().withPatches(8_000).withEpochs(3).withThreads(1);
        return Experiment.run(task, options.withVae(vae), ExperimentListener.NONE);
    }
}
