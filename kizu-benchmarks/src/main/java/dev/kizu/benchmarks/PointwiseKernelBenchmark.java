package dev.kizu.benchmarks;

import dev.kizu.nn.kernel.Kernel;
import dev.kizu.nn.kernel.Kernels;
import dev.kizu.nn.kernel.Lanes;
import dev.kizu.nn.kernel.Layout;
import java.util.Arrays;
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
import org.openjdk.jmh.annotations.Warmup;

/** The kernels that go through values place by place, each on one group of sixteen patches, at the sizes of the article's network. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class PointwiseKernelBenchmark {
    private static final int LATENT = 2;
    private static final float VARIANCE_FLOOR = 4e-3f;

    @Param({"vector", "scalar"})
    String kernelName;

    Kernel kernel;

    private final Layout layout = Layout.of(16, 8, 8);
    private final Layout pixelLayout = Layout.of(1, 8, 8);
    private final Layout logitsLayout = Layout.of(2, 8, 8);
    private final float[] scratch = new float[Kernel.SCRATCH];
    private final float[] values = filled(layout.size());
    private final float[] gradient = filled(layout.size());
    private final float[] scaled = new float[layout.size()];
    private final float[] pixels = filled(pixelLayout.size());
    private final float[] logits = filled(logitsLayout.size());
    private final float[] map = new float[pixelLayout.size()];
    private final float[] factors = new float[64];
    private final float[] sums = new float[2 * 64];
    private final float[] terms = new float[2 * Lanes.COUNT];
    private final float[] heads = filled(2 * LATENT * Lanes.COUNT);
    private final float[] headsGradient = new float[2 * LATENT * Lanes.COUNT];
    private final float[] noise = filled(LATENT * Lanes.COUNT);
    private final float[] z = new float[LATENT * Lanes.COUNT];

    /** Chooses the kernel. */
    @Setup
    public void setUp() {
        kernel = kernelName.equals("scalar") ? Kernels.scalar() : Kernels.best();
        Arrays.fill(factors, 0.4f);
    }

    private static float[] filled(int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (i * 37 % 101 - 50) * 0.01f;
        }
        return values;
    }

    /** 1,024 places: the sums for batch normalisation. */
    @Benchmark
    public float[] sums() {
        kernel.sums(layout, values, 0, sums, 0, scratch);
        return sums;
    }

    /** 1,024 places: batch normalisation and rectifier. */
    @Benchmark
    public float[] scale() {
        kernel.scale(layout, values, 0, factors, factors, true, layout, scaled, 0);
        return scaled;
    }

    /** 1,024 places: the rectifier's mask and the sums for the way back through batch normalisation. */
    @Benchmark
    public float[] gradientSums() {
        kernel.gradientSums(
                layout, values, 0, factors, factors, true, factors, factors, layout, gradient, 0, sums, 0, scratch);
        return sums;
    }

    /** 1,024 places: the way back through batch normalisation. */
    @Benchmark
    public float[] combine() {
        kernel.combine(layout, values, 0, factors, factors, factors, layout, gradient, 0);
        return gradient;
    }

    /** 2 places: draws z. */
    @Benchmark
    public float[] sampleLatent() {
        kernel.sampleLatent(LATENT, heads, 0, noise, 0, z, 0);
        return z;
    }

    /** 2 places: gradients of the latent heads. */
    @Benchmark
    public float[] latentGradient() {
        kernel.latentGradient(LATENT, 0.01f, heads, 0, noise, 0, z, 0, headsGradient, 0);
        return headsGradient;
    }

    /** 2 places: D. */
    @Benchmark
    public float[] klTerm() {
        kernel.klTerm(LATENT, heads, 0, terms, 0);
        return terms;
    }

    /** 64 pixels: A and M, without gradients. */
    @Benchmark
    public float[] gaussianTerms() {
        kernel.gaussianTerms(logitsLayout, logits, 0, pixelLayout, pixels, 0, VARIANCE_FLOOR, terms, 0);
        return terms;
    }

    /** 64 pixels: A and M, and the square of every pixel for a heatmap. */
    @Benchmark
    public float[] gaussianTermsAndSquares() {
        kernel.gaussianTermsAndSquares(logitsLayout, logits, 0, pixelLayout, pixels, 0, VARIANCE_FLOOR, terms, 0);
        return terms;
    }

    /** 64 pixels: a window's share of a heatmap. */
    @Benchmark
    public float[] addToMap() {
        kernel.addToMap(logitsLayout, logits, 0, factors, pixelLayout, map, 0);
        return map;
    }
}
