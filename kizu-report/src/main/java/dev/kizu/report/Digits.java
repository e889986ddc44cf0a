package dev.kizu.report;

import java.util.Arrays;
import java.util.Locale;

/** Numbers drawn pixel by pixel, the same everywhere and without fonts, which a server may lack. */
final class Digits {
    /** Rows of a character. */
    static final int HEIGHT = 7;

    private static final int WIDTH = 5;
    private static final String CHARACTERS = "0123456789.-+e";

    /** Of each character seven rows from top to bottom, of each row five bits from left to right. */
    private static final String[] ROWS = {
        "01110 10001 10011 10101 11001 10001 01110",
        "00100 01100 00100 00100 00100 00100 01110",
        "01110 10001 00001 00110 01000 10000 11111",
        "01110 10001 00001 00110 00001 10001 01110",
        "00010 00110 01010 10010 11111 00010 00010",
        "11111 10000 11110 00001 00001 10001 01110",
        "00110 01000 10000 11110 10001 10001 01110",
        "11111 00001 00010 00100 01000 01000 01000",
        "01110 10001 10001 01110 10001 10001 01110",
        "01110 10001 10001 01111 00001 00010 01100",
        "00000 00000 00000 00000 00000 01100 01100",
        "00000 00000 00000 11111 00000 00000 00000",
        "00000 00100 00100 11111 00100 00100 00000",
        "00000 00000 01110 10001 11111 10000 01110"
    };

    private Digits() {}

    /** A number as text that can be drawn: two or three significant digits. */
    static String text(double value) {
        if (value != 0 && Math.abs(value) < 0.01) {
            return String.format(Locale.ROOT, "%.1e", value);
        }
        return Numbers.shorter(value).replace('−', '-').replace(",", "");
    }

    /** Columns of a text. */
    static int width(String text, int size) {
        return (text.length() * (WIDTH + 1) - 1) * size;
    }

    /**
     * Draws a text of digits, dots, signs and {@code e}; other characters stay blank.
     *
     * @param canvas colours, row by row
     * @param canvasWidth its columns
     * @param size pixels of a dot down and across
     */
    static void draw(String text, int[] canvas, int canvasWidth, int top, int left, int size, int color) {
        for (int i = 0; i < text.length(); i++) {
            int character = CHARACTERS.indexOf(text.charAt(i));
            if (character < 0) {
                continue;
            }
            for (int y = 0; y < HEIGHT * size; y++) {
                int start = (top + y) * canvasWidth + left + i * (WIDTH + 1) * size;
                for (int x = 0; x < WIDTH; x++) {
                    if (ROWS[character].charAt(y / size * (WIDTH + 1) + x) == '1') {
                        Arrays.fill(canvas, start + x * size, start + (x + 1) * size, color);
                    }
                }
            }
        }
    }
}
