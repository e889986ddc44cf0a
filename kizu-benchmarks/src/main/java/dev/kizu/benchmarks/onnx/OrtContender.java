package dev.kizu.benchmarks.onnx;

import ai.onnxruntime.OrtEnvironment;
import dev.kizu.benchmarks.comparison.Contender;
import dev.kizu.benchmarks.comparison.ContenderFactory;
import dev.kizu.benchmarks.comparison.Fastest;
import dev.kizu.benchmarks.comparison.FoldedWeights;
import dev.kizu.benchmarks.comparison.Rate;
import dev.kizu.benchmarks.comparison.Workload;
import dev.kizu.image.Image;
import dev.kizu.vae.Vae;
import dev.kizu.vae.WindowTerms;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * ONNX Runtime, scoring what Kizu trained. The same windows or images are scored again and again, and windows are cut beforehand: both spare
 * it work that Kizu does.
 */
public final class OrtContender implements Contender {
    private static final int CHECKED_IMAGES = 16;
    private static final List<PixelBlock> BLOCKS =
            List.of(PixelBlock.PLAIN, new PixelBlock(2, 2), new PixelBlock(4, 2), new PixelBlock(4, 4));

    private final Workload workload;
    private final OrtInput input;
    private final List<Image> images;
    private final OnnxWeights weights;
    private final List<WindowTerms> expected;
    /** The fastest, with one thread and with two. */
    private final List<OrtSettings> settings = new ArrayList<>();

    private final List<OrtRunner> runners = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private double largestDifference;
    private double fastestPlain;

    private OrtContender(Workload workload, OrtInput input) {
        this.workload = workload;
        this.input = input;
        images = workload.randomImages();
        Vae vae = workload.trained(images);
        weights = new OnnxWeights(new FoldedWeights(vae));
        expected = vae.scanner(workload.stride()).scan(images.subList(0, CHECKED_IMAGES), 1, done -> {});
        OrtSettings alone = Fastest.of(
                BLOCKS.stream()
                        .flatMap(block -> counts(new OrtSettings(block, 0, 1, 1, false)))
                        .toList(),
                this::tried);
        OrtSettings together = Fastest.of(
                Stream.of(alone.withThreads(2, 1, false), alone.withThreads(1, 2, false), alone.withThreads(1, 2, true))
                        .flatMap(this::counts)
                        .toList(),
                this::tried);
        settings.add(alone);
        settings.add(together);
        settings.forEach(best -> runners.add(open(best)));
        notes.add("version %s, batch normalisation folded, all graph optimisations"
                .formatted(OrtEnvironment.getEnvironment().getVersion()));
        notes.add("one thread: " + alone);
        notes.add("two threads: " + together);
        notes.add("the plain graph, while settings were tried: at most %,.0f windows/s on one thread"
                .formatted(fastestPlain));
        notes.add("largest difference from Kizu's terms, relative: %.1e".formatted(largestDifference));
    }

    /** One for windows on their own, one for whole images. */
    public static List<ContenderFactory> factories() {
        return List.of(
                factory("ONNX Runtime, windows", OrtInput.WINDOWS),
                factory("ONNX Runtime, whole images", OrtInput.IMAGES));
    }

    private static ContenderFactory factory(String name, OrtInput input) {
        return new ContenderFactory() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Contender create(Workload workload) {
                return new OrtContender(workload, input);
            }
        };
    }

    private Stream<OrtSettings> counts(OrtSettings like) {
        return input.counts().stream().map(like::withCount);
    }

    private double tried(OrtSettings tried) {
        try (OrtRunner runner = open(tried)) {
            double rate = rate(runner, tried, Fastest.TRIED);
            if (tried.block().isPlain() && tried.callers() * tried.threads() == 1) {
                fastestPlain = Math.max(fastestPlain, rate);
            }
            return rate;
        }
    }

    /** Opens a session and checks what it computes. */
    private OrtRunner open(OrtSettings opened) {
        OrtRunner runner = input.open(workload, images, weights, opened);
        for (int caller = 0; caller < opened.callers(); caller++) {
            largestDifference = Math.max(largestDifference, runner.largestDifference(caller, expected));
        }
        return runner;
    }

    private static double rate(OrtRunner runner, OrtSettings used, double seconds) {
        return Rate.of(seconds, runner.windows(), used.callers(), caller -> () -> runner.run(caller));
    }

    @Override
    public List<String> notes() {
        return notes;
    }

    @Override
    public OptionalDouble train(int threads) {
        return OptionalDouble.empty();
    }

    @Override
    public double score(int threads) {
        return rate(runners.get(threads - 1), settings.get(threads - 1), Rate.MEASURED);
    }

    @Override
    public void close() {
        runners.forEach(OrtRunner::close);
    }
}
