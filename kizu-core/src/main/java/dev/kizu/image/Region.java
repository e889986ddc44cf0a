package dev.kizu.image;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A rectangle of pixels, such as the part of a picture that is looked at.
 *
 * @param x columns to its left, at least 0
 * @param y rows above it, at least 0
 * @param width columns, at least 1
 * @param height rows, at least 1
 */
public record Region(int x, int y, int width, int height) {
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,9}");

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is too small
     */
    public Region {
        if (x < 0 || y < 0 || width < 1 || height < 1) {
            throw new IllegalArgumentException(
                    "region %d,%d,%d,%d (x,y,width,height): x and y have to be at least 0, width and height at least 1"
                            .formatted(x, y, width, height));
        }
    }

    /**
     * Reads {@code x,y,width,height}, as {@link #toString} writes it; spaces around numbers do not matter.
     *
     * @throws IllegalArgumentException if that is not what the text is
     */
    public static Region parse(String text) {
        String[] parts = text.split(",", -1);
        int[] numbers = new int[4];
        for (int i = 0; i < parts.length; i++) {
            String part = parts[i].strip();
            if (parts.length != 4 || !NUMBER.matcher(part).matches()) {
                throw new IllegalArgumentException(
                        "region '%s': expected x,y,width,height, four whole numbers of pixels, for instance 0,0,256,256"
                                .formatted(text));
            }
            numbers[i] = Integer.parseInt(part);
        }
        return new Region(numbers[0], numbers[1], numbers[2], numbers[3]);
    }

    /** Whether the region lies within a picture. */
    public boolean isWithin(int pictureHeight, int pictureWidth) {
        return (long) x + width <= pictureWidth && (long) y + height <= pictureHeight;
    }

    /**
     * Checks that the region lies within a picture.
     *
     * @throws IllegalArgumentException if a part is outside
     */
    public void checkWithin(int pictureHeight, int pictureWidth) {
        if (!isWithin(pictureHeight, pictureWidth)) {
            throw new IllegalArgumentException(
                    "region %s (x,y,width,height) ends at column %d and row %d, outside of the image of %d x %d (width x height). Give a region within it"
                            .formatted(this, (long) x + width, (long) y + height, pictureWidth, pictureHeight));
        }
    }

    /** As {@code x,y,width,height}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%d,%d,%d,%d", x, y, width, height);
    }
}
