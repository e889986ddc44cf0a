package dev.kizu.train;

import java.util.Locale;

/**
 * The size that pictures are brought to.
 *
 * @param height rows; 0 for the height that keeps the pictures' shape
 * @param width columns; 0 for the width that keeps it
 * @param longest the longer side, where height and width are 0
 */
public record WorkingSize(int height, int width, int longest) {
    /** The default longer side. */
    public static final int LONGEST = 256;

    /** Sides are multiples of this, so that cells and scales divide them; of small ones only where they are larger than {@link #SMALL}. */
    private static final int STEP = 8;

    private static final int SMALL = 64;

    /** Checks the numbers. */
    public WorkingSize {
        boolean exact = height > 0 && width > 0 && longest == 0;
        boolean free = height == 0 && width == 0 && longest > 0;
        if (!exact && !free) {
            throw new IllegalArgumentException(
                    "the working size is %d x %d, longest side %d; expected a width and a height, or a longest side, of at least 1"
                            .formatted(width, height, longest));
        }
    }

    /** A size for pictures whose longer side is this. */
    public static WorkingSize longest(int pixels) {
        return new WorkingSize(0, 0, pixels);
    }

    /**
     * Reads {@code WxH} or {@code N}, the longer side.
     *
     * @throws IllegalArgumentException if the text is neither
     */
    public static WorkingSize parse(String text) {
        String[] parts = text.strip().toLowerCase(Locale.ROOT).split("x", -1);
        try {
            if (parts.length == 1) {
                return longest(Integer.parseInt(parts[0].strip()));
            }
            if (parts.length == 2) {
                return new WorkingSize(Integer.parseInt(parts[1].strip()), Integer.parseInt(parts[0].strip()), 0);
            }
        } catch (IllegalArgumentException e) {
            // Reported below: no number, or one out of range.
        }
        throw new IllegalArgumentException(
                "'%s' is no working size, expected WIDTHxHEIGHT such as 320x256, or the longer side such as 256"
                        .formatted(text));
    }

    /** The size for pictures of a shape. Sides are rounded to multiples of eight where they are larger than 64. */
    public WorkingSize resolve(int pictureHeight, int pictureWidth) {
        if (longest == 0) {
            return new WorkingSize(rounded(height), rounded(width), 0);
        }
        double scale = (double) longest / Math.max(pictureHeight, pictureWidth);
        return new WorkingSize(rounded(pictureHeight * scale), rounded(pictureWidth * scale), 0);
    }

    /** The default: the pictures' own size, or smaller so that the longer side is {@link #LONGEST}. */
    static WorkingSize standard(int pictureHeight, int pictureWidth) {
        return longest(Math.min(LONGEST, Math.max(pictureHeight, pictureWidth))).resolve(pictureHeight, pictureWidth);
    }

    private static int rounded(double side) {
        if (side <= SMALL) {
            return (int) Math.max(1, Math.round(side));
        }
        return (int) Math.round(side / STEP) * STEP;
    }

    @Override
    public String toString() {
        return longest == 0 ? width + "x" + height : Integer.toString(longest);
    }
}
