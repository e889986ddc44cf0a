package dev.kizu.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kizu.image.Image;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowGridTest {
    private static Image blank(int height, int width) {
        return Image.of(1, height, width, new float[height * width]);
    }

    @ParameterizedTest
    @CsvSource({"28,28,8,8,2", "28,28,8,8,1", "8,8,8,8,5", "9,30,8,4,3", "15,16,8,8,8", "16,17,8,8,8", "40,9,7,3,50"})
    void wholeWindowsAreCountedAndNoOther(int height, int width, int patchHeight, int patchWidth, int stride) {
        int rows = 0;
        for (int row = 0; row + patchHeight <= height; row += stride) {
            rows++;
        }
        int columns = 0;
        for (int column = 0; column + patchWidth <= width; column += stride) {
            columns++;
        }

        WindowGrid grid = WindowGrid.of(blank(height, width), new PatchSpec(patchHeight, patchWidth, 1), stride);

        assertThat(grid).isEqualTo(new WindowGrid(rows, columns, stride));
        assertThat(grid.size()).isEqualTo(rows * columns);
    }

    @Test
    void aPatchLargerThanTheImageIsRefusedWithBothSizes() {
        assertThatThrownBy(() -> WindowGrid.of(blank(6, 40), new PatchSpec(8, 8, 1), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("patch 8x8 does not fit image 6x40: height 6 < 8. Use a smaller patch or larger images");
    }

    @ParameterizedTest
    @CsvSource({"0", "-1"})
    void aStrideBelowOneIsRefused(int stride) {
        assertThatThrownBy(() -> WindowGrid.of(blank(8, 8), new PatchSpec(8, 8, 1), stride))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("stride is %d, expected at least 1 pixel", stride);
    }
}
