package dev.kizu.cli;

import dev.kizu.cli.progress.Durations;
import java.io.PrintStream;
import java.util.Locale;

/** The summary of an inspection, for people. */
final class InspectionText {
    private InspectionText() {}

    static void print(InspectionJson summary, PrintStream out) {
        out.println("%,d %s: %,d normal, %,d anomalous%s%s"
                .formatted(
                        summary.pictures(),
                        summary.pictures() == 1 ? "picture" : "pictures",
                        summary.normal(),
                        summary.anomalous(),
                        summary.errors() == 0 ? "" : ", %,d could not be inspected".formatted(summary.errors()),
                        summary.before() == 0 ? "" : "; %,d were there before".formatted(summary.before())));
        out.println(String.format(
                Locale.ROOT, "%s, %.1f pictures/s", Durations.text(summary.seconds()), summary.imagesPerSecond()));
        out.println("Results: " + summary.csv());
    }
}
