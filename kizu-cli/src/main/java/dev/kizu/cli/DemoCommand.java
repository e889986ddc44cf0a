package dev.kizu.cli;

import dev.kizu.experiment.ExperimentOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code kizu demo}. */
@Command(
        name = "demo",
        description = {
            "",
            "Learns what sneakers look like from Fashion-MNIST, finds ankle boots among them, and writes a report with ROC curves "
                    + "and heatmaps. Takes some seconds.",
            ""
        })
final class DemoCommand implements Callable<Integer> {
    @ParentCommand
    private Kizu kizu;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "0",
            converter = Convert.Seed.class,
            description = "Seed of everything random (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "kizu-demo-report",
            description = "Folder for the report (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Mixin
    private SaveFlag save;

    @Mixin
    private JsonFlag json;

    @Override
    public Integer call() throws IOException {
        kizu.begin();
        ExperimentOptions options = ExperimentOptions.robust();
        options = options.withVae(options.vae().withSeed(seed));
        return new Session(kizu, json.given(), out, save.file()).runOne(DemoData.load(), options);
    }
}
