package dev.kizu.benchmarks.torch;

import dev.kizu.benchmarks.comparison.Buffers;
import dev.kizu.benchmarks.comparison.Contender;
import dev.kizu.benchmarks.comparison.Fastest;
import dev.kizu.benchmarks.comparison.FoldedWeights;
import dev.kizu.benchmarks.comparison.NamedTensors;
import dev.kizu.benchmarks.comparison.Rate;
import dev.kizu.benchmarks.comparison.TermsCheck;
import dev.kizu.benchmarks.comparison.Workload;
import dev.kizu.image.Image;
import dev.kizu.vae.Vae;
import dev.kizu.vae.VaeOptions;
import dev.kizu.vae.WindowTerms;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Context;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * libtorch through JavaCPP, operation by operation. Patches and noise are drawn and windows are cut beforehand, which spares it work that Kizu
 * does.
 */
// Scopes and modes work by being open.
@SuppressWarnings("try")
final class TorchContender implements Contender {
    private static final int[] COUNTS = {16, 64, 256};
    private static final int BATCHES = 8;

    private final Workload workload;
    private final List<Image> images;
    private final NamedTensors firstWeights;
    private final FoldedWeights weights;
    private final List<WindowTerms> expected;
    private final List<TorchBatches.Batch> batches;
    private final List<TorchSettings> training = new ArrayList<>();
    private final List<TorchSettings> scoring = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private double largestDifference;

    TorchContender(Workload workload) {
        this.workload = workload;
        Context.setFlushDenormal(true);
        images = workload.randomImages();
        VaeOptions options =
                workload.options().withPatches(BATCHES * workload.options().batchSize());
        firstWeights = TorchCheck.firstWeights(images, options);
        batches = TorchBatches.firstEpoch(workload, options, images);
        Vae vae = workload.trained(images);
        weights = new FoldedWeights(vae);
        expected = vae.scanner(workload.stride()).scan(images.subList(0, 16), 1, done -> {});
        notes.add("version %s, MKL-DNN %s, OpenBLAS with one thread, batch normalisation folded for scoring"
                .formatted(version(), torch.hasMKLDNN() ? "on" : "off"));
        for (boolean channelsLast : new boolean[] {false, true}) {
            notes.add("mean loss over the first steps, channels %s: relative difference from Kizu's %.1e"
                    .formatted(
                            channelsLast ? "last" : "first",
                            TorchCheck.lossDifference(workload, images, channelsLast)));
        }
        for (int threads = 1; threads <= 2; threads++) {
            training.add(Fastest.of(trainings(threads), settings -> train(settings, Fastest.TRIED)));
            scoring.add(Fastest.of(scorings(threads), settings -> score(settings, Fastest.TRIED)));
            String with = threads == 1 ? "one thread" : "two threads";
            notes.add(with + ", training: " + training.get(threads - 1));
            notes.add(with + ", scoring: " + scoring.get(threads - 1));
        }
        notes.add("largest difference from Kizu's terms, relative: %.1e".formatted(largestDifference));
    }

    private static String version() {
        String config = torch.show_config().getString();
        int at = config.indexOf("TORCH_VERSION=") + "TORCH_VERSION=".length();
        return config.substring(at, config.indexOf(',', at));
    }

    private List<TorchSettings> trainings(int threads) {
        int batch = workload.options().batchSize();
        return IntStream.rangeClosed(1, threads)
                .boxed()
                .flatMap(inner -> Stream.of(false, true).map(last -> new TorchSettings(last, batch, 1, inner)))
                .toList();
    }

    private List<TorchSettings> scorings(int threads) {
        return IntStream.of(COUNTS)
                .boxed()
                .flatMap(count -> Stream.of(false, true).map(last -> new TorchSettings(last, count, 1, threads)))
                .flatMap(settings ->
                        threads == 1 ? Stream.of(settings) : Stream.of(settings, settings.withThreads(threads, 1)))
                .toList();
    }

    @Override
    public List<String> notes() {
        return notes;
    }

    @Override
    public OptionalDouble train(int threads) {
        return OptionalDouble.of(train(training.get(threads - 1), Rate.MEASURED));
    }

    @Override
    public double score(int threads) {
        return score(scoring.get(threads - 1), Rate.MEASURED);
    }

    private double train(TorchSettings settings, double seconds) {
        torch.set_num_threads(settings.threads());
        TorchTraining network = new TorchTraining(workload, firstWeights, settings.channelsLast());
        List<TorchBatches.Batch> laidOut = batches.stream()
                .map(batch -> new TorchBatches.Batch(
                        TorchTensors.laidOut(batch.patches(), settings.channelsLast()), batch.noise()))
                .toList();
        int[] next = {0};
        Runnable step = () -> {
            TorchBatches.Batch batch = laidOut.get(next[0]++ % laidOut.size());
            network.step(batch.patches(), batch.noise());
        };
        // The first step with new settings also compiles its operations.
        step.run();
        return Rate.of(seconds, settings.count(), step);
    }

    private double score(TorchSettings settings, double seconds) {
        TorchScoring network = new TorchScoring(workload, weights, settings.channelsLast());
        Tensor windows = TorchTensors.laidOut(
                TorchTensors.of(
                        Buffers.windows(images, workload.patch(), workload.stride(), settings.count()),
                        settings.count(),
                        workload.channels(),
                        workload.patch().height(),
                        workload.patch().width()),
                settings.channelsLast());
        check(network, windows);
        return Rate.of(seconds, settings.count(), settings.callers(), caller -> {
            torch.set_num_threads(settings.threads());
            return () -> {
                try (PointerScope scope = new PointerScope();
                        InferenceMode inference = new InferenceMode()) {
                    network.terms(windows);
                }
            };
        });
    }

    private void check(TorchScoring network, Tensor windows) {
        try (PointerScope scope = new PointerScope();
                InferenceMode inference = new InferenceMode()) {
            TorchTerms terms = network.terms(windows);
            largestDifference = Math.max(
                    largestDifference,
                    TermsCheck.largestDifference(
                            expected,
                            TorchTensors.values(terms.kl()),
                            TorchTensors.values(terms.logNormalizer()),
                            TorchTensors.values(terms.mahalanobis())));
        }
    }
}
