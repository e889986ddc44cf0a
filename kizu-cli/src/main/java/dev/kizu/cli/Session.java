package dev.kizu.cli;

import dev.kizu.cli.progress.ExperimentProgress;
import dev.kizu.cli.progress.Progress;
import dev.kizu.dataset.OneClassTask;
import dev.kizu.experiment.Experiment;
import dev.kizu.experiment.ExperimentOptions;
import dev.kizu.experiment.ExperimentResult;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs experiments: shows their progress, prints what they found, writes the report. */
final class Session {
    private final Kizu kizu;
    private final boolean json;
    private final Path out;
    private final @Nullable Path save;
    private final Summary summary;

    /**
     * Creates a session.
     *
     * @param json whether standard output gets JSON, and people read standard error
     * @param out folder for the report
     * @param save file for the model; null for none
     */
    Session(Kizu kizu, boolean json, Path out, @Nullable Path save) {
        this.kizu = kizu;
        this.json = json;
        this.out = out;
        this.save = save;
        this.summary = new Summary(people());
    }

    private PrintStream people() {
        if (!json) {
            return kizu.invocation().out();
        }
        return kizu.quiet()
                ? new PrintStream(OutputStream.nullOutputStream())
                : kizu.invocation().err();
    }

    /** One experiment. */
    int runOne(OneClassTask task, ExperimentOptions options) throws IOException {
        try (OutputDirectory folder = OutputDirectory.prepare(out);
                ModelSaver saver = save == null ? null : ModelSaver.prepare(save, "--save")) {
            if (saver != null) {
                ModelSaver.checkLimits(task, options);
            }
            ExperimentResult result = experiment(task, options, "");
            summary.result(result);
            Path report = report(List.of(result), folder);
            Path model = null;
            try {
                model = saver == null ? null : save(result, saver);
            } finally {
                // A model that cannot be saved takes nothing else with it.
                print(ResultJson.of(result, report, model));
            }
        }
        return ExitCode.DONE;
    }

    private Path save(ExperimentResult result, ModelSaver saver) throws IOException {
        Path model = saver.save(result.detector());
        summary.model(model, result.detector().threshold());
        return model;
    }

    /** An experiment for each of {@code count} seeds, from that of the options on. */
    int runSeeds(OneClassTask task, ExperimentOptions options, int count) throws IOException {
        if (save != null) {
            throw new IllegalArgumentException(
                    "--save keeps one model and --seeds trains several; leave one of them out");
        }
        long first = options.vae().seed();
        if (first > Long.MAX_VALUE - count) {
            throw new IllegalArgumentException(
                    "--seed %d with --seeds %d leaves the range of seeds; use a smaller --seed"
                            .formatted(first, count));
        }
        try (OutputDirectory folder = OutputDirectory.prepare(out)) {
            List<ExperimentResult> results = new ArrayList<>();
            for (long seed = first; seed < first + count; seed++) {
                results.add(experiment(task, options.withVae(options.vae().withSeed(seed)), "Seed " + seed + ": "));
                summary.run(results.get(results.size() - 1));
            }
            summary.spread(AurocSpread.of(results), count);
            Path report = report(results, folder);
            print(SeedsJson.of(results, report));
        }
        return ExitCode.DONE;
    }

    private ExperimentResult experiment(OneClassTask task, ExperimentOptions options, String prefix) {
        try (Progress progress = kizu.progress()) {
            return Experiment.run(task, options, new ExperimentProgress(progress, prefix));
        }
    }

    /** After the summary, so that a report that cannot be written does not take the result with it. */
    private Path report(List<ExperimentResult> results, OutputDirectory folder) throws IOException {
        kizu.say("Writing the report");
        Path index = Reports.write(results, folder.path(), kizu.invocation().text());
        summary.report(index);
        return index;
    }

    private void print(Record result) throws IOException {
        if (json) {
            PrintStream standard = kizu.invocation().out();
            Json.print(result, standard);
            if (standard.checkError()) {
                throw new IOException(
                        "could not write the JSON to standard output: it was closed, or the disk is full");
            }
        }
    }
}
