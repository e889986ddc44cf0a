package dev.kizu.cli;

import dev.kizu.calibrate.InspectionThreshold;
import dev.kizu.calibrate.ThresholdMethod;
import dev.kizu.cli.inspect.Existing;
import dev.kizu.cli.inspect.InspectionRun;
import dev.kizu.cli.inspect.ListedPictures;
import dev.kizu.cli.inspect.PathListing;
import dev.kizu.cli.inspect.PictureSource;
import dev.kizu.cli.inspect.ResultsFolder;
import dev.kizu.cli.inspect.RunSettings;
import dev.kizu.cli.inspect.WatchedFolders;
import dev.kizu.cli.progress.Progress;
import dev.kizu.image.ImageFiles;
import dev.kizu.inspect.PartInspector;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code kizu inspect}. */
@Command(
        name = "inspect",
        description = {
            "",
            "Tells for every picture whether it is like those that the model was trained with, and where it is not.",
            "",
            "In the folder of --out, results.csv and results.jsonl get a line for each picture, in the order of the paths (folders by "
                    + "name, with their sub-folders): verdict, score, p-value, flaws as boxes in pixels of the picture. Overlays, maps "
                    + "and masks lie in folders of the same structure as the pictures'. A picture that cannot be read gets a line that "
                    + "says why.",
            "",
            "A run that was ended, however, goes on with --resume, and nothing is lost or doubled. Pictures that have a line are left out, even "
                    + "if they have changed since, or could not be read.",
            ""
        },
        exitCodeList = {
            "0:done",
            "1:failed, or done but a picture could not be read or a folder not looked at",
            "2:wrong usage",
            "3:done or ended by Ctrl-C with --fail-on-anomaly, and a picture is anomalous, whatever else happened",
            "130:ended by Ctrl-C; what is done is written"
        })
final class InspectCommand implements Callable<Integer> {
    @ParentCommand
    private Kizu kizu;

