package dev.kizu.cli;

import dev.kizu.cli.progress.ExperimentProgress;
import dev.kizu.cli.progress.Progress;
import dev.kizu.dataset.OneClassTask;
import dev.kizu.experiment.Experiment;
import dev.kizu.experiment.ExperimentOptions;
import dev.kizu.experiment.ExperimentResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A small run of what users wait for: the help, and everything up to the first scores. The launcher starts it once, so that Java sees
 * which classes that takes and keeps them in an archive, out of which later runs start faster. A class that is not loaded here is loaded
 * from the jar when it is needed, a little more slowly.
 */
final class Rehearsal {
    private static final int PATCHES = 16;
    private static final int IMAGES = 8;
    private static final int TRAINING_IMAGES = 32;

    private Rehearsal() {}

    /** Runs; what it prints is of no interest. */
    public static void main(String[] args) throws IOException {
        Main.main(new String[] {"--version"});
        Kizu.run(new String[] {"--help"}, System.out, System.err);
        for (Subcommand subcommand : Subcommand.values()) {
            Kizu.run(new String[] {"help", subcommand.title()}, System.out, System.err);
        }
        experiment();
    }

    private static void experiment() throws IOException {
        Kizu kizu = new Kizu(new Invocation(List.of(), System.out, System.err));
        kizu.begin();
        ExperimentOptions options = ExperimentOptions.robust();
        options = options.withVae(options.vae()
                        .withPatches(PATCHES)
                        .withBatchSize(PATCHES)
                        .withEpochs(1))
                .withDetector(options.detector().withStride(10));
        try (Progress progress = kizu.progress()) {
            ExperimentResult result =
                    Experiment.run(few(DemoData.load()), options, new ExperimentProgress(progress, ""));
            new Summary(System.out).result(result);
            Json.print(ResultJson.of(result, Path.of(""), null), System.out);
        }
    }

    private static OneClassTask few(OneClassTask task) {
        return new OneClassTask(
                task.data(),
                task.normal(),
                task.anomaly(),
                task.train().subList(0, TRAINING_IMAGES),
                task.testNormal().subList(0, IMAGES),
                task.testAnomalous().subList(0, IMAGES));
    }
}
