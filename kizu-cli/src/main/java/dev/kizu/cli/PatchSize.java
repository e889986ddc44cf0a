package dev.kizu.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Height and width of a patch, as typed.
 *
 * @param height rows, at least 1
 * @param width columns, at least 1
 */
record PatchSize(int height, int width) {
    private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,3})[xX]([1-9][0-9]{0,3})");

    /**
     * Reads {@code 8x8}.
     *
     * @throws IllegalArgumentException if the text is no such size
     */
    static PatchSize parse(String text) {
        Matcher size = SIZE.matcher(text.strip());
        if (!size.matches()) {
            throw new IllegalArgumentException(
                    "'%s' is no patch size, expected HEIGHTxWIDTH in pixels, such as 8x8 or 8x16".formatted(text));
        }
        return new PatchSize(Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2)));
    }
}