    @Parameters(index = "0", paramLabel = "MODEL", description = "A model that 'kizu train' has written.")
    private Path model;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "PATH", description = "Pictures, or folders of them.")
    private List<Path> paths;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "The folder for the results.")
    private Path out;

    @Mixin
    private OutputFlags outputs;

    @Option(
            names = "--threshold",
            paramLabel = "T",
            converter = Convert.Score32.class,
            description = "Pictures with a score above T are anomalous (default: the model's threshold).")
    private @Nullable Float threshold;

    @Option(
            names = "--pixel-threshold",
            paramLabel = "T",
            converter = Convert.Score32.class,
            description = "Pixels above T belong to flaws (default: the model's threshold).")
    private @Nullable Float pixelThreshold;

    @Option(names = "--resume", description = "Add to the results of a run of the same model and options.")
    private boolean resume;

    @Option(names = "--force", description = "Replace results that are there.")
    private boolean force;

    @Option(
            names = "--watch",
            description = "Go on, and take pictures as they arrive, until Ctrl-C. Half-written ones are waited for.")
    private boolean watch;

    @Option(
            names = "--settle",
            paramLabel = "SECONDS",
            converter = Convert.Seconds.class,
            defaultValue = "1",
            description =
                    "With --watch: a picture is taken when it has not changed for so long, and reported as damaged when it has not for ten "
                            + "times that (default: ${DEFAULT-VALUE}).")
    private Duration settle;

    @Option(
            names = "--idle-exit",
            paramLabel = "SECONDS",
            converter = Convert.Seconds.class,
            description = "With --watch: end when no picture has come for so long.")
    private @Nullable Duration idleExit;

    @Option(names = "--fail-on-anomaly", description = "Exit with code 3 if a picture of the results is anomalous.")
    private boolean failOnAnomaly;

    @Option(
            names = "--threads",
            paramLabel = "N",
            converter = Convert.UpToThousand.class,
            description =
                    "Pictures that are inspected at a time; results do not depend on it (default: one for each processor).")
    private @Nullable Integer threads;

    @Mixin
    private RunFlags run;

    @Mixin
    private JsonFlag json;

    private @Nullable PictureSource source;
    private boolean stopped;

    @Override
    public Integer call() throws IOException {
        if (resume && force) {
            throw new IllegalArgumentException(
                    "--resume keeps results and --force replaces them; leave one of them out");
        }
        if (idleExit != null && !watch) {
            throw new IllegalArgumentException("--idle-exit goes with --watch only");
        }
        kizu.begin();
        // Around all else, so that everything is closed when the JVM may end.
        try (EndOnInterrupt interrupt = EndOnInterrupt.by(this::stop);
                PartFile loaded = run.open(model)) {
            int code = run(loaded);
            if (code == ExitCode.ANOMALY) {
                interrupt.exitWith(code);
            }
            return code;
        }
    }

    private synchronized void stop() {
        stopped = true;
        if (source != null) {
            source.stop();
        }
    }

    private synchronized void begin(PictureSource begun) {
        source = begun;
        if (stopped) {
            begun.stop();
        }
    }

    private int run(PartFile loaded) throws IOException {
        PathListing.check(paths, out);
        PartInspector used = loaded.inspector()
                .withThreshold(threshold(loaded.inspector().model().threshold()));
        RunSettings settings =
                RunSettings.of(loaded.digest(), loaded.search(), used.model().threshold(), outputs.options(), paths);
        Existing existing = resume ? Existing.RESUME : force ? Existing.REPLACE : Existing.REFUSE;
        try (OutputDirectory folder = OutputDirectory.prepare(out)) {
            List<String> problems = new ArrayList<>();
            PathListing listing = watch ? new PathListing(List.of(), List.of()) : PathListing.of(paths, folder.path());
            if (!watch && listing.pictures().isEmpty()) {
                listing.problems().forEach(this::tell);
                throw new IOException("there are no pictures in %s; expected files that end in .%s"
                        .formatted(names(), String.join(", .", ImageFiles.extensions())));
            }
            listing.problems().forEach(problem -> problem(problem, problems));
            try (ResultsFolder results = ResultsFolder.open(folder.path(), settings, existing)) {
                PictureSource source = watch
                        ? new WatchedFolders(
                                paths,
                                folder.path(),
                                results.done(),
                                settle,
                                idleExit,
                                problem -> problem(problem, problems))
                        : new ListedPictures(listing.pictures(), results.done());
                return run(used, loaded.digest(), source, results, problems);
            }
        }
    }

    private InspectionThreshold threshold(InspectionThreshold ofModel) {
        InspectionThreshold chosen =
                threshold == null ? ofModel : ofModel.withValue(threshold, ThresholdMethod.FIXED, 1, 1);
        return pixelThreshold == null
                ? chosen
                : new InspectionThreshold(
                        chosen.value(),
                        pixelThreshold,
                        chosen.method(),
                        chosen.falseAlarmRate(),
                        chosen.missCost(),
                        chosen.alarmCost());
    }

    private int run(
            PartInspector used, String digest, PictureSource source, ResultsFolder results, List<String> problems)
            throws IOException {
        long start = System.nanoTime();
        int workers = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
        begin(source);
        long done;
        boolean missesColours;
        try (Progress progress = kizu.progress()) {
            progress.start(watch ? "Watching" : "Inspecting", "pictures", source.total(), 0);
            InspectionRun run = new InspectionRun(
                    used, digest, outputs.options(), source, results, new InspectionProgress(progress, this::tell));
            done = run.run(workers);
            missesColours = run.missesColours();
        }
        if (missesColours) {
            tell(
                    "the model was trained on colours, and none of the pictures has any: scores mean little. Inspect coloured pictures, or train with --color gray");
        }
        double seconds = (System.nanoTime() - start) * 1e-9;
        InspectionJson summary = InspectionJson.of(model, used.model(), digest, results, done, problems, seconds);
        if (json.given()) {
            Json.print(summary, kizu.invocation().out());
        } else {
            InspectionText.print(summary, kizu.invocation().out());
        }
        if (failOnAnomaly && summary.anomalous() > 0) {
            return ExitCode.ANOMALY;
        }
        return summary.errors() > 0 || !problems.isEmpty() ? ExitCode.FAILED : ExitCode.DONE;
    }

    private String names() {
        return String.join(", ", paths.stream().map(Path::toString).toList());
    }

    private void problem(String problem, List<String> problems) {
        problems.add(problem);
        tell(problem);
    }

    private void tell(String problem) {
        kizu.invocation().err().println("kizu: " + problem);
    }
}
