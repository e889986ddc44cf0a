package dev.kizu.nn.kernel;

import static dev.kizu.nn.kernel.Bits.random;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The scalar kernel, which works block by block, gives the bits of plain loops, also where blocks have an end left over. */
class ScalarKernelTest {
    private static final Kernel PLAIN = new PlainKernel();
    private static final Kernel SCALAR = Kernels.scalar();
    private static final int GROUPS = 3;

    static LongStream seeds() {
        return LongStream.range(0, 150);
    }

    /** All buffers lie in one array, as in training; what lies around them stays as it is. */
    @ParameterizedTest
    @MethodSource("seeds")
    void aPlanOfAnyShapeGivesThePlainBits(long seed) {
        RandomPlan random = RandomPlan.of(seed);
        LinearPlan plan = random.plan();
        float[] weights = random(seed + 1, plan.rows() * plan.taps(), 1);
        float[] packed = new float[plan.packedSize()];
        plan.pack(weights, 0, packed, 0);
        float[] bias = seed % 2 == 0 ? random(seed + 2, plan.rows(), 1) : null;
        float[] memory = random(seed + 3, random.inSize() + random.outSize() + 100, 1);
        float[] expected = memory.clone();
        int outAt = random.inSize() + 50;
        boolean relu = seed % 3 == 0;

        SCALAR.linear(plan, packed, 0, bias, 0, relu, memory, 7, memory, outAt);
        PLAIN.linear(plan, packed, 0, bias, 0, relu, expected, 7, expected, outAt);

        Bits.assertSame(memory, expected, "seed " + seed);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theWeightGradientOfAPlanOfAnyShapeGivesThePlainBits(long seed) {
        RandomPlan random = RandomPlan.of(seed);
        LinearPlan plan = random.plan();
        float[] memory = random(seed + 4, GROUPS * (random.inSize() + random.outSize()), 1);
        float[] scratch = new float[Kernel.gradientScratch(plan, GROUPS)];
        int outAt = GROUPS * random.inSize();
        int fromRow = plan.rows() / 3;
        float[] actual = random(seed + 5, plan.rows() * plan.taps(), 1);
        float[] expected = actual.clone();
        int outSize = random.outSize();
        int inSize = random.inSize();
        for (int[] rows : new int[][] {{0, plan.rows()}, {fromRow, plan.rows()}, {fromRow, fromRow + 1}}) {
            SCALAR.linearGradient(
                    plan, rows[0], rows[1], GROUPS, memory, outAt, outSize, memory, 0, inSize, actual, 0, scratch);
            PLAIN.linearGradient(
                    plan, rows[0], rows[1], GROUPS, memory, outAt, outSize, memory, 0, inSize, expected, 0, scratch);
            Bits.assertSame(actual, expected, "seed %d, rows %d to %d".formatted(seed, rows[0], rows[1]));
        }
    }

    @Test
    void aSlidingWindowIsRecognised() {
        long windows = seeds().filter(seed ->
                        ScalarScratch.get().windows.find(RandomPlan.of(seed).plan()))
                .count();
        assertThat(windows).isBetween(5L, 100L);
    }

    static Stream<Arguments> layouts() {
        return Stream.of(
                Arguments.of(Layout.of(2, 3, 70), Layout.of(2, 3, 70).padded(1, 2, 0, 1)),
                Arguments.of(Layout.of(4, 33, 2), Layout.of(4, 33, 2)),
                Arguments.of(Layout.of(2, 1, 130), Layout.of(2, 1, 130)),
                Arguments.of(Layout.of(4, 9, 9), Layout.of(4, 9, 9).padded(0, 0, 1, 2)));
    }

    /** Among the values are infinities, zeros of both signs, NaN and numbers next to zero. */
    @ParameterizedTest
    @MethodSource("layouts")
    void batchNormalizationTreatsSpecialValuesAsPlainLoopsDo(Layout layout, Layout padded) {
        float[] factors = {1f, -2f, 0f, 0.5f};
        float[] values = withSpecialValues(random(6, layout.size(), 1));
        float[][] memories = new float[2][];
        float[][] sums = new float[2][2 * layout.channels()];
        Kernel[] kernels = {PLAIN, SCALAR};
        for (boolean relu : new boolean[] {false, true}) {
            for (int k = 0; k < 2; k++) {
                float[] scratch = new float[Kernel.SCRATCH];
                float[] memory = Arrays.copyOf(values, layout.size() + padded.size());
                float[] gradient = withSpecialValues(random(7, padded.size(), 1));
                int at = layout.size();
                System.arraycopy(gradient, 0, memory, at, gradient.length);
                kernels[k].gradientSums(
                        layout, memory, 0, factors, factors, relu, factors, factors, padded, memory, at, sums[k], 0,
                        scratch);
                kernels[k].combine(layout, memory, 0, factors, factors, factors, padded, memory, at);
                kernels[k].scale(layout, memory, 0, factors, factors, relu, padded, memory, at);
                memories[k] = memory;
            }
            Bits.assertSame(memories[1], memories[0], "memory, relu " + relu);
            Bits.assertSame(sums[1], sums[0], "sums, relu " + relu);
        }
    }

    private static float[] withSpecialValues(float[] values) {
        float[] special = {
            0f,
            -0f,
            Float.NaN,
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY,
            Float.MIN_VALUE,
            -Float.MIN_VALUE,
            88f,
            -88f
        };
        for (int i = 0; i < values.length; i += 3) {
            values[i] = special[i / 3 % special.length];
        }
        return values;
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void theLikelihoodOfPixelsGivesThePlainBits(Layout layout, Layout padded) {
        int channels = layout.channels() / 2;
        Layout pixels = Layout.of(channels, layout.rows() + 2, layout.columns() + 1);
        float[] logits = random(13, layout.size(), 60);
        float[] x = random(14, pixels.size(), 1);
        float[] factors = random(15, Lanes.COUNT, 1);
        int at = pixels.at(0, 1, 1);
        float[][] terms = new float[2][6 * Lanes.COUNT];
        float[][] gradients = new float[2][padded.size()];
        float[][] squares = {logits.clone(), logits.clone()};
        float[][] maps = new float[2][pixels.size()];
        Kernel[] kernels = {PLAIN, SCALAR};
        for (int k = 0; k < 2; k++) {
            kernels[k].gaussianLoss(
                    layout, logits.clone(), 0, pixels, x, at, 4e-3f, 0.1f, terms[k], 0, padded, gradients[k], 0);
            kernels[k].gaussianTermsAndSquares(layout, squares[k], 0, pixels, x, at, 4e-3f, terms[k], 2 * Lanes.COUNT);
            kernels[k].gaussianTerms(layout, logits.clone(), 0, pixels, x, at, 4e-3f, terms[k], 4 * Lanes.COUNT);
            kernels[k].addToMap(layout, squares[k], 0, factors, pixels, maps[k], at);
        }
        Bits.assertSame(terms[1], terms[0], "terms");
        Bits.assertSame(gradients[1], gradients[0], "gradients");
        Bits.assertSame(maps[1], maps[0], "map");
        int means = layout.size() / 2;
        Bits.assertSame(Arrays.copyOf(squares[1], means), Arrays.copyOf(squares[0], means), "squares");
    }

    @Test
    void onceAThreadHasItsWorkingSpaceNothingIsAllocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        LongStream.range(0, 5).forEach(ScalarKernelTest::applyOnce);
        Runnable[] calls =
                LongStream.range(0, 5).mapToObj(ScalarKernelTest::application).toArray(Runnable[]::new);
        long smallest = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            long before = threads.getThreadAllocatedBytes(thread);
            for (Runnable call : calls) {
                call.run();
            }
            smallest = Math.min(smallest, threads.getThreadAllocatedBytes(thread) - before);
        }
        assertThat(smallest).as("bytes allocated by ten calls").isZero();
    }

    private static void applyOnce(long seed) {
        application(seed).run();
    }

    private static Runnable application(long seed) {
        RandomPlan random = RandomPlan.of(seed);
        LinearPlan plan = random.plan();
        float[] packed = new float[plan.packedSize()];
        float[] in = new float[random.inSize()];
        float[] out = new float[random.outSize()];
        float[] gradient = new float[plan.rows() * plan.taps()];
        float[] scratch = new float[Kernel.gradientScratch(plan, 1)];
        return () -> {
            SCALAR.linear(plan, packed, 0, null, 0, true, in, 0, out, 0);
            SCALAR.linearGradient(plan, 0, plan.rows(), 1, out, 0, 0, in, 0, 0, gradient, 0, scratch);
        };
    }
}
