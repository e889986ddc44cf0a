package dev.kizu.model;

import java.util.List;
import java.util.stream.Collectors;

/** Untrusted values in messages. */
final class Text {
    private static final int LONGEST = 60;

    private Text() {}

    /** A text that fits into a line and cannot steer a terminal. */
    static String shortened(String text) {
        String start = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
        return start.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
    }

    /** A shape, such as {@code 16x1x2x2}. */
    static String shape(List<Long> shape) {
        return shape.stream().map(String::valueOf).collect(Collectors.joining("x"));
    }
}
