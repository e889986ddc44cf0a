package dev.kizu.nn.kernel;

import static dev.kizu.nn.kernel.Bits.random;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The kernels give the bits of plain loops, at even and odd sizes. */
class KernelAgreementTest {
    private static final Kernel PLAIN = new PlainKernel();
    private static final Kernel[] KERNELS = {PLAIN, Kernels.scalar(), new VectorKernel()};
    private static final int[] SIZES = {1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 33};

    static Stream<Arguments> planSizes() {
        return IntStream.of(SIZES)
                .boxed()
                .flatMap(rows -> IntStream.of(1, 3, 4, 5, 6, 8, 11)
                        .boxed()
                        .flatMap(positions -> Stream.of(1, 5, 16).map(taps -> Arguments.of(rows, positions, taps))));
    }

    private static LinearPlan plan(int rows, int positions, int taps) {
        return new LinearPlan(
                IntStream.range(0, rows).map(i -> i * taps).toArray(),
                IntStream.range(0, rows).map(i -> i * positions * Lanes.COUNT).toArray(),
                IntStream.range(0, taps).toArray(),
                IntStream.range(0, taps).map(i -> i * positions * Lanes.COUNT).toArray(),
                IntStream.range(0, positions).map(i -> i * Lanes.COUNT).toArray(),
                IntStream.range(0, positions).map(i -> i * Lanes.COUNT).toArray());
    }

    @ParameterizedTest
    @MethodSource("planSizes")
    void linear(int rows, int positions, int taps) {
        LinearPlan plan = plan(rows, positions, taps);
        assertThat(plan.isEven()).isEqualTo(taps > 1);
        float[] in = random(1, taps * positions * Lanes.COUNT, 1);
        float[] packed = packed(plan, random(2, rows * taps, 1));
        float[] bias = random(3, rows, 1);
        for (boolean relu : new boolean[] {false, true}) {
            float[][] outputs = new float[KERNELS.length][rows * positions * Lanes.COUNT];
            for (int k = 0; k < KERNELS.length; k++) {
                KERNELS[k].linear(plan, packed, 0, bias, 0, relu, in, 0, outputs[k], 0);
            }
            assertSameBits(outputs);
        }
    }

    @ParameterizedTest
    @MethodSource("planSizes")
    void linearGradient(int rows, int positions, int taps) {
        LinearPlan plan = plan(rows, positions, taps);
        int groups = 3;
        float[] in = random(4, groups * taps * positions * Lanes.COUNT, 1);
        float[] gradient = random(5, groups * rows * positions * Lanes.COUNT, 1);
        float[][] weightGradients = new float[KERNELS.length][rows * taps];
        for (int k = 0; k < KERNELS.length; k++) {
            KERNELS[k].linearGradient(
                    plan,
                    0,
                    rows,
                    groups,
                    gradient,
                    0,
                    gradient.length / groups,
                    in,
                    0,
                    in.length / groups,
                    weightGradients[k],
                    0,
                    new float[Kernel.gradientScratch(plan, groups)]);
        }
        assertSameBits(weightGradients);
    }

    static Stream<Arguments> lineSizes() {
        return IntStream.of(1, 3, 4, 5, 7, 8, 12, 16, 20, 33, 64, 68, 150)
                .boxed()
                .flatMap(outputs ->
                        Stream.of(0, 1, 2, 5, 14, 15, 16, 29, 30, 31, 32).map(bends -> Arguments.of(outputs, bends)));
    }

