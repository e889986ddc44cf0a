package dev.kizu.cli;

import dev.kizu.cli.compare.CompareJson;
import dev.kizu.cli.compare.CompareText;
import dev.kizu.cli.compare.ScratchFolder;
import dev.kizu.dataset.DatasetException;
import dev.kizu.dataset.ImageFolder;
import dev.kizu.inspect.CalibrationOptions;
import dev.kizu.report.ComparedMethod;
import dev.kizu.report.ComparisonReport;
import dev.kizu.report.Provenance;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code kizu compare}. */
@Command(
        name = "compare",
        description = {
            "",
            "Trains several methods on the same pictures, evaluates each, and writes one report: figures, time and size side by side, curves "
                    + "together, and the pictures on which methods disagree.",
            "",
            "DATA has the layout of MVTec AD: train/good to learn from; test/good, test/DEFECT and, with masks, ground_truth/DEFECT to evaluate "
                    + "with. Options that are not given are chosen for each method as 'kizu train' does. A method that fails is told, "
                    + "and the others go on; the exit code is then 1.",
            "",
            "Example: kizu compare bottles --backbone mobilenet_v2.onnx --seeds 3",
            ""
        },
        exitCodeList = {
            "0:done",
            "1:failed, or done but a method failed or a picture could not be used",
            "2:wrong usage",
            "130:ended by Ctrl-C; there is no report"
        })
final class CompareCommand implements Callable<Integer> {
    @ParentCommand
    private Kizu kizu;

    @Parameters(
            index = "0",
            paramLabel = "DATA",
            description = "Folder with train/good, test/good, test/DEFECT and ground_truth/DEFECT.")
    private Path data;

    @Option(
            names = "--methods",
            paramLabel = "vae|padim|patchcore|both|auto",
            split = ",",
            converter = Convert.MethodName.class,
            description =
                    "What to compare, such as vae,padim (default: all but both; without a backbone those that need none).")
    private @Nullable List<TrainMethod> methods;

    @Option(
            names = "--seeds",
            paramLabel = "K",
            converter = Convert.UpToThousand.class,
            defaultValue = "1",
            description = "Train each method with so many seeds, from --seed on (default: ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "kizu-compare-report",
            description = "Folder for the report; an earlier one in it is replaced (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Option(
            names = "--save",
            paramLabel = "DIR",
            description =
                    "Keep the models in this folder: METHOD.onnx or, with several seeds, METHOD-SEED.onnx; those that are there are replaced "
                            + "(default: models are not kept).")
    private @Nullable Path save;

    @Mixin
    private PartTrainingFlags flags;

    @Mixin
    private FeatureFlags features;

    @Mixin
    private ExcludeFlag exclude;

    @Mixin
    private JudgementFlags judgement;

    /** No option, but asked for by who knows it from other commands. */
    @Option(names = "--threshold", hidden = true, arity = "0..1", fallbackValue = "")
    private @Nullable String threshold;

    @Mixin
    private JsonFlag json;

    @Override
    public Integer call() throws IOException {
        if (threshold != null) {
            throw new IllegalArgumentException(
                    "--threshold is in the unit of one method's scores; leave it out, and choose with --false-alarm-rate");
        }
        kizu.begin();
        List<Long> all = seeds(judgement.over(CalibrationOptions.standard()).seed());
        ImageFolder pictures = pictures();
        List<ComparedTraining> trainings =
                new CompareMethods(data, flags, features, judgement, kizu::say).choose(methods);
        try (OutputDirectory folder = OutputDirectory.prepare(out)) {
            if (save == null) {
                try (ScratchFolder scratch = ScratchFolder.create()) {
                    return compare(trainings, all, pictures, scratch.path(), folder);
                }
            }
            try (OutputDirectory kept = OutputDirectory.prepare(save, "--save")) {
                return compare(trainings, all, pictures, kept.path(), folder);
            }
        }
    }

    private int compare(
            List<ComparedTraining> trainings, List<Long> all, ImageFolder pictures, Path models, OutputDirectory folder)
            throws IOException {
        int threads = judgement.over(CalibrationOptions.standard()).threads();
        try (CompareSession session = new CompareSession(kizu, pictures, models, threads, features.provider())) {
            List<ComparedMethod> compared = new ArrayList<>();
            for (ComparedTraining training : trainings) {
                ComparedMethod method = session.compare(training, all);
                if (method != null) {
                    compared.add(method);
                }
            }
            if (compared.isEmpty()) {
                throw new IOException(
                        "no method gave a model, so there is nothing to compare; see the messages before this one");
            }
            present(compared, folder);
            return session.failed() ? ExitCode.FAILED : ExitCode.DONE;
        }
    }

    private List<Long> seeds(long first) {
        if (first > Long.MAX_VALUE - seeds) {
            throw new IllegalArgumentException(
                    "--seed %d with --seeds %d leaves the range of seeds; use a smaller --seed"
                            .formatted(first, seeds));
        }
        return LongStream.range(first, first + seeds).boxed().toList();
    }

    private ImageFolder pictures() throws IOException {
        ImageFolder pictures = ImageFolder.scan(data);
        pictures.findings()
                .problems()
                .forEach(problem -> kizu.invocation().err().println("kizu: " + problem));
        ImageFolder left = pictures.without(exclude.in(data));
        if (left.test().isEmpty() || left.training().isEmpty()) {
            throw new DatasetException(
                    ("%s has %d pictures to train with and %d labelled ones to evaluate with, and a comparison needs both: looked for train/good, "
                                    + "and for test/good and test/DEFECT")
                            .formatted(data, left.training().size(), left.test().size()));
        }
        kizu.say("%s of good parts to train with and %s to evaluate with in %s"
                .formatted(
                        Counted.of(left.training().size(), "picture"),
                        Counted.of(left.test().size(), "picture"),
                        data));
        return left;
    }

    private void present(List<ComparedMethod> compared, OutputDirectory folder) throws IOException {
        String name = data.toAbsolutePath().normalize().toString();
        PrintStream standard = kizu.invocation().out();
        PrintStream people = json.given() ? kizu.invocation().err() : standard;
        boolean talks = !json.given() || !kizu.quiet();
        if (talks) {
            CompareText.print(compared, people);
        }
        if (json.given()) {
            // Before the report, so that one that cannot be written does not take the figures with it.
            Json.print(CompareJson.of(name, compared), standard);
        }
        kizu.say("Writing the report");
        Path index = ComparisonReport.write(
                compared,
                name,
                folder.path(),
                Provenance.ofThisMachine(Version.number(), kizu.invocation().text()));
        if (talks) {
            people.println("Report: " + index);
        }
    }
}
