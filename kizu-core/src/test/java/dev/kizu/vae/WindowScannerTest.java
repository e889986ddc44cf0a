package dev.kizu.vae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kizu.image.Image;
import dev.kizu.patch.PatchSpec;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sharing the encoder between windows, and cutting images into tiles, change no bit of a window's terms. */
class WindowScannerTest {
    private static Vae network(int channels, int height, int width, int depth) {
        VaeNetwork network = new VaeNetwork(new PatchSpec(height, width, channels), depth, 3, 2, 1e-3f);
        float[] running = Initializer.running(network);
        Random random = new Random(5);
        for (int i = 0; i < running.length; i++) {
            running[i] *= 0.5f + random.nextFloat();
        }
        return new Vae(network, Initializer.parameters(network, 7), running);
    }

    private static Image image(int channels, int height, int width) {
        return image(channels, height, width, 9);
    }

    private static Image image(int channels, int height, int width, long seed) {
        Random random = new Random(seed);
        float[] samples = new float[channels * height * width];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = random.nextFloat();
        }
        return Image.of(channels, height, width, samples);
    }

    private static Image crop(Image image, int top, int left, int height, int width) {
        float[] samples = new float[image.channels() * height * width];
        for (int c = 0; c < image.channels(); c++) {
            image.copyTo(c, top, left, height, width, samples, c * height * width, 1);
        }
        return Image.of(image.channels(), height, width, samples);
    }

    @ParameterizedTest
    @CsvSource({
        "1,8,8,2,1,28,28",
        "1,8,8,2,2,28,28",
        "1,8,8,2,3,40,31",
        "1,8,8,2,8,33,64",
        "1,8,8,2,11,60,50",
        "3,16,12,2,5,50,70",
        "3,16,8,3,4,41,60",
        "1,2,4,1,1,9,40",
        "1,8,8,3,6,26,40"
    })
    void aWindowInAnImageHasTheTermsOfThePatchOnItsOwn(
            int channels, int ph, int pw, int depth, int stride, int height, int width) {
        Vae vae = network(channels, ph, pw, depth);
        Image image = image(channels, height, width);
        WindowTerms terms =
                vae.scanner(stride).scan(List.of(image), 2, done -> {}).get(0);
        assertThat(terms.rows()).isEqualTo((height - ph) / stride + 1);
        assertThat(terms.columns()).isEqualTo((width - pw) / stride + 1);
        for (int row = 0; row < terms.rows(); row++) {
            for (int column = 0; column < terms.columns(); column++) {
                Image patch = crop(image, row * stride, column * stride, ph, pw);
                WindowTerms alone =
                        vae.scanner(1).scan(List.of(patch), 1, done -> {}).get(0);
                int at = row * terms.columns() + column;
                assertThat(terms.mahalanobis()[at]).isEqualTo(alone.mahalanobis()[0]);
                assertThat(terms.logNormalizer()[at]).isEqualTo(alone.logNormalizer()[0]);
                assertThat(terms.kl()[at]).isEqualTo(alone.kl()[0]);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1,8,8,2,28,28", "3,8,4,3,47,61", "1,8,8,5,90,80"})
    void thePixelMapSpreadsTheWindowsOverTheirPixels(int channels, int ph, int pw, int stride, int height, int width) {
        Vae vae = network(channels, ph, pw, 2);
        Image image = image(channels, height, width);
        ImageScan scan = vae.scanner(stride).scanWithMaps(List.of(image), 1).get(0);
        WindowTerms plain =
                vae.scanner(stride).scan(List.of(image), 1, done -> {}).get(0);
        assertThat(scan.terms().mahalanobis()).isEqualTo(plain.mahalanobis());

        double[] count = new double[height * width];
        double inWindows = 0;
        for (int row = 0; row < plain.rows(); row++) {
            for (int column = 0; column < plain.columns(); column++) {
                inWindows += plain.mahalanobis()[row * plain.columns() + column];
                for (int y = 0; y < ph; y++) {
                    for (int x = 0; x < pw; x++) {
                        count[(row * stride + y) * width + column * stride + x]++;
                    }
                }
            }
        }
        double inMap = 0;
        for (int i = 0; i < count.length; i++) {
            inMap += scan.pixelMap()[i] * count[i] * channels;
            if (count[i] == 0) {
                assertThat(scan.pixelMap()[i]).isZero();
            }
        }
        assertThat(inMap).isCloseTo(inWindows, within(1e-4 * inWindows));
    }

    @ParameterizedTest
    @CsvSource({"19,12,14", "5,12,45", "5,42,37", "2,8,412"})
    void imagesScannedTogetherHaveTheMapsAndTermsOfEachAlone(int count, int height, int width) {
        WindowScanner scanner = network(1, 8, 8, 2).scanner(2);
        List<Image> images = IntStream.range(0, count)
                .mapToObj(i -> image(1, height, width, i))
                .toList();
        List<ImageScan> together = scanner.scanWithMaps(images, 3);
        assertThat(together).hasSize(count);
        for (int i = 0; i < count; i++) {
            ImageScan alone = scanner.scanWithMaps(List.of(images.get(i)), 1).get(0);
            assertThat(together.get(i).pixelMap()).isEqualTo(alone.pixelMap());
            assertThat(together.get(i).terms().mahalanobis())
                    .isEqualTo(alone.terms().mahalanobis());
            assertThat(together.get(i).terms().kl()).isEqualTo(alone.terms().kl());
        }
    }

    @Test
    void imagesThatDoNotFitAreRefusedWithTheReason() {
        Vae vae = network(1, 8, 8, 2);
        assertThatThrownBy(() -> vae.scanner(2).scan(List.of(image(1, 6, 40)), 1, done -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("patch 8x8 does not fit image 6x40: height 6 < 8. Use a smaller patch or larger images");
        assertThatThrownBy(() -> vae.scanner(2).scan(List.of(image(3, 28, 28)), 1, done -> {}))
                .hasMessageContaining("1 channels")
                .hasMessageContaining("3");
        assertThatThrownBy(() -> vae.scanner(0).scan(List.of(image(1, 28, 28)), 1, done -> {}))
                .hasMessageContaining("stride is 0");
        assertThatThrownBy(() -> vae.scanner(2).scan(List.of(image(1, 28, 28), image(1, 28, 30)), 1, done -> {}))
                .hasMessageContaining("one shape");
        assertThatThrownBy(() -> vae.scanner(2).scanWithMaps(List.of(image(1, 28, 28), image(1, 28, 30)), 1))
                .hasMessageContaining("one shape");
    }

    @Test
    void aPatchThatCannotBeHalvedIsRefusedWithTheReason() {
        assertThatThrownBy(() -> new VaeNetwork(new PatchSpec(10, 8, 1), 2, 4, 2, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("patch 10x8 cannot be halved 2 times")
                .hasMessageContaining("multiples of 4");
    }
}
