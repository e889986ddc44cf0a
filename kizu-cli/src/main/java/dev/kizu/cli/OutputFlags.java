package dev.kizu.cli;

import dev.kizu.cli.inspect.MapFormat;
import dev.kizu.cli.inspect.OutputOptions;
import dev.kizu.cli.inspect.OverlayChoice;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is written for each picture. */
final class OutputFlags {
    @Option(
            names = "--overlay",
            paramLabel = "anomalous|all|none",
            converter = Convert.OverlayName.class,
            defaultValue = "anomalous",
            description =
                    "Which pictures get an overlay: the picture with its heat, outlines around flaws and a bar of colours, as PNG "
                            + "(default: ${DEFAULT-VALUE}).")
    private OverlayChoice overlay;

    @Option(
            names = "--map",
            paramLabel = "png|npy",
            converter = Convert.MapName.class,
            description =
                    "Write each picture's anomaly map, at the model's working size: as PNG of 16 bits, from 0 to four times the threshold of "
                            + "pixels, or as .npy with every value as it is (default: no maps).")
    private @Nullable MapFormat map;

    @Option(
            names = "--mask",
            description = "Write for each picture a PNG of its size that is white where there are flaws.")
    private boolean mask;

    @Option(
            names = "--min-area",
            paramLabel = "N",
            converter = Convert.Count.class,
            description =
                    "Smaller flaws, in pixels of the picture, are left out (default: the area of one cell of the map).")
    private @Nullable Integer minimumArea;

    OutputOptions options() {
        return new OutputOptions(overlay, map, mask, minimumArea);
    }
}
