package dev.kizu.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that gives a threshold outright. */
final class ThresholdFlag {
    @Option(
            names = "--threshold",
            paramLabel = "T",
            converter = Convert.Score32.class,
            description = "Take this threshold.")
    private @Nullable Float threshold;

    /** The threshold that was given; null if none was. */
    @Nullable
    Float value() {
        return threshold;
    }
}