    @ParameterizedTest
    @MethodSource("lineSizes")
    void lines(int outputs, int bends) {
        float[] places = random(31, bends, 1);
        Arrays.sort(places);
        PiecewiseLinear functions =
                new PiecewiseLinear(places, outputs, random(32, 7 + PiecewiseLinear.space(outputs, bends + 1), 1), 7);
        float[] in = random(33, 3 * Lanes.COUNT, 1);
        // On a bend, below and above all of them.
        in[0] = bends == 0 ? 0 : places[bends / 2];
        in[5] = -Float.MAX_VALUE;
        in[9] = Float.POSITIVE_INFINITY;
        int[] offsets = IntStream.range(0, outputs)
                .map(i -> (outputs - 1 - i) * 3 * Lanes.COUNT)
                .toArray();
        float[][] results = new float[KERNELS.length][outputs * 3 * Lanes.COUNT];
        for (int k = 0; k < KERNELS.length; k++) {
            for (int at = 0; at < in.length; at += Lanes.COUNT) {
                KERNELS[k].lines(
                        functions,
                        outputs % 2 == 0,
                        in,
                        at,
                        offsets,
                        results[k],
                        at,
                        new float[PiecewiseLinear.SCRATCH + 3],
                        3);
            }
        }
        assertSameBits(results);
    }

