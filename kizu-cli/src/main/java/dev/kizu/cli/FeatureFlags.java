package dev.kizu.cli;

import dev.kizu.features.backbone.BackboneChoice;
import dev.kizu.features.backbone.Provider;
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
                    "Features at each position after a random projection; 0 for all (default: 64 with padim, 80 with patchcore; with both and auto 80, of which padim looks at 64).")
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
     * Whether a method on features is wanted or can be had: any of these options was given, or there is a backbone in the store. Then {@link #backbone}
     * gives one, or says what to do.
     */
    boolean backboneThere() throws IOException {
        return !given().isEmpty() || backbone.stored();
    }

    /**
     * The backbone, read and checked.
     *
     * @throws IllegalArgumentException if none was named
     * @throws IOException if it is not there, or cannot be used
     */
    BackboneChoice backbone() throws IOException {
        return backbone.choice();
    }

    /** What runs it. */
    Provider provider() {
        return backbone.run().provider();
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
        if (bank != null && !method.members().contains(Method.PATCHCORE)) {
            throw new IllegalArgumentException("--bank goes with --method patchcore, both or auto only");
        }
        return request(method, backbone(), flags, options, aggregation);
    }

    /** What is asked for by those of the options that are the method's. */
    FeatureRequest request(
            Method method,
            BackboneChoice choice,
            PartTrainingFlags flags,
            CalibrationOptions options,
            @Nullable Aggregation aggregation)
            throws IOException {
        return new FeatureRequest(
                method,
                choice,
                provider(),
                flags.size(),
                flags.colour(),
                flags.region(),
                flags.mask(),
                dimensions,
                method.members().contains(Method.PATCHCORE) ? bank : null,
                flags.heldOut(),
                aggregation == null ? Aggregation.max() : aggregation,
                options.falseAlarmRate(),
                options.seed(),
                options.threads(),
                flags.request(options));
    }
}
