package dev.kizu.cli;

import java.util.Locale;

/** Shares for people. */
final class Percent {
    private Percent() {}

    /** A share in percent, without needless zeros and without the sign. */
    static String text(double share) {
        String text = String.format(Locale.ROOT, "%.3f", 100 * share);
        return text.replaceFirst("\\.?0+$", "");
    }
}