    @ParameterizedTest
    @MethodSource("lineSizes")
    void linesGradient(int outputs, int bends) {
        float[] places = random(41, bends, 1);
        Arrays.sort(places);
        int size = 2 * outputs * (bends + 1);
        PiecewiseLinear functions =
                new PiecewiseLinear(places, outputs, random(42, PiecewiseLinear.space(outputs, bends + 1), 1), 0);
        float[] in = random(43, 3 * Lanes.COUNT, 1);
        in[0] = bends == 0 ? 0 : places[bends / 2];
        float[] gradient = random(44, outputs * in.length, 1);
        int[] offsets = IntStream.range(0, outputs)
                .map(i -> (outputs - 1 - i) * in.length)
                .toArray();
        float[][] inGradients = new float[KERNELS.length][in.length];
        float[][] linesGradients = new float[KERNELS.length][];
        for (int k = 0; k < KERNELS.length; k++) {
            linesGradients[k] = random(45, size + 5, 1);
            for (int at = 0; at < in.length; at += Lanes.COUNT) {
                KERNELS[k].linesGradient(
                        functions,
                        in,
                        at,
                        offsets,
                        gradient,
                        at,
                        inGradients[k],
                        at,
                        linesGradients[k],
                        5,
                        new float[Kernel.LINES_SCRATCH]);
            }
        }
        assertSameBits(inGradients);
        assertSameBits(linesGradients);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 15, 16, 17, 33, 64, 150})
    void channelGradient(int outputs) {
        float[] lines = random(51, 3 + 2 * outputs, 1);
        float[] weights = random(52, outputs + 2, 1);
        float[][] weightGradients = new float[KERNELS.length][outputs + 1];
        float[][] sums = new float[KERNELS.length][];
        for (int k = 0; k < KERNELS.length; k++) {
            sums[k] = random(53, 5 + 2 * Lanes.COUNT, 1);
            KERNELS[k].channelGradient(0.7f, -0.3f, lines, 3, outputs, weights, 2, weightGradients[k], 1, sums[k], 5);
        }
        assertSameBits(weightGradients);
        assertSameBits(sums);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 15, 16, 17, 33, 64, 150})
    void addMultiple(int count) {
        float[] x = random(61, 3 + count, 1);
        float[][] results = new float[KERNELS.length][];
        for (int k = 0; k < KERNELS.length; k++) {
            results[k] = random(62, 1 + count, 1);
            KERNELS[k].addMultiple(-1.3f, x, 3, results[k], 1, results[k], 1, count);
        }
        assertSameBits(results);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 15, 16, 17, 33, 64, 80, 150})
    void squaredDistance(int count) {
        float[] x = random(63, 3 + count, 1);
        float[] y = random(64, 1 + count, 1);
        float[][] results = new float[KERNELS.length][1];
        for (int k = 0; k < KERNELS.length; k++) {
            results[k][0] = KERNELS[k].squaredDistance(x, 3, y, 1, count, random(65, Lanes.COUNT, 1));
        }
        assertSameBits(results);
    }

    private static float[] packed(LinearPlan plan, float[] weights) {
        float[] packed = new float[plan.packedSize()];
        plan.pack(weights, 0, packed, 0);
        return packed;
    }

    static Stream<Arguments> slidingSizes() {
        return Stream.of(1, 2, 3, 5, 6)
                .flatMap(rows -> Stream.of(8, 16, 12)
                        .flatMap(columns -> Stream.of(1, 3).map(channels -> Arguments.of(rows, columns, channels))));
    }

    /** Plans of the kind that pixel heads have: four taps side by side, rows of positions side by side. */
    @ParameterizedTest
    @MethodSource("slidingSizes")
    void slidingPlans(int rows, int columns, int channels) {
        Layout layout = Layout.of(channels, 3, columns).padded(0, 3, 0, 0);
        int positions = layout.positions();
        LinearPlan plan = new LinearPlan(
                IntStream.range(0, rows).map(i -> i * channels * 4).toArray(),
                IntStream.range(0, rows).map(i -> i * positions * Lanes.COUNT).toArray(),
                IntStream.range(0, channels * 4).toArray(),
                IntStream.range(0, channels * 4)
                        .map(i -> layout.at(i / 4, 0, -(i % 4)) - layout.at(0, 0, 0))
                        .toArray(),
                IntStream.range(0, positions)
                        .map(i -> layout.at(0, i / columns, i % columns))
                        .toArray(),
                IntStream.range(0, positions).map(i -> i * Lanes.COUNT).toArray());
        assertThat(plan.slides()).isEqualTo(columns % 8 == 0);
        assertThat(plan.isEven()).isEqualTo(channels == 1);
        int groups = 2;
        float[] in = random(21, groups * layout.size(), 1);
        float[] weights = random(22, rows * channels * 4, 1);
        float[] gradient = random(23, groups * rows * positions * Lanes.COUNT, 1);
        float[][] outputs = new float[KERNELS.length][rows * positions * Lanes.COUNT];
        float[][] weightGradients = new float[KERNELS.length][weights.length];
        for (int k = 0; k < KERNELS.length; k++) {
            KERNELS[k].linear(plan, packed(plan, weights), 0, null, 0, false, in, 0, outputs[k], 0);
            KERNELS[k].linearGradient(
                    plan,
                    0,
                    rows,
                    groups,
                    gradient,
                    0,
                    gradient.length / groups,
                    in,
                    0,
                    layout.size(),
                    weightGradients[k],
                    0,
                    new float[Kernel.gradientScratch(plan, groups)]);
        }
        assertSameBits(outputs);
        assertSameBits(weightGradients);
    }

    static Stream<Arguments> layouts() {
        return Stream.of(
                Arguments.of(Layout.of(1, 1, 1), Layout.of(1, 1, 1)),
                Arguments.of(Layout.of(5, 1, 7), Layout.of(5, 1, 7)),
                Arguments.of(Layout.of(3, 4, 3), Layout.of(3, 4, 3).padded(2, 2, 1, 1)),
                Arguments.of(Layout.of(16, 8, 8), Layout.of(16, 8, 8).padded(1, 1, 2, 2)));
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void batchNormalizationPasses(Layout layout, Layout padded) {
        int channels = layout.channels();
        float[] values = random(6, layout.size(), 2);
        float[] a = random(7, channels, 1);
        float[] b = random(8, channels, 1);
        float[] c = random(9, channels, 1);
        for (boolean relu : new boolean[] {false, true}) {
            float[][] sums = new float[KERNELS.length][4 * channels];
            float[][] outputs = new float[KERNELS.length][padded.size()];
            float[][] gradients = copies(random(10, padded.size(), 1));
            for (int k = 0; k < KERNELS.length; k++) {
                float[] scratch = new float[Kernel.SCRATCH];
                KERNELS[k].sums(layout, values, 0, sums[k], 0, scratch);
                KERNELS[k].scale(layout, values, 0, a, b, relu, padded, outputs[k], 0);
                KERNELS[k].gradientSums(
                        layout, values, 0, a, b, relu, c, b, padded, gradients[k], 0, sums[k], 2 * channels, scratch);
                KERNELS[k].combine(layout, values, 0, a, b, c, padded, gradients[k], 0);
            }
            assertSameBits(sums);
            assertSameBits(outputs);
            assertSameBits(gradients);
        }
    }

    static IntStream latents() {
        return IntStream.of(1, 2, 5, 16);
    }

    @ParameterizedTest
    @MethodSource("latents")
    void latentVector(int latent) {
        int size = latent * Lanes.COUNT;
        float[] heads = random(11, 2 * size, 3);
        float[] noise = random(12, size, 1);
        float[][] results = new float[KERNELS.length][4 * size + Lanes.COUNT];
        for (int k = 0; k < KERNELS.length; k++) {
            KERNELS[k].sampleLatent(latent, heads, 0, noise, 0, results[k], 0);
            KERNELS[k].latentGradient(latent, 0.3f, heads, 0, noise, 0, results[k], 0, results[k], size);
            KERNELS[k].klTerm(latent, heads, 0, results[k], 4 * size);
        }
        assertSameBits(results);
    }

    static Stream<Arguments> pixelLayouts() {
        return Stream.of(1, 3)
                .flatMap(channels -> Stream.of(1, 5, 8)
                        .flatMap(width -> Stream.of(0f, 1e-3f).map(floor -> Arguments.of(channels, width, floor))));
    }

    @ParameterizedTest
    @MethodSource("pixelLayouts")
    void gaussianLikelihood(int channels, int width, float floor) {
        Layout logitsLayout = Layout.of(2 * channels, 4, width);
        Layout pixels = Layout.of(channels, 9, width + 3);
        Layout gradientLayout = logitsLayout.padded(1, 1, 2, 2);
        float[] logits = random(13, logitsLayout.size(), 20);
        float[] x = random(14, pixels.size(), 1);
        float[] factors = random(15, Lanes.COUNT, 1);
        int at = pixels.at(0, 2, 1);
        float[][] results = new float[KERNELS.length][6 * Lanes.COUNT];
        float[][] gradients = new float[KERNELS.length][gradientLayout.size()];
        float[][] squares = copies(logits);
        float[][] maps = new float[KERNELS.length][pixels.size()];
        for (int k = 0; k < KERNELS.length; k++) {
            KERNELS[k].gaussianLoss(
                    logitsLayout,
                    logits.clone(),
                    0,
                    pixels,
                    x,
                    at,
                    floor,
                    0.1f,
                    results[k],
                    0,
                    gradientLayout,
                    gradients[k],
                    0);
            KERNELS[k].gaussianTermsAndSquares(
                    logitsLayout, squares[k], 0, pixels, x, at, floor, results[k], 2 * Lanes.COUNT);
            KERNELS[k].gaussianTerms(
                    logitsLayout, logits.clone(), 0, pixels, x, at, floor, results[k], 4 * Lanes.COUNT);
            KERNELS[k].addToMap(logitsLayout, squares[k], 0, factors, pixels, maps[k], at);
        }
        assertSameBits(results);
        assertSameBits(gradients);
        int means = logitsLayout.size() / 2;
        assertSameBits(
                Stream.of(squares).map(values -> Arrays.copyOf(values, means)).toArray(float[][]::new));
        assertSameBits(maps);
    }

    private static float[][] copies(float[] values) {
        return Stream.of(KERNELS).map(kernel -> values.clone()).toArray(float[][]::new);
    }

    private static void assertSameBits(float[][] results) {
        for (int k = 1; k < KERNELS.length; k++) {
            Bits.assertSame(results[k], results[0], KERNELS[k].description());
        }
    }
}
