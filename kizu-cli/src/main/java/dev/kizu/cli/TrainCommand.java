package dev.kizu.cli;

import dev.kizu.calibrate.InspectionThreshold;
import dev.kizu.calibrate.ThresholdMethod;
import dev.kizu.cli.progress.Progress;
import dev.kizu.dataset.ImageFolder;
import dev.kizu.features.model.FeatureModel;
import dev.kizu.features.model.Method;
import dev.kizu.features.train.FeatureRequest;
import dev.kizu.features.train.FeatureTrainer;
import dev.kizu.features.train.FeatureTrainingResult;
import dev.kizu.inspect.CalibrationOptions;
import dev.kizu.model.InspectionModel;
import dev.kizu.model.PartModel;
import dev.kizu.model.Provenance;
import dev.kizu.train.PartTrainer;
import dev.kizu.train.PartTrainingResult;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
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
                    + "threshold comes from them; of few, each is held out from some networks. A picture that cannot be read is reported and left out, and the exit code is then 1.",
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

    @Option(
            names = "--method",
            paramLabel = "vae|padim|patchcore|both|auto",
            converter = Convert.MethodName.class,
            defaultValue = "vae",
            description =
                    "How parts are looked at: by autoencoders that are trained on the pictures, or by a pretrained network's features, with a "
                            + "normal distribution at each position (padim) or the nearest among those of good parts (patchcore), or by both of these together. "
                            + "auto: by all that there can be, which is vae alone where there is no backbone (default: ${DEFAULT-VALUE}).")
    private TrainMethod method;

    @Mixin
    private PartTrainingFlags flags;

    @Mixin
    private FeatureFlags features;

    @Mixin
    private ExcludeFlag exclude;

    @Mixin
    private JudgementFlags judgement;

    @Mixin
    private ThresholdFlag given;

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
            Method kind = onFeatures();
            return kind == null ? train(training, options, saver) : fit(kind, training, options, saver);
        }
    }

    /** The method on features; null to train autoencoders. */
    private @Nullable Method onFeatures() throws IOException {
        if (method == TrainMethod.AUTO && !features.backboneThere()) {
            kizu.say("no backbone was given, and the store has none: --method auto trains autoencoders (vae)");
            return null;
        }
        return method.onFeatures();
    }

    private int train(List<Path> training, CalibrationOptions options, ModelSaver saver) throws IOException {
        if (!features.given().isEmpty()) {
            throw new IllegalArgumentException(
                    "%s goes with --method padim, patchcore, both or auto; leave it out, or say which"
                            .formatted(String.join(", ", features.given())));
        }
        PartTrainingResult result;
        try (Progress progress = kizu.progress()) {
            result = PartTrainer.train(training, flags.request(options), new TrainProgress(kizu, progress));
        }
        InspectionModel trained = result.model();
        InspectionModel model =
                saver.save(trained.withThreshold(threshold(trained)).withProvenance(named(trained.provenance(), data)));
        TrainJson summary = TrainJson.of(saver.file(), result.withModel(model));
        PrintStream standard = kizu.invocation().out();
        if (json.given()) {
            Json.print(summary, standard);
        } else {
            TrainText.print(summary, result.withModel(model), data, standard);
        }
        return result.failures().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private int fit(Method kind, List<Path> training, CalibrationOptions options, ModelSaver saver) throws IOException {
        checkOptions(kind);
        FeatureRequest request = features.request(kind, flags, options, judgement.aggregation());
        request.backbone().notes().forEach(kizu::say);
        Logging.quietJVector();
        FeatureTrainingResult result;
        try (Progress progress = kizu.progress()) {
            result = FeatureTrainer.train(training, request, new TrainProgress(kizu, progress));
        }
        FeatureModel fitted = result.model();
        FeatureModel model =
                saver.save(fitted.withThreshold(threshold(fitted)).withProvenance(named(fitted.provenance(), data)));
        TrainJson summary = TrainJson.of(saver.file(), result.withModel(model));
        PrintStream standard = kizu.invocation().out();
        if (json.given()) {
            Json.print(summary, standard);
        } else {
            TrainText.print(summary, result.withModel(model), data, standard);
        }
        return result.failures().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private void checkOptions(Method kind) {
        if (!flags.ofAutoencodersAlone().isEmpty()) {
            throw new IllegalArgumentException("%s goes with --method vae; leave it out"
                    .formatted(String.join(", ", flags.ofAutoencodersAlone())));
        }
        List<String> others = new ArrayList<>(flags.ofAutoencoder());
        others.addAll(judgement.ofAutoencoder());
        if (!kind.withAutoencoders() && !others.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s goes with --method vae or auto; leave it out".formatted(String.join(", ", others)));
        }
    }

    /** The threshold that was given, or the trained one. */
    private InspectionThreshold threshold(PartModel trained) {
        @Nullable Float threshold = given.value();
        return threshold == null
                ? trained.threshold()
                : trained.threshold().withValue(threshold, ThresholdMethod.FIXED, 1, 1);
    }

    /** With the folder that was trained on, and the time. */
    static Provenance named(Provenance provenance, Path data) {
        Provenance.Circumstances known = provenance.circumstances();
        return known == null
                ? provenance
                : provenance.withCircumstances(Provenance.Circumstances.now(data.toString(), known.kernel()));
    }
}
