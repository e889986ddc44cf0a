package dev.kizu.cli;

import dev.kizu.assess.Assessment;
import dev.kizu.assess.AssessmentListener;
import dev.kizu.assess.Assessor;
import dev.kizu.calibrate.InspectionThreshold;
import dev.kizu.cli.evaluate.EvaluationJson;
import dev.kizu.cli.evaluate.EvaluationText;
import dev.kizu.cli.evaluate.LabelledData;
import dev.kizu.cli.progress.Progress;
import dev.kizu.inspect.PartInspector;
import dev.kizu.report.AssessmentReport;
import dev.kizu.report.AssessmentSource;
import dev.kizu.report.Provenance;
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

/** {@code kizu evaluate}. */
@Command(
        name = "evaluate",
        description = {
            "",
            "Inspects pictures of parts that are known to be good or defective, and tells how often the model is right, how many good parts "
                    + "it stops, how many defective ones it misses, and, where there are masks, how well its maps find the defects.",
            "",
            "DATA has the layout of MVTec AD: test/good, test/DEFECT and, with masks, ground_truth/DEFECT. Or name folders one by one "
                    + "with --normal, --anomalous and --masks. Pictures that cannot be read are reported, counted and left out, as are masks "
                    + "that have another size than their picture.",
            "",
            "Example: kizu evaluate model.onnx bottles --out report",
            ""
        },
        exitCodeList = {"0:done", "1:failed, or done but a picture could not be inspected", "2:wrong usage"})
final class EvaluateCommand implements Callable<Integer> {
    @ParentCommand
    private Kizu kizu;

    @Parameters(index = "0", paramLabel = "MODEL", description = "A model that 'kizu train' has written.")
    private Path model;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "DATA",
            description = "Folder with test/good, test/DEFECT and ground_truth/DEFECT.")
    private @Nullable Path data;

    @Option(
            names = "--normal",
            paramLabel = "DIR",
            description = "Pictures of good parts, in place of DATA; may be given several times.")
    private List<Path> normal = new ArrayList<>();

    @Option(
            names = "--anomalous",
            paramLabel = "DIR",
            description =
                    "Pictures of defective parts, in place of DATA; the folder's name is that of the defect. May be given several times.")
    private List<Path> anomalous = new ArrayList<>();

    @Option(
            names = "--masks",
            paramLabel = "DIR",
            description = "Masks of the pictures of --anomalous: NAME.png or NAME_mask.png, white where the defect is.")
    private @Nullable Path masks;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Folder for a report as one HTML page, and a table of all pictures; an earlier report in it is replaced (default: none).")
    private @Nullable Path out;

    @Option(
            names = "--threads",
            paramLabel = "N",
            converter = Convert.UpToThousand.class,
            description = "Threads that inspect; the figures do not depend on it (default: one for each processor).")
    private @Nullable Integer threads;

    @Mixin
    private RunFlags run;

    @Mixin
    private JsonFlag json;

    @Override
    public Integer call() throws IOException {
        kizu.begin();
        LabelledData labelled = LabelledData.of(data, normal, anomalous, masks);
        try (PartFile loaded = run.open(model)) {
            if (out == null) {
                return run(labelled, loaded, null);
            }
            try (OutputDirectory folder = OutputDirectory.prepare(out)) {
                return run(labelled, loaded, folder);
            }
        }
    }

    private int run(LabelledData labelled, PartFile loaded, @Nullable OutputDirectory folder) throws IOException {
        PartInspector inspector = loaded.inspector();
        Assessment assessment = assess(inspector, labelled);
        PrintStream err = kizu.invocation().err();
        EvaluationText.problems(assessment, labelled.folder().findings(), err);
        if (assessment.pictures().isEmpty()) {
            throw new IOException("none of the %d pictures could be inspected; see the messages before this one"
                    .formatted(labelled.folder().test().size()));
        }
        InspectionThreshold threshold = inspector.model().threshold();
        String file = model.toAbsolutePath().normalize().toString();
        EvaluationJson figures = EvaluationJson.of(file, labelled.name(), threshold, assessment);
        EvaluationText text =
                new EvaluationText(json.given() ? err : kizu.invocation().out());
        boolean talks = !json.given() || !kizu.quiet();
        if (talks) {
            text.print(figures, threshold, assessment);
        }
        if (json.given()) {
            // Before the report, so that one that cannot be written does not take the figures with it.
            Json.print(figures, kizu.invocation().out());
        }
        if (folder != null) {
            kizu.say("Writing the report");
            Path index = AssessmentReport.write(
                    assessment,
                    inspector,
                    new AssessmentSource(file, loaded.digest(), labelled.name()),
                    folder.path(),
                    Provenance.ofThisMachine(Version.number(), kizu.invocation().text()));
            if (talks) {
                text.report(index);
            }
        }
        return assessment.skipped().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private Assessment assess(PartInspector inspector, LabelledData labelled) {
        int workers = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
        try (Progress progress = kizu.progress()) {
            progress.start("Evaluating", "pictures", labelled.folder().test().size(), 0);
            return Assessor.assess(inspector, labelled.folder().test(), workers, new AssessmentListener() {
                @Override
                public void onProgress(int done, int total) {
                    progress.update(done, "", false);
                }
            });
        }
    }
}
