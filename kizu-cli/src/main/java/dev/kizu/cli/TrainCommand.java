package dev.kizu.cli;

import dev.kizu.calibrate.ThresholdMethod;
import dev.kizu.cli.progress.Progress;
import dev.kizu.dataset.ImageFolder;
import dev.kizu.inspect.CalibrationOptions;
import dev.kizu.model.InspectionModel;
import dev.kizu.model.Provenance;
import dev.kizu.train.PartTrainer;
import dev.kizu.train.PartTrainingResult;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
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
        },
        exitCodeList = {
            "0:done",
            "1:failed, or done but a picture could not be read",
            "2:wrong usage",
            "130:ended by Ctrl-C; there is no model"
        })
final class TrainCommand implements Callable<Integer> {
    @ParentCommand
    private Kizu kizu;

    @Parameters(index = "0", paramLabel = "DATA", description = "A folder of pictures of good parts.")
    private Path data;

    @Option(
            names = "--out",
            paramLabel = "MODEL",
            required = true,
            description = "The file for the model; one that is there is replaced.")
    private Path out;

    @Mixin
    private PartTrainingFlags flags;

    @Mixin
    private ExcludeFlag exclude;

    @Mixin
    private JudgementFlags judgement;

    @Mixin
    private JsonFlag json;

    @Override
    public Integer call() throws IOException {
        CalibrationOptions options = judgement.over(CalibrationOptions.standard());
        kizu.begin();
        ImageFolder pictures = ImageFolder.scan(data);
        pictures.findings()
                .problems()
                .forEach(problem -> kizu.invocation().err().println("kizu: " + problem));
        List<Path> training = pictures.without(exclude.in(data)).training();
        int excluded = pictures.training().size() - training.size();
        kizu.say("%s of good parts in %s%s"
                .formatted(
                        Counted.of(training.size(), "picture"),
                        data,
                        excluded == 0 ? "" : ", and %,d left out".formatted(excluded)));
        try (ModelSaver saver = ModelSaver.prepare(out, "--out")) {
            PartTrainingResult result;
            try (Progress progress = kizu.progress()) {
                result = PartTrainer.train(training, flags.request(options), new TrainProgress(kizu, progress));
            }
            InspectionModel model = saver.save(finished(result.model()));
            TrainJson summary = TrainJson.of(saver.file(), result.withModel(model));
            PrintStream standard = kizu.invocation().out();
            if (json.given()) {
                Json.print(summary, standard);
            } else {
                TrainText.print(summary, result.withModel(model), data, standard);
            }
            return result.failures().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
        }
    }

    private InspectionModel finished(InspectionModel trained) {
        @Nullable Float threshold = judgement.threshold();
        InspectionModel model = threshold == null
                ? trained
                : trained.withThreshold(trained.threshold().withValue(threshold, ThresholdMethod.FIXED, 1, 1));
        Provenance provenance = model.provenance();
        Provenance.Circumstances known = provenance.circumstances();
        return known == null
                ? model
                : model.withProvenance(
                        provenance.withCircumstances(Provenance.Circumstances.now(data.toString(), known.kernel())));
    }
}
