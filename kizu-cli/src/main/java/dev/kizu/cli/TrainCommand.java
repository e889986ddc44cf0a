package dev.kizu.cli;

import dev.kizu.calibrate.ThresholdMethod;
import dev.kizu.cli.progress.Progress;
import dev.kizu.dataset.ImageFolder;
import dev.kizu.inspect.CalibrationOptions;
import dev.kizu.model.InspectionModel;
import dev.kizu.model.ModelFile;
import dev.kizu.model.Provenance;
import dev.kizu.score.Aggregation;
import dev.kizu.train.PartTrainer;
import dev.kizu.train.PartTrainingResult;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code kizu train}. */
@Command(
        name = "train",
        description = {
            "",
            "Learns what good parts look like from a folder of pictures of them, and writes a model for 'kizu inspect'.",
            "",
            "DATA is a folder of pictures of good parts (folders within it count), or one that is laid out as MVTec AD is: then those "
                    + "in train/good are learnt from, and nothing else is looked at. Some pictures are held out from training: the "
                    + "threshold comes from them. A picture that cannot be read is reported and left out, and the exit code is then 1.",
            "",
            "What you do not give is chosen by the pictures; each choice is told with its reason.",
            ""
        })
final class TrainCommand implements Callable<Integer> {
    @ParentCommand
    private Kizu kizu;

    @Parameters(index = "0", paramLabel = "DATA", description = "A folder of pictures of good parts.")
    private Path data;

    @Option(names = "--out", paramLabel = "MODEL", required = true, description = "The file for the model.")
    private Path out;

    @Mixin
    private PartTrainingFlags training;

    @Option(
            names = "--calibration",
            paramLabel = "none|image|positional|auto",
            converter = Convert.ReferenceName.class,
            defaultValue = "auto",
            description =
                    "What scores are held against: nothing, what good pictures show anywhere, or what they show at the same place or "
                            + "anywhere; auto: place counts if it explains a tenth of the variance (default: ${DEFAULT-VALUE}).")
    private ReferenceChoice calibration;

    @Option(
            names = "--score",
            paramLabel = "elbo|unregularized|joint|auto",
            converter = Convert.ScoreName.class,
            defaultValue = "auto",
            description =
                    "The score that decides; auto: joint, or unregularized with --calibration none (default: ${DEFAULT-VALUE}).")
    private ScoreChoice score;

    @Option(
            names = "--aggregate",
            paramLabel = "max|mean|topK",
            converter = Convert.Aggregate.class,
            defaultValue = "top0.3%",
            description =
                    "How the cells of a map become a picture's score: the largest, the mean, or the mean of the largest, such as top5 or "
                            + "top1%% (default: top0.3%%).")
    private Aggregation aggregate;

    @Option(
            names = "--false-alarm-rate",
            paramLabel = "A",
            converter = Convert.Rate.class,
            defaultValue = "0.01",
            description =
                    "The share of good pictures that may be called anomalous, such as 0.01 or 1%%; takes at least 1/A - 1 held-out "
                            + "pictures (default: ${DEFAULT-VALUE}).")
    private Double falseAlarmRate;

    @Option(
            names = "--threshold",
            paramLabel = "T",
            converter = Convert.Score32.class,
            description = "Take this threshold.")
    private @Nullable Float threshold;

    @Option(
            names = "--seed",
            paramLabel = "N",
            converter = Convert.Seed.class,
            defaultValue = "0",
            description = "Seed of everything random (default: ${DEFAULT-VALUE}).")
    private Long seed;

    @Option(
            names = "--threads",
            paramLabel = "N",
            converter = Convert.UpToThousand.class,
            description = "Threads that compute; the model does not depend on it (default: one for each processor).")
    private @Nullable Integer threads;

    @Mixin
    private JsonFlag json;

    @Override
    public Integer call() throws IOException {
        CalibrationOptions options = new CalibrationOptions(
                calibration.reference(),
                score.kind(),
                aggregate,
                falseAlarmRate,
                seed,
                threads == null ? Runtime.getRuntime().availableProcessors() : threads);
        kizu.begin();
        Instant fixedTime = ModelSaver.time(System.getenv(ModelSaver.EPOCH));
        Path target = out.toAbsolutePath().normalize();
        Path parent = target.getParent();
        if (parent == null || Files.isDirectory(target)) {
            throw new IOException(
                    "--out %s: this is a folder, expected the name of a file, such as model.onnx".formatted(out));
        }
        ImageFolder pictures = ImageFolder.scan(data);
        pictures.findings()
                .problems()
                .forEach(problem -> kizu.invocation().err().println("kizu: " + problem));
        kizu.say(
                "%,d pictures of good parts in %s".formatted(pictures.training().size(), data));
        try (OutputDirectory folder = OutputDirectory.prepare(parent, "--out")) {
            PartTrainingResult result;
            try (Progress progress = kizu.progress()) {
                result = PartTrainer.train(
                        pictures.training(), training.request(options), new TrainProgress(kizu, progress));
            }
            InspectionModel model = finished(result.model(), fixedTime);
            ModelFile.saveInspection(model, folder.path().resolve(target.getFileName()));
            TrainJson summary = TrainJson.of(target, result.withModel(model));
            PrintStream standard = kizu.invocation().out();
            if (json.given()) {
                Json.print(summary, standard);
            } else {
                TrainText.print(summary, result, standard);
            }
            return result.failures().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
        }
    }

    private InspectionModel finished(InspectionModel trained, @Nullable Instant fixedTime) {
        InspectionModel model = threshold == null
                ? trained
                : trained.withThreshold(trained.threshold().withValue(threshold, ThresholdMethod.FIXED, 1, 1));
        Provenance provenance = model.provenance();
        Provenance.Circumstances known = provenance.circumstances();
        if (fixedTime != null) {
            return model.withProvenance(provenance.withCircumstances(Provenance.Circumstances.at(fixedTime)));
        }
        return known == null
                ? model
                : model.withProvenance(
                        provenance.withCircumstances(Provenance.Circumstances.now(data.toString(), known.kernel())));
    }
}
