package dev.kizu.benchmarks;

import dev.kizu.nn.LinearLayer;
import dev.kizu.nn.ParameterLayout;
import dev.kizu.nn.kernel.Kernel;
import dev.kizu.nn.kernel.Kernels;
import dev.kizu.nn.kernel.LaneMemory;
import dev.kizu.nn.kernel.Lanes;
import dev.kizu.nn.kernel.Layout;
import dev.kizu.nn.kernel.PiecewiseLinear;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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

/** The kernels, each on one group of sixteen patches, at the sizes of the article's network. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class KernelBenchmark {
    @Param({"vector", "scalar"})
    String kernelName;

    Kernel kernel;
    private float[] parameters;
    private float[] gradients;
    private float[] scratch;
    private float[] packed;

    private LinearLayer first;
    private LinearLayer convolution;
    private LinearLayer dense;
    private LinearLayer spread;
    private LinearLayer narrow;
    private LinearLayer transposed;
    private LinearLayer head;
    /** Groups whose weight gradients are summed together in training. */
    private static final int GROUPS = 4;

    private static final int BENDS = 22;

    private final List<PiecewiseLinear> functions = new ArrayList<>();
    private final int[] lines = new int[4];
    private float[] linesMemory;
    private float[] bends;
    private final float[] channelSums = new float[2 * Lanes.COUNT];
    private final float[] distanceSums = new float[Lanes.COUNT];
    private final float[] linesGradient = new float[2 * 64 * (BENDS + 1)];
    private final int[] offsets = new int[64];
    private float[] small;
    private float[] large;
    private float[] largeGradient;
    private float[] padded;
    private float[] logits;
    private float[] logitsGradient;
    private float[] pixels;
    private final float[] sums = new float[2 * 64];
    private final float[] factors = new float[64];
    private final float[] terms = new float[2 * Lanes.COUNT];
    private final Layout pixelLayout = Layout.of(1, 8, 8);

    /** Fills the arrays. */
    @Setup
    public void setUp() {
        kernel = kernelName.equals("scalar") ? Kernels.scalar() : Kernels.best();
        ParameterLayout layout = new ParameterLayout();
        first = LinearLayer.convolution(layout, "first", Layout.of(1, 8, 8), 16, 2);
        dense = LinearLayer.dense(layout, "dense", Layout.of(32, 4, 4), 2, false);
        spread = LinearLayer.transposedConvolution(layout, "spread", Layout.of(1, 2, 2), 32, 2);
        narrow = LinearLayer.convolution(layout, "narrow", Layout.of(16, 8, 8), 2, 2);
        convolution = LinearLayer.convolution(layout, "convolution", Layout.of(16, 4, 4), 32, 2);
        transposed = LinearLayer.transposedConvolution(layout, "transposed", Layout.of(32, 4, 4), 16, 2);
        head = LinearLayer.sameTransposedConvolution(
                layout, "head", LinearLayer.samePadding(transposed.out(), 4), 2, 4);
        parameters = filled(layout.size());
        gradients = new float[layout.size()];
        packed = filled(transposed.backward().packedSize() + head.backward().packedSize());
        LaneMemory scratchMemory = new LaneMemory();
        scratchMemory.reserve(Stream.of(transposed, head, first, dense)
                .mapToInt(layer -> layer.gradientScratch(GROUPS))
                .max()
                .orElseThrow());
        scratch = scratchMemory.allocate();
        small = filled(GROUPS * Layout.of(32, 4, 4).size());
        large = filled(GROUPS * Layout.of(16, 8, 8).size());
        largeGradient = filled(GROUPS * transposed.outGradient().size());
        padded = filled(GROUPS * head.in().size());
        logits = filled(head.out().size());
        logitsGradient = filled(GROUPS * head.outGradient().size());
        pixels = filled(pixelLayout.size());
        Arrays.fill(factors, 0.9f);
        Arrays.setAll(offsets, i -> i * Layout.of(16, 8, 8).channelStride() / 4);
        LaneMemory memory = new LaneMemory();
        int space = PiecewiseLinear.space(64, BENDS + 1);
        Arrays.setAll(lines, i -> memory.reserve(space));
        linesMemory = memory.allocate();
        bends = filled(BENDS);
        Arrays.sort(bends);
        for (int at : lines) {
            System.arraycopy(filled(space), 0, linesMemory, at, space);
            functions.add(new PiecewiseLinear(bends, 64, linesMemory, at));
        }
    }

    private static float[] filled(int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (i * 37 % 101 - 50) * 0.01f;
        }
        return values;
    }

    /** 8,192 multiply-adds a lane: the second convolution of the encoder. */
    @Benchmark
    public float[] convolution() {
        convolution.forward(kernel, packed, 0, parameters, large, 0, small, 0);
        return small;
    }

    /** 32,768 multiply-adds a lane: the second transposed convolution of the decoder. */
    @Benchmark
    public float[] transposedConvolution() {
        transposed.forward(kernel, packed, 0, parameters, small, 0, large, 0);
        return large;
    }

    /** The same places by piecewise linear functions with 22 bends: 1,024 multiply-adds a lane, and turning where a vector has fewer than sixteen. */
    @Benchmark
    public float[] lines() {
        for (int i = 0; i < 16; i++) {
            kernel.lines(
                    functions.get(i / 4), true, small, i % 4 * Lanes.COUNT, offsets, padded, i * 4 * 64, scratch, 0);
        }
        return padded;
    }

    /** And the way back, through places and to the lines' own gradients: 3,072 multiply-adds a lane, and turning. */
    @Benchmark
    public float[] linesGradient() {
        for (int i = 0; i < 16; i++) {
            kernel.linesGradient(
                    functions.get(i / 4),
                    small,
                    i % 4 * Lanes.COUNT,
                    offsets,
                    large,
                    i * 64 * Lanes.COUNT,
                    largeGradient,
                    i % 4 * Lanes.COUNT,
                    linesGradient,
                    0,
                    scratch);
        }
        return linesGradient;
    }

    /** What a kernel keeps beside the lines, of four parts. */
    @Benchmark
    public float[] prepare() {
        for (int i = 0; i < lines.length; i++) {
            kernel.prepare(new PiecewiseLinear(bends, 64, linesMemory, lines[i]));
        }
        return linesMemory;
    }

    /** 64 multiply-adds: a channel's part in the lines of a segment, on the way forward. */
    @Benchmark
    public float[] addMultiple() {
        kernel.addMultiple(0.9f, small, 0, large, 0, largeGradient, 0, 64);
        return largeGradient;
    }

    /** 64 multiply-adds: how far two features lie apart. */
    @Benchmark
    public float[] squaredDistance() {
        channelSums[0] = kernel.squaredDistance(small, 0, large, 0, 64, distanceSums);
        return channelSums;
    }

    /** 256 multiply-adds: a channel's part in the lines' gradients, on the way back. */
    @Benchmark
    public float[] channelGradient() {
        kernel.channelGradient(0.9f, 0.1f, small, 0, 64, large, 0, largeGradient, 0, channelSums, 0);
        return channelSums;
    }

    /** 32,768 multiply-adds a lane, padding counted: both pixel heads. */
    @Benchmark
    public float[] head() {
        head.forward(kernel, packed, 0, parameters, padded, 0, logits, 0);
        return logits;
    }

    /** 32,768 multiply-adds a lane: the way back through the second transposed convolution. */
    @Benchmark
    public float[] transposedConvolutionBackward() {
        transposed.backward(kernel, packed, 0, large, 0, small, 0);
        return small;
    }

    /** 32,768 multiply-adds a lane: the way back through the heads. */
    @Benchmark
    public float[] headBackward() {
        head.backward(kernel, packed, 0, logitsGradient, 0, large, 0);
        return large;
    }

    /** 131,072 multiply-adds a lane: the second transposed convolution's weight gradient over four groups. */
    @Benchmark
    public float[] transposedConvolutionGradient() {
        transposed.weightGradient(kernel, 0, transposed.gradientRows(), GROUPS, large, 0, small, 0, gradients, scratch);
        return gradients;
    }

    /** 512 multiply-adds a lane: the first transposed convolution of the decoder, where it is computed as such. */
    @Benchmark
    public float[] singleTap() {
        spread.forward(kernel, packed, 0, parameters, padded, 0, small, 0);
        return small;
    }

    /** 2,048 multiply-adds a lane: a convolution to two channels. */
    @Benchmark
    public float[] twoFilters() {
        narrow.forward(kernel, packed, 0, parameters, large, 0, small, 0);
        return small;
    }

    /** 4,096 multiply-adds a lane: the first convolution's weight gradient over four groups. */
    @Benchmark
    public float[] firstConvolutionGradient() {
        first.weightGradient(kernel, 0, first.gradientRows(), GROUPS, small, 0, padded, 0, gradients, scratch);
        return gradients;
    }

    /** 4,096 multiply-adds a lane: the weight gradient of a dense layer with two outputs over four groups. */
    @Benchmark
    public float[] denseGradient() {
        dense.weightGradient(kernel, 0, dense.gradientRows(), GROUPS, large, 0, small, 0, gradients, scratch);
        return gradients;
    }

    /** 131,072 multiply-adds a lane: the heads' weight gradient over four groups. */
    @Benchmark
    public float[] headGradient() {
        head.weightGradient(kernel, 0, head.gradientRows(), GROUPS, logitsGradient, 0, padded, 0, gradients, scratch);
        return gradients;
    }

    /** 1,024 places: sums for batch normalisation. */
    @Benchmark
    public float[] batchSums() {
        kernel.sums(Layout.of(16, 8, 8), large, 0, sums, 0, scratch);
        return sums;
    }

    /** 1,024 places: normalise and rectify into a padded layout. */
    @Benchmark
    public float[] normalize() {
        kernel.scale(Layout.of(16, 8, 8), large, 0, factors, factors, true, head.in(), padded, 0);
        return padded;
    }

    /** 1,024 places: the first half of batch normalisation's way back. */
    @Benchmark
    public float[] batchGradientSums() {
        kernel.gradientSums(
                transposed.out(),
                large,
                0,
                factors,
                factors,
                true,
                factors,
                factors,
                transposed.outGradient(),
                largeGradient,
                0,
                sums,
                0,
                scratch);
        return sums;
    }

    /** 1,024 places: the second half. */
    @Benchmark
    public float[] batchCombine() {
        kernel.combine(
                transposed.out(), large, 0, factors, factors, factors, transposed.outGradient(), largeGradient, 0);
        return largeGradient;
    }

    /** 64 pixels: the terms A and M of scoring. */
    @Benchmark
    public float[] gaussianTerms() {
        kernel.gaussianTerms(head.out(), logits, 0, pixelLayout, pixels, 0, 4e-3f, terms, 0);
        return terms;
    }

    /** 64 pixels: the loss and its gradient. */
    @Benchmark
    public float[] gaussianLoss() {
        kernel.gaussianLoss(
                head.out(),
                logits,
                0,
                pixelLayout,
                pixels,
                0,
                4e-3f,
                0.01f,
                terms,
                0,
                head.outGradient(),
                logitsGradient,
                0);
        return terms;
    }
}
