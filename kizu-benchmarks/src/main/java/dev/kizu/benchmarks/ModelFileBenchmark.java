package dev.kizu.benchmarks;

import dev.kizu.detect.Detector;
import dev.kizu.detect.DetectorOptions;
import dev.kizu.image.Image;
import dev.kizu.vae.TrainingListener;
import dev.kizu.vae.Vae;
import dev.kizu.vae.VaeOptions;
import dev.kizu.vae.VaeTrainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Saving and loading a model of the article's network, to and from a file: with the article's options, and as the demo's is. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class ModelFileBenchmark {
    /** The demo's: 1,200 held-out scores. */
    private static final int HELD_OUT = 1200;

    @Param({"article", "robust"})
    String preset;

    private Detector detector;
    private Path folder;
    private Path file;

    /** Trains for a moment: the weights do not matter here. */
    @Setup
    public void setUp() throws IOException {
        Random random = new Random(1);
        List<Image> images = new ArrayList<>();
        for (int i = 0; i < HELD_OUT; i++) {
            float[] samples = new float[28 * 28];
            for (int k = 0; k < samples.length; k++) {
                samples[k] = random.nextFloat();
            }
            images.add(Image.of(1, 28, 28, samples));
        }
        boolean article = preset.equals("article");
        VaeOptions training = article ? VaeOptions.article() : VaeOptions.robust();
        Vae vae = VaeTrainer.train(images, training.withPatches(1280).withEpochs(1), TrainingListener.NONE)
                .vae();
        detector = article
                ? Detector.fit(vae, DetectorOptions.article(), List.of(), 1)
                : Detector.fit(vae, DetectorOptions.robust(), images, 1);
        folder = Files.createTempDirectory("kizu-benchmark");
        file = folder.resolve("model.onnx");
        detector.save(file);
        System.out.printf("%s: %,d bytes%n", preset, Files.size(file));
    }

    /** Removes the file. */
    @TearDown
    public void tearDown() throws IOException {
        Files.delete(file);
        Files.delete(folder);
    }

    /** Builds the graph, writes it, moves the file. */
    @Benchmark
    public void save() throws IOException {
        detector.save(file);
    }

    /** Reads, checks and builds the network. */
    @Benchmark
    public Detector load() throws IOException {
        return Detector.load(file);
    }
}
