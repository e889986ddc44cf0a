package dev.kizu.cli;

import dev.kizu.detect.Detector;
import dev.kizu.features.model.FeatureModelFile;
import dev.kizu.inspect.Inspector;
import dev.kizu.model.LoadedFile;
import dev.kizu.model.LoadedInspection;
import dev.kizu.model.LoadedModel;
import dev.kizu.model.ModelFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code kizu score}. */
@Command(
        name = "score",
        description = {
            "",
            "Tells for every image its score and whether it is anomalous: whether the score is above the model's threshold.",
            "",
            "Reads PNG, JPEG, BMP, GIF, TIFF and WebP. Images become grey or coloured as the model needs them; transparency is dropped. An image that "
                    + "cannot be read, or does not fit the model, is reported and left out, and the exit code is then 1.",
            ""
        })
final class ScoreCommand implements Callable<Integer> {
    @ParentCommand
    private Kizu kizu;

    @Parameters(index = "0", paramLabel = "MODEL", description = "A model that Kizu has saved.")
    private Path model;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "IMAGE", description = "Image files.")
    private List<Path> images;

    @Option(
            names = "--threads",
            paramLabel = "N",
            converter = Convert.UpToThousand.class,
            description = "Threads that compute; the scores do not depend on it (default: one for each processor).")
    private @Nullable Integer threads;

    @Mixin
    private RunFlags run;

    @Mixin
    private JsonFlag json;

    @Override
    public Integer call() throws IOException {
        kizu.begin();
        if (FeatureModelFile.isOne(model)) {
            try (PartFile loaded = run.open(model)) {
                return score(listener -> new PartScoring(loaded.inspector(), workers(), listener));
            }
        }
        LoadedFile loaded = ModelFile.loadAny(model);
        run.checkOwn(model);
        return score(listener -> scoring(loaded, listener));
    }

    /** Makes what scores images; it tells a listener of each. */
    @FunctionalInterface
    private interface Maker {
        Scoring of(Consumer<ScoresJson.Scored> listener) throws IOException;
    }

    private int score(Maker maker) throws IOException {
        PrintStream out = kizu.invocation().out();
        ScoresText text = json.given() ? null : new ScoresText(out);
        Scoring scoring = maker.of(image -> {
            if (image.error() != null) {
                kizu.invocation().err().println("kizu: " + image.error());
            } else if (text != null) {
                text.image(image);
            }
        });
        if (text != null) {
            text.begin(scoring.results(model));
        }
        try {
            scoring.score(images);
        } finally {
            // Also what came before a failure.
            ScoresJson scores = scoring.results(model);
            if (text != null) {
                text.end(scores);
            } else {
                Json.print(scores, out);
            }
        }
        return scoring.results(model).failed() == 0 ? ExitCode.DONE : ExitCode.FAILED;
    }

    private Scoring scoring(LoadedFile loaded, Consumer<ScoresJson.Scored> listener) throws IOException {
        if (loaded instanceof LoadedInspection inspection) {
            return new PartScoring(new Inspector(inspection.model()), workers(), listener);
        }
        Detector detector = Detector.of(((LoadedModel) loaded).content());
        int channels = detector.vae().patch().channels();
        if (channels != 1 && channels != 3) {
            throw new IOException(
                    "%s takes images of %d channels, and image files have 1 (grey) or 3 (colour); score by Kizu as a library, or by an ONNX runtime"
                            .formatted(model, channels));
        }
        return new ImageScoring(detector, workers(), listener);
    }

    private int workers() {
        return threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    }
}
