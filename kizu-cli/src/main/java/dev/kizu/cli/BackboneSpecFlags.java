package dev.kizu.cli;

import dev.kizu.features.backbone.BackboneSpec;
import dev.kizu.features.backbone.Normalization;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the file of a pretrained network does not say itself. */
final class BackboneSpecFlags {
    @Option(
            names = "--layers",
            paramLabel = "NAME",
            split = ",",
            description =
                    "Values in the network that are its features, such as feat_8,feat_16 (default: what the JSON beside the file says, else the "
                            + "last that lie 8 and 16 pixels apart).")
    private @Nullable List<String> layers;

    @Option(
            names = "--normalize",
            paramLabel = "HOW",
            converter = Convert.NormalizationText.class,
            description =
                    "What the network wants its colours to be: imagenet, -1..1, 0..1, 0..255, or means and deviations of red, green and blue in [0, 1] "
                            + "such as 0.5,0.5,0.5/0.2,0.2,0.2; with bgr: before it, blue comes first (default: what the JSON beside the file says, "
                            + "else imagenet).")
    private @Nullable Normalization normalization;

    boolean given() {
        return layers != null || normalization != null;
    }

    BackboneSpec said() {
        return BackboneSpec.of(layers == null ? List.of() : layers, normalization);
    }
}
