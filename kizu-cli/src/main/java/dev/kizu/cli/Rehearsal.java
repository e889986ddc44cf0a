package dev.kizu.cli;

import dev.kizu.cli.progress.ExperimentProgress;
import dev.kizu.cli.progress.Progress;
import dev.kizu.dataset.OneClassTask;
import dev.kizu.experiment.Experiment;
import dev.kizu.experiment.ExperimentOptions;
import dev.kizu.experiment.ExperimentResult;
import dev.kizu.image.PngEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A small run of what users wait for: the help, everything up to the first scores, and pictures in a folder. The launcher starts it once, so that Java sees
 * which classes that takes and keeps them in an archive, out of which later runs start faster. A class that is not loaded here is loaded
 * from the jar when it is needed, a little more slowly.
 */
final class Rehearsal {
    private static final int PATCHES = 16;
    private static final int IMAGES = 8;
    private static final int TRAINING_IMAGES = 32;
    private static final int PICTURES = 4;
    private static final int SIDE = 32;

    private Rehearsal() {}

    /** Runs; what it prints is of no interest. */
    public static void main(String[] args) throws IOException {
        Main.main(new String[] {"--version"});
        Kizu.run(new String[] {"--help"}, System.out, System.err);
        for (Subcommand subcommand : Subcommand.values()) {
            Kizu.run(new String[] {"help", subcommand.title()}, System.out, System.err);
        }
        experiment();
        folder();
    }

    /** {@code train}, {@code inspect} and {@code evaluate} on pictures of noise. Without a place for those the archive is smaller, no more. */
    private static void folder() {
        try {
            Path folder = Files.createTempDirectory("kizu-rehearsal");
            try {
                folder(folder);
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            System.err.println("no folder to rehearse with: " + e);
        }
    }

    private static void folder(Path folder) throws IOException {
        String good = pictures(folder.resolve("good"), 1).toString();
        String flawed = pictures(folder.resolve("flawed"), 2).toString();
        String model = folder.resolve("model.onnx").toString();
        // Few windows and a small network: code that is hardly compiled is slow.
        run(
                "train",
                good,
                "--out",
                model,
                "--epochs",
                "1",
                "--patches",
                "16",
                "--scales",
                "1",
                "--stride",
                "8",
                "--filters",
                "2");
        run("inspect", model, good, "--out", folder.resolve("results").toString(), "--overlay", "all");
        run(
                "evaluate",
                model,
                "--normal",
                good,
                "--anomalous",
                flawed,
                "--out",
                folder.resolve("report").toString());
    }

    private static Path pictures(Path folder, long seed) throws IOException {
        Files.createDirectory(folder);
        Random random = new Random(seed);
        for (int i = 0; i < PICTURES; i++) {
            int[] rgb = random.ints(SIDE * SIDE, 0, 1 << 24).toArray();
            Files.write(folder.resolve(i + ".png"), PngEncoder.rgb(SIDE, SIDE, rgb));
        }
        return folder;
    }

    private static void run(String... args) {
        Kizu.run(args, System.out, System.err);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
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
