package dev.kizu.vae;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kizu.image.Image;
import dev.kizu.nn.kernel.Kernel;
import dev.kizu.nn.kernel.Kernels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same seed, images and options give the same bits. */
class RepeatabilityTest {
    private static List<Image> images(int count, int channels, int height, int width) {
        Random random = new Random(17);
        List<Image> images = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] samples = new float[channels * height * width];
            float phase = random.nextFloat();
            for (int k = 0; k < samples.length; k++) {
                double wave = Math.sin(k % width * 0.7 + phase * 6) * Math.cos(k / width % height * 0.4);
                samples[k] = (float) Math.min(1, Math.max(0, 0.5 + 0.4 * wave + 0.05 * random.nextGaussian()));
            }
            images.add(Image.of(channels, height, width, samples));
        }
        return images;
    }

    private static VaeOptions small() {
        return VaeOptions.robust()
                .withPatches(700)
                .withEpochs(2)
                .withBatchSize(100)
                .withSeed(3);
    }

    private static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        Arrays.setAll(bits, i -> Float.floatToIntBits(values[i]));
        return bits;
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5})
    void anyNumberOfThreadsTrainsTheSameNetworkAndGivesTheSameScores(int threads) {
        List<Image> images = images(20, 1, 28, 28);
        Vae one = VaeTrainer.train(images, small().withThreads(1), TrainingListener.NONE)
                .vae();
        Vae many = VaeTrainer.train(images, small().withThreads(threads), TrainingListener.NONE)
                .vae();
        assertThat(bits(many.values())).isEqualTo(bits(one.values()));

        List<WindowTerms> expected = one.scanner(3).scan(images, 1, done -> {});
        List<WindowTerms> actual = many.scanner(3).scan(images, threads, done -> {});
        for (int i = 0; i < images.size(); i++) {
            assertThat(bits(actual.get(i).mahalanobis()))
                    .isEqualTo(bits(expected.get(i).mahalanobis()));
            assertThat(bits(actual.get(i).logNormalizer()))
                    .isEqualTo(bits(expected.get(i).logNormalizer()));
            assertThat(bits(actual.get(i).kl())).isEqualTo(bits(expected.get(i).kl()));
        }
    }

    @ParameterizedTest
    @CsvSource({"1,8,8,2", "3,8,6,1", "1,16,8,3"})
    void scalarAndVectorKernelTrainTheSameNetwork(int channels, int height, int width, int depth) {
        List<Image> images = images(5, channels, 20, 18);
        VaeOptions options = small().withPatch(height, width)
                .withDepth(depth)
                .withBaseFilters(3)
                .withPatches(150);
        Kernel scalar = Kernels.scalar();
        Vae slow =
                VaeTrainer.train(images, options, TrainingListener.NONE, scalar).vae();
        Vae fast = VaeTrainer.train(images, options, TrainingListener.NONE, Kernels.best())
                .vae();
        assertThat(bits(fast.values())).isEqualTo(bits(slow.values()));
    }

    @Test
    void anotherSeedTrainsAnotherNetwork() {
        List<Image> images = images(5, 1, 16, 16);
        Vae one = VaeTrainer.train(images, small(), TrainingListener.NONE).vae();
        Vae other = VaeTrainer.train(images, small().withSeed(4), TrainingListener.NONE)
                .vae();
        assertThat(bits(other.values())).isNotEqualTo(bits(one.values()));
    }
}
