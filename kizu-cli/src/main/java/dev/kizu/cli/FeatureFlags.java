package dev.kizu.cli;

import dev.kizu.features.backbone.BackboneChoice;
import dev.kizu.features.model.Method;
import dev.kizu.features.train.FeatureRequest;
import dev.kizu.inspect.CalibrationOptions;
import dev.kizu.score.Aggregation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of methods on the features of a pretrained network. */
final class FeatureFlags {
    @Mixin
    private BackboneFlags backbone;

    @Option(
            names = "--dimensions",
            paramLabel = "N",
            converter = Convert.Features.class,
            description =
                    "Features at each position after a random projection; 0 for all (default: 64 with padim, 128 with patchcore).")
    private @Nullable Integer dimensions;

    @Option(
            names = "--bank",
            paramLabel = "N",
            converter = Convert.Count.class,
            description =
                    "Entries of PatchCore's bank, at most (default: a hundredth of all features, from 500 to 1000).")
    private @Nullable Integer bank;

    /** Names of the options that were given. */
    List<String> given() {
        List<String> names = new ArrayList<>();
        if (backbone.any()) {
            names.add("--backbone");
        }
        if (dimensions != null) {
            names.add("--dimensions");
        }
        if (bank != null) {
            names.add("--bank");
        }
        return names;
    }

    /**
     * What is asked for.
     *
     * @throws IllegalArgumentException if options do not fit the method
     * @throws IOException if the backbone cannot be read
     */
    FeatureRequest request(
            Method method, PartTrainingFlags flags, CalibrationOptions options, @Nullable Aggregation aggregation)
            throws IOException {
        if (bank != null && method != Method.PATCHCORE) {
            throw new IllegalArgumentException("--bank goes with --method patchcore only");
        }
        BackboneChoice choice = backbone.choice();
        return new FeatureRequest(
                method,
                choice,
                backbone.run().provider(),
                flags.size(),
                flags.colour(),
                flags.region(),
                flags.mask(),
                dimensions,
                bank,
                flags.heldOut(),
                aggregation == null ? Aggregation.max() : aggregation,
                options.falseAlarmRate(),
                options.seed(),
                options.threads());
    }
}
