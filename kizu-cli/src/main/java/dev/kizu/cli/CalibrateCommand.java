package dev.kizu.cli;

import dev.kizu.cli.calibrate.Recalibration;
import dev.kizu.cli.calibrate.ThresholdRule;
import dev.kizu.cli.progress.Progress;
import dev.kizu.dataset.ImageFolder;
import dev.kizu.inspect.CalibrationOptions;
import dev.kizu.model.LoadedInspection;
import dev.kizu.model.ModelFile;
import dev.kizu.train.PictureFailure;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
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
                    + "trained with, those are used that were held out from training; else all of them, and they should not be "
                    + "pictures that it was trained with. Pictures to test with (test/good and test/DEFECT) are looked at with --f1 or "
                    + "--cost-miss and --cost-alarm only.",
            ""
        })
final class CalibrateCommand implements Callable<Integer> {
    @ParentCommand
    private Kizu kizu;

    @Parameters(index = "0", paramLabel = "MODEL", description = "A model that 'kizu train' has written.")
    private Path model;

    @Parameters(index = "1", paramLabel = "DATA", description = "A folder of pictures of good parts.")
    private Path data;

    @Option(names = "--out", paramLabel = "MODEL2", required = true, description = "The file for the new model.")
    private Path out;

    @Mixin
    private ExcludeFlag exclude;

    @Mixin
    private CalibrationFlags flags;

    @Mixin
    private JsonFlag json;

    @Override
    public Integer call() throws IOException {
        ThresholdRule rule = flags.rule();
        kizu.begin();
        LoadedInspection loaded = ModelFile.loadInspection(model);
        ImageFolder pictures = ImageFolder.scan(data);
        pictures.findings().problems().forEach(this::tell);
        CalibrationOptions options = flags.over(loaded.model());
        long start = System.nanoTime();
        try (ModelSaver saver = ModelSaver.prepare(out, "--out")) {
            Recalibration.Result result;
            try (Progress progress = kizu.progress()) {
                result = Recalibration.run(
                        loaded.model(), pictures, exclude.in(data), options, rule, new Display(progress));
            }
            saver.save(result.model());
            double seconds = (System.nanoTime() - start) * 1e-9;
            CalibrationJson summary = CalibrationJson.of(saver.file(), model, result, seconds);
            PrintStream standard = kizu.invocation().out();
            if (json.given()) {
                Json.print(summary, standard);
            } else {
                CalibrationText.print(summary, result.model(), data, standard);
            }
            return result.failures().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
        }
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
