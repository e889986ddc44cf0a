package dev.kizu.vae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kizu.image.Image;
import dev.kizu.nn.LinearMap;
import dev.kizu.nn.kernel.Kernel;
import dev.kizu.nn.kernel.Kernels;
import dev.kizu.nn.kernel.Lanes;
import dev.kizu.nn.kernel.Layout;
import dev.kizu.parallel.Team;
import dev.kizu.patch.PatchSpec;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The mathematics against PyTorch's, for the article's network and for a rectangular one with colours; both kernels. */
class ReferenceTest {
    private static final double INFERENCE = 1e-5;
    private static final double GRADIENT = 1e-4;

    private static Kernel kernel(String name) {
        return name.equals("scalar") ? Kernels.scalar() : Kernels.best();
    }

    @ParameterizedTest
    @CsvSource({
        "vae-8x8x1.json.gz,best",
        "vae-8x8x1.json.gz,scalar",
        "vae-16x12x3.json.gz,best",
        "vae-16x12x3.json.gz,scalar"
    })
    void scoringGivesTheReferenceTerms(String name, String kernelName) {
        Fixture fixture = Fixture.load(name);
        Vae vae = new Vae(fixture.network, fixture.parameters(), fixture.runningStatistics(), kernel(kernelName));
        PatchSpec patch = fixture.network.patch();
        double[] x = fixture.values("x");
        List<Image> images = java.util.stream.IntStream.range(0, fixture.batch)
                .mapToObj(i -> {
                    float[] samples = new float[patch.size()];
                    for (int k = 0; k < samples.length; k++) {
                        samples[k] = (float) x[i * samples.length + k];
                    }
                    return Image.of(patch.channels(), patch.height(), patch.width(), samples);
                })
                .toList();

        List<WindowTerms> terms = vae.scanner(2).scan(images, 2, done -> {});

        assertClose(
                "D", terms.stream().mapToDouble(t -> t.kl()[0]).toArray(), fixture.values("inference", "D"), INFERENCE);
        assertClose(
                "A",
                terms.stream().mapToDouble(t -> t.logNormalizer()[0]).toArray(),
                fixture.values("inference", "A"),
                INFERENCE);
        assertClose(
                "M",
                terms.stream().mapToDouble(t -> t.mahalanobis()[0]).toArray(),
                fixture.values("inference", "M"),
                INFERENCE);
    }

    @ParameterizedTest
    @CsvSource({
        "vae-8x8x1.json.gz,best",
        "vae-8x8x1.json.gz,scalar",
        "vae-16x12x3.json.gz,best",
        "vae-16x12x3.json.gz,scalar"
    })
    void scoringGivesTheReferenceLatentMeansVariancesAndPixels(String name, String kernelName) {
        Fixture fixture = Fixture.load(name);
        Kernel kernel = kernel(kernelName);
        PatchProbe probe = new PatchProbe(fixture.network, fixture.parameters(), fixture.runningStatistics(), kernel);
        PatchProbe.Result result = probe.run(fixture.values("x"), fixture.batch);

        assertClose("z_mean", result.mean(), fixture.values("inference", "z_mean"), INFERENCE);
        assertClose("z_log_var", result.logVariance(), fixture.values("inference", "z_log_var"), INFERENCE);
        assertClose("mu", result.mu(), fixture.values("inference", "mu"), INFERENCE);
        assertClose("sigma2", result.variance(), fixture.values("inference", "sigma2"), INFERENCE);
    }

    @ParameterizedTest
    @CsvSource({
        "vae-8x8x1.json.gz,best,1",
        "vae-8x8x1.json.gz,best,3",
        "vae-8x8x1.json.gz,scalar,1",
        "vae-16x12x3.json.gz,best,1",
        "vae-16x12x3.json.gz,best,2",
        "vae-16x12x3.json.gz,scalar,2"
    })
    void oneTrainingStepGivesTheReferenceGradientsAndParameters(String name, String kernelName, int threads) {
        Fixture fixture = Fixture.load(name);
        float[] parameters = fixture.parameters();
        float[] running = fixture.runningStatistics();
        VaeOptions options = VaeOptions.robust()
                .withBatchSize(fixture.batch)
                .withKlWeight(1f)
                .withGradientClip(Float.POSITIVE_INFINITY);
        TrainingStep step = new TrainingStep(fixture.network, kernel(kernelName), options, parameters, running);
        step.begin(fixture.batch, 1e-3);
        Team.run(threads, member -> step.run(member, source(fixture), step.newScratch()));

        double loss = fixture.section("training", "loss").asDouble();
        assertThat(step.loss() / fixture.batch).isCloseTo(loss, within(1e-5 * loss));
        assertTrainingTerms(fixture, step.buffers());
        for (Fixture.Tensor tensor : fixture.trainable()) {
            assertClose(
                    "gradient of " + tensor,
                    slice(step.gradient(), tensor),
                    fixture.read(tensor, "training", "gradients"),
                    GRADIENT);
            assertClose(
                    tensor + " after a step",
                    slice(parameters, tensor),
                    fixture.read(tensor, "afterOneAdamStep"),
                    GRADIENT);
        }
        for (Fixture.Tensor tensor : fixture.running()) {
            assertClose(
                    tensor + " after a step",
                    slice(running, tensor),
                    fixture.read(tensor, "afterOneAdamStep"),
                    GRADIENT);
        }
    }

