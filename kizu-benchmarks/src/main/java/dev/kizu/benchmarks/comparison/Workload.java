package dev.kizu.benchmarks.comparison;

import dev.kizu.image.Image;
import dev.kizu.patch.PatchSpec;
import dev.kizu.vae.TrainingListener;
import dev.kizu.vae.Vae;
import dev.kizu.vae.VaeOptions;
import dev.kizu.vae.VaeTrainer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A network and the images that it is measured on.
 *
 * @param name unique, for people and for the command line of a worker
 * @param options how it is trained
 * @param channels of an image
 * @param side height and width of an image
 * @param images how many there are
 * @param stride pixels from window to window
 */
public record Workload(String name, VaeOptions options, int channels, int side, int images, int stride) {
    /** The article's network and a larger one. */
    public static List<Workload> all() {
        return List.of(
                new Workload(
                        "article, 8x8x1",
                        VaeOptions.article().withPatches(50_000).withEpochs(1),
                        1,
                        28,
                        2000,
                        2),
                new Workload(
                        "larger, 32x32x3, depth 4, latent 16",
                        VaeOptions.article()
                                .withPatch(32, 32)
                                .withDepth(4)
                                .withLatent(16)
                                .withPatches(2_000)
                                .withEpochs(1),
                        3,
                        96,
                        16,
                        8));
    }

    /**
     * The workload of a name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Workload named(String name) {
        return all().stream()
                .filter(workload -> workload.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no workload is called '%s', there are %s"
                        .formatted(name, all().stream().map(Workload::name).toList())));
    }

    /** Waves with noise, the same in every process. */
    public List<Image> randomImages() {
        Random random = new Random(1);
        List<Image> result = new ArrayList<>();
        for (int i = 0; i < images; i++) {
            float[] samples = new float[channels * side * side];
            for (int channel = 0; channel < channels; channel++) {
                double down = random.nextDouble() * 0.4;
                double across = random.nextDouble() * 0.4;
                double phase = random.nextDouble() * 6;
                for (int pixel = 0; pixel < side * side; pixel++) {
                    int row = pixel / side;
                    int column = pixel % side;
                    double wave = Math.sin(row * down + column * across + phase);
                    samples[channel * side * side + pixel] =
                            (float) (0.5 + 0.3 * wave + 0.3 * (random.nextDouble() - 0.5));
                }
            }
            result.add(Image.of(channels, side, side, samples));
        }
        return result;
    }

    /** Multiply-adds of one patch, forward, by itself. */
    public long multiplyAdds() {
        VaeOptions brief = options.withPatches(2).withEpochs(1).withThreads(1);
        return VaeTrainer.train(randomImages(), brief, TrainingListener.NONE)
                .vae()
                .multiplyAdds();
    }

    /** The size of a patch. */
    public PatchSpec patch() {
        return new PatchSpec(options.patchHeight(), options.patchWidth(), channels);
    }

    /** The trained network. Training gives the same bits in every process, so that contenders get the same weights. */
    public Vae trained(List<Image> images) {
        return VaeTrainer.train(images, options, TrainingListener.NONE).vae();
    }
}
