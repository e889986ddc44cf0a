package dev.kizu.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers as people read them, the same in every locale. */
final class Numbers {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private Numbers() {}

    /** Three decimals, for areas and rates. */
    static String rate(double value) {
        return fixed(value, 3);
    }

    /** A fixed number of decimals, with a true minus sign; never a negative zero. */
    static String fixed(double value, int decimals) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "not a number" : value > 0 ? "∞" : "−∞";
        }
        String text = String.format(Locale.ROOT, "%,." + decimals + "f", value);
        if (!text.startsWith("-")) {
            return text;
        }
        return text.matches("-[0.,]*") ? text.substring(1) : "−" + text.substring(1);
    }

    /** As many decimals as make three significant digits, none above 100. */
    static String shorter(double value) {
        double size = Math.abs(value);
        return size >= 1e6 && size < Double.POSITIVE_INFINITY
                ? String.format(Locale.ROOT, "%.2e", value).replace('-', '−')
                : fixed(value, size >= 100 ? 0 : size >= 10 ? 1 : 2);
    }

    /** A whole number with separators. */
    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** A share in [0, 1] as whole percents. */
    static String percent(double share) {
        return fixed(share * 100, 0) + "\u00a0%";
    }

    /** A probability: {@code p = 0.03}, or {@code p < 0.0001}, with no-break spaces. */
    static String pValue(double p) {
        return p < 1e-4 ? "p\u00a0<\u00a00.0001" : "p\u00a0=\u00a0" + fixed(p, p < 0.01 ? 4 : p < 0.1 ? 3 : 2);
    }

    /** A share in [0, 1] as percents with one decimal, none where it is a whole number of percents. */
    static String percents(double share) {
        double percents = Math.round(share * 1000) / 10.0;
        return fixed(percents, percents == Math.rint(percents) ? 0 : 1) + "\u00a0%";
    }

    /** A date and time of day. */
    static String time(Instant time) {
        return TIME.format(time);
    }

    /** A coordinate in a drawing: at most two decimals, no more digits than needed. */
    static String coordinate(double value) {
        long hundredths = Math.round(value * 100);
        if (hundredths % 100 == 0) {
            return Long.toString(hundredths / 100);
        }
        // By hand: a page has tens of thousands of coordinates, and String.format is slow.
        long size = Math.abs(hundredths);
        String text = (hundredths < 0 ? "-" : "") + size / 100 + '.' + size / 10 % 10;
        return size % 10 == 0 ? text : text + size % 10;
    }
}
