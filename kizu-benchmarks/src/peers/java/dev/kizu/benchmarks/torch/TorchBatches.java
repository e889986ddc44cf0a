package dev.kizu.benchmarks.torch;

import dev.kizu.benchmarks.comparison.Workload;
import dev.kizu.image.Image;
import dev.kizu.patch.PatchSampler;
import dev.kizu.random.CounterRandom;
import dev.kizu.vae.VaeOptions;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** The very batches that Kizu trains on: the same patches in the same order, with the same noise. */
final class TorchBatches {
    /** A batch: patches [patch][channel][row][column] and noise [patch][latent]. */
    record Batch(Tensor patches, Tensor noise) {}

    private TorchBatches() {}

    /** The batches of the first epoch of a training run with these options. */
    static List<Batch> firstEpoch(Workload workload, VaeOptions options, List<Image> images) {
        int batch = options.batchSize();
        int size = workload.patch().size();
        int latent = options.latent();
        PatchSampler sampler = new PatchSampler(images, workload.patch(), options.seed());
        CounterRandom noise = new CounterRandom(options.seed(), "noise");
        int[] order = new CounterRandom(options.seed(), "order").permutation(options.patches(), 0);
        List<Batch> result = new ArrayList<>();
        for (int first = 0; first + batch <= options.patches(); first += batch) {
            float[] x = new float[batch * size];
            float[] e = new float[batch * latent];
            for (int i = 0; i < batch; i++) {
                sampler.copyTo(order[first + i], x, i * size, 1);
                noise.gaussians(first + i, latent, e, i * latent, 1);
            }
            result.add(new Batch(
                    TorchTensors.of(
                            x,
                            batch,
                            workload.channels(),
                            workload.patch().height(),
                            workload.patch().width()),
                    TorchTensors.of(e, batch, latent)));
        }
        return result;
    }
}
