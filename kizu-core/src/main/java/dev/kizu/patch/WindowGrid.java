package dev.kizu.patch;

import dev.kizu.image.Image;

/**
 * Where windows lie in an image: their upper left corners are at rows 0, s, 2s, ... and columns 0, s, 2s, ... for a stride s, as far as
 * whole windows fit.
 *
 * @param rows rows of windows, at least 1
 * @param columns columns of windows, at least 1
 * @param stride pixels between neighbouring windows, at least 1
 */
public record WindowGrid(int rows, int columns, int stride) {
    /**
     * The windows of an image.
     *
     * @throws IllegalArgumentException if the patch does not fit, channels differ, or the stride is below 1
     */
    public static WindowGrid of(Image image, PatchSpec patch, int stride) {
        if (stride < 1) {
            throw new IllegalArgumentException("stride is %d, expected at least 1 pixel".formatted(stride));
        }
        checkFits(image, patch);
        return new WindowGrid(
                (image.height() - patch.height()) / stride + 1, (image.width() - patch.width()) / stride + 1, stride);
    }

    static void checkFits(Image image, PatchSpec patch) {
        if (image.channels() != patch.channels()) {
            throw new IllegalArgumentException("the network looks at %d channels but the image has %d; use images of one kind, grey or colour"
                    .formatted(patch.channels(), image.channels()));
        }
        if (image.height() < patch.height() || image.width() < patch.width()) {
            String reason = image.height() < patch.height()
                    ? "height %d < %d".formatted(image.height(), patch.height())
                    : "width %d < %d".formatted(image.width(), patch.width());
            throw new IllegalArgumentException("patch %dx%d does not fit image %dx%d: %s. Use a smaller patch or larger images"
                    .formatted(patch.height(), patch.width(), image.height(), image.width(), reason));
        }
    }

    /** Number of windows. */
    public int size() {
        return rows * columns;
    }
}
