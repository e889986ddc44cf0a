package dev.kizu.cli;

import dev.kizu.dataset.IdxDataset;
import dev.kizu.dataset.OneClassTask;
import dev.kizu.experiment.ExperimentOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code kizu experiment}. */
@Command(
        name = "experiment",
        description = {
            "",
            "Learns from the training images of the normal classes alone, scores the test images of the normal and the anomalous "
                    + "classes, and tells how well each score keeps them apart.",
            "",
            "Example: kizu experiment --data mnist --normal 1 --anomaly 9",
            ""
        })
final class ExperimentCommand implements Callable<Integer> {
    @ParentCommand
    private Kizu kizu;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            required = true,
            description = "Folder with the four IDX files, plain or gzip; 'kizu download' fetches some.")
    private Path data;

    @Option(
            names = "--normal",
            paramLabel = "CLASSES",
            required = true,
            description = "Classes that are normal: a number, or several such as 1,7.")
    private String normal;

    @Option(
            names = "--anomaly",
            paramLabel = "CLASSES",
            required = true,
            description = "Classes that are anomalous: a number, several, or 'rest' for every other class.")
    private String anomaly;

    @Option(
            names = "--preset",
            paramLabel = "robust|article",
            defaultValue = "robust",
            converter = Convert.PresetName.class,
            description =
                    "Where the other options start from: stable training and calibrated scores, or the published recipe "
                            + "as it is (default: ${DEFAULT-VALUE}).")
    private Preset preset;

    @Option(
            names = "--seed",
            paramLabel = "N",
            converter = Convert.Seed.class,
            description = "Seed of everything random (${bundle:preset.seed}).")
    private @Nullable Long seed;

    @Option(
            names = "--seeds",
            paramLabel = "K",
            converter = Convert.UpToThousand.class,
            description = "Repeat with K seeds, N, N+1, ..., and tell mean, least and largest AUROC.")
    private @Nullable Integer seeds;

    @Mixin
    private TrainingFlags training;

    @Mixin
    private ScoringFlags scoring;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "kizu-experiment-report",
            description = "Folder for the report (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Mixin
    private SaveFlag save;

    @Mixin
    private JsonFlag json;

    @Override
    public Integer call() throws IOException {
        kizu.begin();
        ExperimentOptions start = preset.options();
        ExperimentOptions options =
                start.withVae(training.over(start.vae())).withDetector(scoring.over(start.detector()));
        options = seed == null ? options : options.withVae(options.vae().withSeed(seed));
        OneClassTask task = IdxDataset.open(data).oneClassTask(normal, anomaly);
        Session session = new Session(kizu, json.given(), out, save.file());
        return seeds == null ? session.runOne(task, options) : session.runSeeds(task, options, seeds);
    }
}
