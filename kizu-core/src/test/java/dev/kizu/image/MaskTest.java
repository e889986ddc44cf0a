package dev.kizu.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaskTest {
    @TempDir
    private Path folder;

    private Mask read(BufferedImage picture) throws IOException {
        return Mask.read(Files.write(folder.resolve("mask.png"), Pictures.encode(picture, "png")));
    }

    private static BufferedImage gray(int... values) {
        BufferedImage picture = new BufferedImage(values.length, 1, BufferedImage.TYPE_BYTE_GRAY);
        picture.getRaster().setSamples(0, 0, values.length, 1, 0, values);
        return picture;
    }

    @Test
    void brightPixelsAreInside() throws IOException {
        assertThat(read(gray(0, 1, 127, 128, 255)).toArray()).containsExactly(false, false, false, true, true);
    }

    @Test
    void whereNoPixelIsBrightAllThatAreNotBlackAreInside() throws IOException {
        assertThat(read(gray(0, 1, 2, 90, 0)).toArray()).containsExactly(false, true, true, true, false);
        assertThat(read(gray(0, 0, 0)).count()).isZero();
    }

    @Test
    void aColouredPixelIsInside() throws IOException {
        BufferedImage picture = new BufferedImage(4, 2, BufferedImage.TYPE_3BYTE_BGR);
        picture.setRGB(1, 0, 0xff0000);
        picture.setRGB(2, 1, 0x0000ff);

        Mask mask = read(picture);

        assertThat(mask.count()).isEqualTo(2);
        assertThat(mask.get(0, 1)).isTrue();
        assertThat(mask.get(1, 2)).isTrue();
        assertThat(mask.get(1, 1)).isFalse();
    }

    /** Areas are counted on the grid on which both sizes are whole numbers of cells. */
    @Test
    void aNewPixelIsInsideIfHalfOfItIs() {
        Random random = new Random(8);
        for (int i = 0; i < 60; i++) {
            int height = 1 + random.nextInt(9);
            int width = 1 + random.nextInt(9);
            int newHeight = 1 + random.nextInt(9);
            int newWidth = 1 + random.nextInt(9);
            boolean[] inside = new boolean[height * width];
            for (int p = 0; p < inside.length; p++) {
                inside[p] = random.nextBoolean();
            }
            Mask resized = Mask.of(height, width, inside).resize(newHeight, newWidth);
            for (int y = 0; y < newHeight; y++) {
                for (int x = 0; x < newWidth; x++) {
                    int count = 0;
                    for (int fine = 0; fine < height * width; fine++) {
                        int fineY = y * height + fine / width;
                        int fineX = x * width + fine % width;
                        count += inside[fineY / newHeight * width + fineX / newWidth] ? 1 : 0;
                    }
                    assertThat(resized.get(y, x)).isEqualTo(2 * count >= height * width);
                }
            }
        }
    }

    @Test
    void aMaskIsCutAsAnImageIs() {
        Mask mask = Mask.of(2, 3, new boolean[] {true, false, false, false, true, true});

        assertThat(mask.crop(new Region(1, 0, 2, 2)))
                .isEqualTo(Mask.of(2, 2, new boolean[] {false, false, true, true}));
        assertThatThrownBy(() -> mask.crop(new Region(1, 0, 3, 2))).hasMessageContaining("outside of the image");
    }

    @Test
    void aMaskOfTheWrongLengthIsRefused() {
        assertThatThrownBy(() -> Mask.of(2, 3, new boolean[5]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a mask of 2 x 3 (rows, columns) has 6 values, got 5");
    }
}
