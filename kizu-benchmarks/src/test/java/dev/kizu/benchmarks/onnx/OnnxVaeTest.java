package dev.kizu.benchmarks.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kizu.benchmarks.comparison.FoldedWeights;
import dev.kizu.benchmarks.comparison.Workload;
import dev.kizu.image.Image;
import dev.kizu.vae.Vae;
import dev.kizu.vae.VaeOptions;
import dev.kizu.vae.WindowTerms;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnnxVaeTest {
    private static Workload workload(int height, int width, int depth, int channels, int stride) {
        VaeOptions options = VaeOptions.robust()
                .withPatch(height, width)
                .withDepth(depth)
                .withBaseFilters(4)
                .withLatent(3)
                .withPatches(512)
                .withEpochs(2);
        return new Workload("test", options, channels, 29, 3, stride);
    }

    @ParameterizedTest
    @CsvSource({
        "8,8,2,1,2,1,1",
        "8,8,2,1,2,4,2",
        "8,8,2,1,2,4,4",
        "8,12,2,3,1,2,2",
        "8,12,2,3,3,1,1",
        "16,8,3,1,4,4,2",
        "8,8,1,2,5,2,2"
    })
    void bothKindsOfModelGiveKizusTerms(
            int height, int width, int depth, int channels, int stride, int blockRows, int blockColumns) {
        Workload workload = workload(height, width, depth, channels, stride);
        List<Image> images = workload.randomImages();
        Vae vae = workload.trained(images);
        List<WindowTerms> expected = vae.scanner(stride).scan(images, 1, done -> {});
        OnnxWeights weights = new OnnxWeights(new FoldedWeights(vae));
        PixelBlock block = new PixelBlock(blockRows, blockColumns);

        for (OrtInput input : OrtInput.values()) {
            OrtSettings settings = new OrtSettings(block, 3, 1, 1, false);
            try (OrtRunner runner = input.open(workload, images, weights, settings)) {
                assertThat(runner.largestDifference(0, expected))
                        .as("%s", input)
                        .isLessThan(2e-5);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1,1", "4,2"})
    void otherTermsDoNotPass(int blockRows, int blockColumns) {
        Workload workload = workload(8, 8, 2, 1, 2);
        List<Image> images = workload.randomImages();
        Vae vae = workload.trained(images);
        List<WindowTerms> wrong = vae.scanner(2).scan(images, 1, done -> {});
        int last = wrong.get(2).size() - 1;
        wrong.get(2).mahalanobis()[last] *= 1.01f;
        OrtSettings settings = new OrtSettings(new PixelBlock(blockRows, blockColumns), 3, 1, 1, false);

        try (OrtRunner runner =
                OrtInput.IMAGES.open(workload, images, new OnnxWeights(new FoldedWeights(vae)), settings)) {
            assertThatThrownBy(() -> runner.largestDifference(0, wrong))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("M of window " + (3 * wrong.get(0).size() - 1));
            Arrays.fill(wrong.get(0).kl(), Float.NaN);
            assertThatThrownBy(() -> runner.largestDifference(0, wrong)).hasMessageContaining("D of window 0");
        }
    }
}
