package dev.kizu.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ImageDigestTest {
    private static Image image(int height, int width, float first) {
        float[] samples = new float[height * width];
        samples[0] = first;
        return Image.of(1, height, width, samples);
    }

    /** By coreutils: printf '\0\0\0\1\0\0\0\1\0\0\0\2\x3f\x80\0\0\0\0\0\0' | sha256sum. */
    @Test
    void itIsTheDigestOfSizesAndSamples() {
        assertThat(ImageDigest.sha256(List.of(image(1, 2, 1f))))
                .isEqualTo("a12e2ee21c6ccdb9772c30970dfe58776059c881396829179068bb3e62bebeaf");
    }

    @Test
    void contentShapeOrderAndNumberMatter() {
        Image a = image(2, 3, 0.5f);
        Image b = image(3, 2, 0.5f);
        Image c = image(2, 3, 0.25f);

        assertThat(List.of(
                        ImageDigest.sha256(List.of(a)),
                        ImageDigest.sha256(List.of(b)),
                        ImageDigest.sha256(List.of(c)),
                        ImageDigest.sha256(List.of(a, c)),
                        ImageDigest.sha256(List.of(c, a)),
                        ImageDigest.sha256(List.of())))
                .doesNotHaveDuplicates();
        assertThat(ImageDigest.sha256(List.of(a, b))).isEqualTo(ImageDigest.sha256(List.of(a, b)));
    }
}
