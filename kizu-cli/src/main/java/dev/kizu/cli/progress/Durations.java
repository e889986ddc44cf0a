package dev.kizu.cli.progress;

import java.util.Locale;

/** Durations as people read them. */
public final class Durations {
    private Durations() {}

    /** For example {@code 0.4 s}, {@code 12.3 s}, {@code 2 min 05 s} or {@code 1 h 02 min}. */
    public static String text(double seconds) {
        if (seconds < 59.95) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        long whole = Math.round(seconds);
        if (whole < 3600) {
            return String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60);
        }
        return String.format(Locale.ROOT, "%d h %02d min", whole / 3600, whole % 3600 / 60);
    }
}
