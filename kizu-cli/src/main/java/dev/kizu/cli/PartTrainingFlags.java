package dev.kizu.cli;

import dev.kizu.image.Mask;
import dev.kizu.image.Region;
import dev.kizu.inspect.CalibrationOptions;
import dev.kizu.train.TrainingRequest;
import dev.kizu.train.WorkingSize;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of training on a folder of pictures. What is not given is chosen by the pictures. */
final class PartTrainingFlags {
    @Option(
            names = "--size",
            paramLabel = "WxH|N",
            converter = Convert.Working.class,
            description =
                    "The size that pictures are brought to: width and height, or the longer side (default: their own, at most 256).")
    private @Nullable WorkingSize size;

    @Option(
            names = "--color",
            paramLabel = "gray|rgb|auto",
            converter = Convert.ColorName.class,
            defaultValue = "auto",
            description = "Whether colours count; auto: if there are any to be seen (default: ${DEFAULT-VALUE}).")
    private ColorChoice color;

    @Option(
            names = "--roi",
            paramLabel = "X,Y,W,H",
            converter = Convert.RegionOfInterest.class,
            description = "Look at this part of every picture only, in pixels of the picture.")
    private @Nullable Region roi;

    @Option(
            names = "--mask",
            paramLabel = "FILE",
            description = "A picture as large as the others, white where they count and black where they do not.")
    private @Nullable Path mask;

    @Option(
            names = "--patch",
            paramLabel = "N",
            converter = Convert.Count.class,
            description = "Side of the patches, in pixels of the working size (default: 8).")
    private @Nullable Integer patch;

    @Option(
            names = "--stride",
            paramLabel = "N",
            converter = Convert.Count.class,
            description =
                    "Pixels of the working size between windows, and the side of a cell of the map (default: by the size; beside features by their cells, of which the map is then).")
    private @Nullable Integer stride;

    @Option(
            names = "--scales",
            paramLabel = "N",
            split = ",",
            converter = Convert.Count.class,
            description =
                    "By how much the working image is shrunk, the finest first, such as 1,2 (default: by the size). A scale that comes twice has two networks, of different seeds.")
    private @Nullable List<Integer> scales;

    @Option(
            names = "--depth",
            paramLabel = "N",
            converter = Convert.Count.class,
            description = "Stages of the network, each of which halves a patch (default: 2).")
    private @Nullable Integer depth;

    @Option(
            names = "--filters",
            paramLabel = "N",
            converter = Convert.Count.class,
            description = "Filters of the first stage; the next has twice as many (default: 16).")
    private @Nullable Integer filters;

    @Option(
            names = "--latent",
            paramLabel = "N",
            converter = Convert.Count.class,
            description = "Size of the latent vector (default: 4).")
    private @Nullable Integer latent;

    @Option(
            names = "--variance-floor",
            paramLabel = "V",
            converter = Convert.Variance.class,
            description =
                    "The smallest variance that networks predict for a pixel, where black is 0 and white 1 (default: 0.00025, a deviation of four of 255 grey levels). Fainter differences count little.")
    private @Nullable Float varianceFloor;

    @Option(
            names = "--patches",
            paramLabel = "N",
            converter = Convert.Count.class,
            description = "Random patches to learn from in an epoch (default: 100000).")
    private @Nullable Integer patches;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            converter = Convert.Count.class,
            description = "Passes over the patches, at most (default: 5).")
    private @Nullable Integer epochs;

    @Option(
            names = "--held-out",
            paramLabel = "SHARE",
            converter = Convert.Rate.class,
            description =
                    "The share of the pictures that is kept for calibration, and from all networks (default: a fifth, but at least 40 pictures; of up to 81 pictures "
                            + "none, see --folds; with a backbone none of up to 200 pictures).")
    private @Nullable Double heldOut;

    @Option(
            names = "--folds",
            paramLabel = "N",
            converter = Convert.Count.class,
            description =
                    "Deal the pictures into so many groups and hold each out from networks of its own; training and inspecting take so many times as "
                            + "long. 1: hold the same pictures out from all networks (default: 2 for up to 81 pictures and four scales, unless --held-out is given, else 1; with a backbone as pictures are held out there).")
    private @Nullable Integer folds;

    /** The working size; null by the pictures. */
    @Nullable
    WorkingSize size() {
        return size;
    }

    /** Whether colours count; null by the pictures. */
    @Nullable
    Boolean colour() {
        return color.colour();
    }

    /** The part of each picture that is looked at; null for all. */
    @Nullable
    Region region() {
        return roi;
    }

    /** Which pixels count; null for all. */
    @Nullable
    Mask mask() throws IOException {
        return mask == null ? null : Mask.read(mask);
    }

    /** The share of the pictures that is held out; null by their number. */
    @Nullable
    Double heldOut() {
        return heldOut;
    }

    /** Names of the options given that are those of an autoencoder. */
    List<String> ofAutoencoder() {
        Map<String, @Nullable Object> options = new LinkedHashMap<>();
        options.put("--patch", patch);
        options.put("--stride", stride);
        options.put("--scales", scales);
        options.put("--depth", depth);
        options.put("--filters", filters);
        options.put("--latent", latent);
        options.put("--variance-floor", varianceFloor);
        options.put("--patches", patches);
        options.put("--epochs", epochs);
        options.put("--folds", folds);
        return options.entrySet().stream()
                .filter(option -> option.getValue() != null)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Names of those of them that do not go with autoencoders beside features, of which pictures are held out as from these. */
    List<String> ofAutoencodersAlone() {
        return folds == null ? List.of() : List.of("--folds");
    }

    /** What is asked for. */
    TrainingRequest request(CalibrationOptions calibration) throws IOException {
        return new TrainingRequest(
                size,
                color.colour(),
                roi,
                mask(),
                patch,
                stride,
                scales,
                depth,
                filters,
                latent,
                varianceFloor,
                patches,
                epochs,
                heldOut,
                folds,
                calibration);
    }
}