    /** A bias in front of batch normalisation has no gradient, which is why the network here has none. */
    @ParameterizedTest
    @CsvSource({"vae-8x8x1.json.gz", "vae-16x12x3.json.gz"})
    void biasesInFrontOfBatchNormalizationHaveNoGradient(String name) {
        Fixture fixture = Fixture.load(name);
        for (String layer : List.of("conv1", "conv2", "dense", "deconv1", "deconv2", "mu_head", "var_head")) {
            for (double value : fixture.values("training", "gradients", layer + ".bias")) {
                assertThat(value).as("gradient of %s.bias", layer).isCloseTo(0, within(1e-10));
            }
        }
    }

    private static void assertTrainingTerms(Fixture fixture, BatchBuffers buffers) {
        double[] kl = new double[fixture.batch];
        double[] normalizer = new double[fixture.batch];
        double[] mahalanobis = new double[fixture.batch];
        for (int i = 0; i < fixture.batch; i++) {
            int at = buffers.terms + i / Lanes.COUNT * 2 * Lanes.COUNT + i % Lanes.COUNT;
            kl[i] = buffers.memory[buffers.kl + i];
            normalizer[i] = buffers.memory[at];
            mahalanobis[i] = buffers.memory[at + Lanes.COUNT];
        }
        assertClose("D", kl, fixture.values("training", "D"), INFERENCE);
        assertClose("A", normalizer, fixture.values("training", "A"), INFERENCE);
        assertClose("M", mahalanobis, fixture.values("training", "M"), INFERENCE);
    }

    private static BatchSource source(Fixture fixture) {
        double[] x = fixture.values("x");
        double[] eps = fixture.values("eps");
        return new BatchSource() {
            @Override
            public void patch(int patch, float[] target, int offset, int step) {
                copy(x, patch, target, offset, step, fixture.network.patch().size());
            }

            @Override
            public void noise(int patch, float[] target, int offset, int step) {
                copy(eps, patch, target, offset, step, fixture.network.latent());
            }

            private void copy(double[] from, int patch, float[] target, int offset, int step, int count) {
                for (int i = 0; i < count; i++) {
                    target[offset + i * step] = (float) from[patch * count + i];
                }
            }
        };
    }

    private static double[] slice(float[] values, Fixture.Tensor tensor) {
        double[] result = new double[tensor.parameter().size()];
        Arrays.setAll(result, i -> values[tensor.parameter().offset() + i]);
        return result;
    }

    /** The largest difference is at most a share of the reference's largest magnitude. */
    private static void assertClose(String what, double[] actual, double[] expected, double share) {
        assertThat(actual).as(what).hasSameSizeAs(expected);
        double largest = DoubleStream.of(expected).map(Math::abs).max().orElse(0);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).as("%s [%d]", what, i).isCloseTo(expected[i], within(share * largest));
        }
    }

    /** Runs single patches through the scoring plans and reads what lies between the layers. */
    private record PatchProbe(VaeNetwork network, float[] parameters, float[] running, Kernel kernel) {
        record Result(double[] mean, double[] logVariance, double[] mu, double[] variance) {}

        Result run(double[] x, int batch) {
            FoldedNetwork folded = new FoldedNetwork(network, parameters, running);
            int size = network.patch().size();
            int latent = network.latent();
            Result result = new Result(
                    new double[batch * latent],
                    new double[batch * latent],
                    new double[batch * size],
                    new double[batch * size]);
            for (int patch = 0; patch < batch; patch++) {
                float[] at = new float[size * Lanes.COUNT];
                for (int i = 0; i < size; i++) {
                    Arrays.fill(at, i * Lanes.COUNT, (i + 1) * Lanes.COUNT, (float) x[patch * size + i]);
                }
                for (int i = 0; i < network.blocks().size(); i++) {
                    at = block(folded, i, at);
                    if (i == network.latentBlock()) {
                        for (int j = 0; j < latent; j++) {
                            result.mean[patch * latent + j] = at[j * Lanes.COUNT];
                            result.logVariance[patch * latent + j] = at[(latent + j) * Lanes.COUNT];
                        }
                    }
                }
                Layout head = network.blocks().get(network.blocks().size() - 1).output();
                for (int i = 0; i < size; i++) {
                    int channel = i / head.positions();
                    int y = i % head.positions() / head.columns();
                    int column = i % head.columns();
                    result.mu[patch * size + i] = sigmoid(at[head.at(channel, y, column)]);
                    result.variance[patch * size + i] =
                            sigmoid(at[head.at(network.patch().channels() + channel, y, column)]);
                }
            }
            return result;
        }

        private float[] block(FoldedNetwork folded, int index, float[] in) {
            Block block = network.blocks().get(index);
            boolean relu = block.norm() != null && block.norm().relu();
            boolean latent = index == network.latentBlock();
            float[] out = new float
                    [latent ? block.linear().out().size() : block.output().size()];
            LinearMap map = latent ? block.linear().forward() : block.linear().forward(block.output());
            map.apply(kernel, folded.weights[index], 0, folded.biases[index], 0, relu, in, 0, out, 0);
            return out;
        }

        private static double sigmoid(float logit) {
            return 1 / (1 + Math.exp(-logit));
        }
    }
}
