package dev.kizu.cli;

import dev.kizu.cli.calibrate.AutoencoderSubject;
import dev.kizu.cli.calibrate.CalibrationData;
import dev.kizu.cli.calibrate.FeatureSubject;
import dev.kizu.cli.calibrate.Recalibration;
import dev.kizu.cli.calibrate.Subject;
import dev.kizu.cli.calibrate.ThresholdRule;
import dev.kizu.cli.progress.Progress;
import dev.kizu.features.model.FeatureInspector;
import dev.kizu.inspect.CalibrationOptions;
import dev.kizu.inspect.PartInspector;
import dev.kizu.model.InspectionModel;
import dev.kizu.model.PartModel;
import dev.kizu.model.Provenance;
import dev.kizu.train.PictureFailure;
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

/** {@code kizu calibrate}. */
@Command(
        name = "calibrate",
        description = {
            "",
            "Calibrates a model anew, without training: what is normal, which score decides, and the threshold.",
            "",
            "DATA is a folder of pictures of good parts, or one that is laid out as MVTec AD is. If they are the pictures that the model was "
                    + "trained with, those are used that were held out from training, each by networks that it was held out from; else all of them, and they should not be "
                    + "pictures that it was trained with. Labelled pictures (test/good and test/DEFECT, or those of --normal and --anomalous) "
                    + "are looked at with --f1 or --cost-miss and --cost-alarm only. Without pictures of good parts to calibrate by the model's "
                    + "calibration stays, and these, or --threshold or --false-alarm-rate, choose the score and the threshold alone.",
            "",
            "Of a model on features (padim, patchcore, both, auto) the graph stays as it is. By the pictures that it was trained with, the scores that "
                    + "training gave them are kept, each by a model that had not seen the picture.",
            "",
            "What you do not give stays as the model has it; --calibration auto decides anew what scores are held against.",
            ""
        },
        exitCodeList = {
            "0:done",
            "1:failed, or done but a picture could not be read",
            "2:wrong usage",
            "130:ended by Ctrl-C; there is no new model"
        })
final class CalibrateCommand implements Callable<Integer> {
    @ParentCommand
    private Kizu kizu;

    @Parameters(index = "0", paramLabel = "MODEL", description = "A model that 'kizu train' has written.")
    private Path model;

    @Parameters(index = "1", arity = "0..1", paramLabel = "DATA", description = "A folder of pictures of good parts.")
    private @Nullable Path data;

    @Option(
            names = "--normal",
            paramLabel = "DIR",
            description =
                    "Labelled pictures of good parts to choose by, in place of DATA's test/good; may be given several times.")
    private List<Path> normal = new ArrayList<>();

    @Option(
            names = "--anomalous",
            paramLabel = "DIR",
            description = "Pictures of defective parts, in place of DATA's test/DEFECT; may be given several times.")
    private List<Path> anomalous = new ArrayList<>();

    @Option(
            names = "--out",
            paramLabel = "MODEL2",
            required = true,
            description = "The file for the new model; one that is there is replaced.")
    private Path out;

    @Mixin
    private ExcludeFlag exclude;

    @Mixin
    private CalibrationFlags flags;

    @Mixin
    private RunFlags run;

    @Mixin
    private JsonFlag json;

    @Override
    public Integer call() throws IOException {
        ThresholdRule rule = flags.rule();
        kizu.begin();
        try (PartFile loaded = run.open(model)) {
            return calibrate(subject(loaded.inspector()), rule);
        }
    }

    private static Subject subject(PartInspector inspector) {
        return inspector instanceof FeatureInspector features
                ? new FeatureSubject(features)
                : new AutoencoderSubject((InspectionModel) inspector.model());
    }

    private int calibrate(Subject subject, ThresholdRule rule) throws IOException {
        CalibrationOptions options = flags.over(subject.model(), rule);
        CalibrationData pictures = CalibrationData.of(data, exclude.in(data), normal, anomalous, rule);
        pictures.problems().forEach(this::tell);
        long start = System.nanoTime();
        try (ModelSaver saver = ModelSaver.prepare(out, "--out")) {
            Recalibration.Result result;
            try (Progress progress = kizu.progress()) {
                result = Recalibration.run(subject, pictures, options, rule, new Display(progress));
            }
            saver.save(dated(result, pictures.name()));
            if (result.stopsAll()) {
                tell(
                        "every labelled picture is above the threshold: it stops everything, good parts too. Check the labels, or what errors cost");
            }
            double seconds = (System.nanoTime() - start) * 1e-9;
            CalibrationJson summary = CalibrationJson.of(saver.file(), model, result, seconds);
            PrintStream standard = kizu.invocation().out();
            if (json.given()) {
                Json.print(summary, standard);
            } else {
                CalibrationText.print(summary, result, pictures, flags.keepsCalibration(), standard);
            }
            return result.failures().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
        }
    }

    /** Says which pictures it was calibrated by, unless they are those that training held out. */
    private static PartModel dated(Recalibration.Result result, String pictures) {
        PartModel model = result.model();
        if (result.kept()) {
            return model;
        }
        Provenance.Circumstances known = model.provenance().circumstances();
        Provenance.Calibration calibration =
                result.heldOut() ? null : Provenance.Calibration.now(pictures, result.count());
        Provenance.Circumstances trained = known == null ? Provenance.Circumstances.now("", "") : known;
        return model.withProvenance(model.provenance().withCircumstances(trained.withCalibration(calibration)));
    }

    private void tell(String problem) {
        kizu.invocation().err().println("kizu: " + problem);
    }

    private final class Display implements Recalibration.Listener {
        private final Progress progress;
        private String task = "";

        Display(Progress progress) {
            this.progress = progress;
        }

        @Override
        public void onProgress(String name, int done, int total) {
            if (!name.equals(task)) {
                task = name;
                progress.start(name, "pictures", total, 0);
            }
            progress.update(done, "", false);
        }

        @Override
        public void onFailure(PictureFailure failure) {
            tell(failure.reason());
        }
    }
}
