package dev.kizu.features.backbone;

/**
 * The input of a backbone: float32 of [images, 3, height, width].
 *
 * @param name its name
 * @param oneByOne whether it takes one image at a time only
 * @param height the only height that fits; 0 if others do
 * @param width the only width that fits; 0 if others do
 */
public record ImageInput(String name, boolean oneByOne, int height, int width) {
    /**
     * Checks the size of images.
     *
     * @throws IllegalArgumentException if the backbone does not take it
     */
    public void check(int actualHeight, int actualWidth) {
        if ((height > 0 && height != actualHeight) || (width > 0 && width != actualWidth)) {
            throw new IllegalArgumentException(
                    "an image of %d x %d pixels (height x width), but this backbone takes %s x %s only. Prepare images to that size, or export "
                                    .formatted(actualHeight, actualWidth, side(height), side(width))
                            + "the backbone with dynamic height and width");
        }
    }

    /** Whether images of one size only fit. */
    public boolean fixed() {
        return height > 0 || width > 0;
    }

    /** The input's shape, such as {@code [n, 3, h, w]} or {@code [1, 3, 224, 224]}. */
    public String shape() {
        return "[%s, 3, %s, %s]"
                .formatted(
                        oneByOne ? "1" : "n",
                        height > 0 ? String.valueOf(height) : "h",
                        width > 0 ? String.valueOf(width) : "w");
    }

    private static String side(int size) {
        return size > 0 ? String.valueOf(size) : "any";
    }
}
