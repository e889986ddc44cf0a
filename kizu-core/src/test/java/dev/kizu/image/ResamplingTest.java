package dev.kizu.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResamplingTest {
    private static Image noise(int channels, int height, int width, long seed) {
        Random random = new Random(seed);
        float[] samples = new float[channels * height * width];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = random.nextFloat();
        }
        return Image.of(channels, height, width, samples);
    }

    /** The definition, word by word: areas in common, and straight lines between centres. */
    private static double weight(int old, int fresh, int from, int to) {
        double scale = (double) from / to;
        if (to <= from) {
            double end = Math.min(old + 1, (fresh + 1) * scale);
            return Math.max(0, end - Math.max(old, fresh * scale)) / scale;
        }
        double centre = Math.max(0, Math.min(from - 1, (fresh + 0.5) * scale - 0.5));
        return Math.max(0, 1 - Math.abs(centre - old));
    }

    private static double expected(Image image, int channel, int row, int column, int height, int width) {
        double sum = 0;
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                sum += weight(y, row, image.height(), height)
                        * weight(x, column, image.width(), width)
                        * image.get(channel, y, x);
            }
        }
        return sum;
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 1, 1",
        "1, 1, 5, 4",
        "7, 5, 1, 1",
        "8, 12, 4, 3",
        "17, 23, 5, 7",
        "23, 17, 22, 16",
        "5, 7, 17, 9",
        "9, 31, 13, 8",
        "2, 2, 3, 3",
        "30, 1, 7, 4",
        "3, 29, 2, 29"
    })
    void eachSampleIsWhatTheDefinitionSays(int height, int width, int newHeight, int newWidth) {
        Image image = noise(3, height, width, 17);

        Image resized = Resampling.resize(image, newHeight, newWidth);

        assertThat(resized.toString()).isEqualTo("Image[3 x %d x %d]".formatted(newHeight, newWidth));
        for (int channel = 0; channel < 3; channel++) {
            for (int y = 0; y < newHeight; y++) {
                for (int x = 0; x < newWidth; x++) {
                    assertThat((double) resized.get(channel, y, x))
                            .isCloseTo(expected(image, channel, y, x, newHeight, newWidth), within(1e-6));
                }
            }
        }
    }

    @Test
    void aConstantStaysExactlyWhatItIs() {
        Random random = new Random(3);
        for (int i = 0; i < 200; i++) {
            float value = i == 0 ? 1f : random.nextFloat();
            int height = 1 + random.nextInt(60);
            int width = 1 + random.nextInt(60);
            float[] plane = new float[height * width];
            Arrays.fill(plane, value);
            for (float sample :
                    Resampling.resize(plane, height, width, 1 + random.nextInt(80), 1 + random.nextInt(80))) {
                assertThat(sample).isEqualTo(value);
            }
        }
    }

    @Test
    void shrinkingKeepsTheMeanAndTheRange() {
        Random random = new Random(4);
        for (int i = 0; i < 100; i++) {
            int height = 1 + random.nextInt(70);
            int width = 1 + random.nextInt(70);
            Image image = noise(1, height, width, i);
            Image small = Resampling.resize(image, 1 + random.nextInt(height), 1 + random.nextInt(width));

            assertThat(mean(small)).as("image %d", i).isCloseTo(mean(image), within(1e-6));
            for (float sample : small.toArray()) {
                assertThat(sample).isBetween(0f, 1f);
            }
        }
    }

    private static double mean(Image image) {
        double sum = 0;
        for (float sample : image.toArray()) {
            sum += sample;
        }
        return sum / image.height() / image.width();
    }

    @Test
    void growingDrawsStraightLinesBetweenCentres() {
        assertThat(Resampling.resize(new float[] {0f, 1f}, 1, 2, 1, 4)).containsExactly(0f, 0.25f, 0.75f, 1f);
        assertThat(Resampling.resize(new float[] {2f, 4f, 8f}, 3, 1, 6, 1)).containsExactly(2f, 2.5f, 3.5f, 5f, 7f, 8f);
    }

    @Test
    void aNumberThatIsNotFiniteSpreadsNoFurtherThanItsPart() {
        float[] plane = new float[8 * 8];
        plane[3 * 8 + 3] = Float.NaN;

        float[] small = Resampling.resize(plane, 8, 8, 4, 4);

        for (int i = 0; i < small.length; i++) {
            assertThat(Float.isNaN(small[i])).as("%d", i).isEqualTo(i == 1 * 4 + 1);
        }
    }

    @Test
    void theSameSizeIsTheSameImage() {
        Image image = noise(3, 6, 5, 1);
        assertThat(Resampling.resize(image, 6, 5)).isSameAs(image);
        assertThat(Resampling.resize(image.toArray(), 18, 5, 18, 5)).containsExactly(image.toArray());
    }

    @Test
    void sizesThatMakeNoSenseAreRefused() {
        Image image = noise(1, 6, 5, 1);
        assertThatThrownBy(() -> Resampling.resize(image, 0, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Resampling.resize(image, 5, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Resampling.resize(image, 100_000, 100_000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("does not fit into one array");
        assertThatThrownBy(() -> Resampling.resize(new float[7], 2, 3, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a plane of 2 x 3 (rows, columns) has 6 values, got 7");
    }
}
