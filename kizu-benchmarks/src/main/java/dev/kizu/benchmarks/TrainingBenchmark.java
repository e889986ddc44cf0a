package dev.kizu.benchmarks;

import dev.kizu.image.Image;
import dev.kizu.vae.TrainedVae;
import dev.kizu.vae.TrainingListener;
import dev.kizu.vae.VaeOptions;
import dev.kizu.vae.VaeTrainer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One training step of 128 patches of the article's network, threads and data loading included. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class TrainingBenchmark {
    private static final int STEPS = 400;

    @Param({"1", "2"})
    int threads;

    private final List<Image> images = new ArrayList<>();

    /** Makes random images. */
    @Setup
    public void setUp() {
        Random random = new Random(1);
        for (int i = 0; i < 500; i++) {
            float[] samples = new float[28 * 28];
            for (int k = 0; k < samples.length; k++) {
                samples[k] = random.nextFloat();
            }
            images.add(Image.of(1, 28, 28, samples));
        }
    }

    /** One step; three times 75,784 multiply-adds a patch. */
    @Benchmark
    @OperationsPerInvocation(STEPS)
    public TrainedVae step() {
        VaeOptions options = VaeOptions.article()
                .withThreads(threads)
                .withPatches(STEPS * 128)
                .withEpochs(1);
        return VaeTrainer.train(images, options, TrainingListener.NONE);
    }
}
