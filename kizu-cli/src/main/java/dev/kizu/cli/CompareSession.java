package dev.kizu.cli;

import dev.kizu.assess.Assessment;
import dev.kizu.assess.AssessmentListener;
import dev.kizu.assess.Assessor;
import dev.kizu.cli.evaluate.EvaluationText;
import dev.kizu.cli.progress.Progress;
import dev.kizu.dataset.ImageFolder;
import dev.kizu.features.backbone.Provider;
import dev.kizu.features.model.BankSearch;
import dev.kizu.report.ComparedMethod;
import dev.kizu.report.ComparedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Trains and assesses methods one after the other. What fails is told, and the others go on. Holds the model of each method's first run open. */
final class CompareSession implements AutoCloseable {
    private final Kizu kizu;
    private final ImageFolder pictures;
    private final Path models;
    private final int threads;
    private final Provider provider;
    /** What was said of pictures: each method meets the same ones. */
    private final Set<String> told = new HashSet<>();

    private final List<PartFile> open = new ArrayList<>();
    private boolean failed;

    /**
     * Begins.
     *
     * @param pictures to train with and to test with
     * @param models a folder for models
     * @param threads that inspect
     * @param provider what runs pretrained networks
     */
    CompareSession(Kizu kizu, ImageFolder pictures, Path models, int threads, Provider provider) {
        this.kizu = kizu;
        this.pictures = pictures;
        this.models = models;
        this.threads = threads;
        this.provider = provider;
    }

    /**
     * Trains and assesses a method with each seed.
     *
     * @param seeds at least one
     * @return null if it failed with each of them
     */
    @Nullable
    ComparedMethod compare(ComparedTraining training, List<Long> seeds) {
        String name = training.method().name().toLowerCase(Locale.ROOT);
        List<ComparedRun> runs = new ArrayList<>();
        PartFile first = null;
        for (long seed : seeds) {
            String title = seeds.size() == 1 ? name : "%s, seed %d".formatted(name, seed);
            String file = seeds.size() == 1 ? name : "%s-%d".formatted(name, seed);
            try {
                PartFile opened = run(training, seed, title, models.resolve(file + ".onnx"), first == null, runs);
                if (first == null) {
                    first = opened;
                    open.add(opened);
                } else {
                    opened.close();
                }
            } catch (CancellationException e) {
                throw e;
            } catch (IOException | RuntimeException | OutOfMemoryError e) {
                failed = true;
                kizu.invocation().err().println("kizu: %s failed: %s".formatted(title, Failures.message(e, kizu)));
                if (kizu.debug()) {
                    e.printStackTrace(kizu.invocation().err());
                }
            }
        }
        return first == null ? null : new ComparedMethod(name, runs, first.inspector());
    }

    private PartFile run(
            ComparedTraining training, long seed, String title, Path file, boolean talks, List<ComparedRun> runs)
            throws IOException {
        try (ModelSaver saver = ModelSaver.prepare(file, "--save")) {
            double seconds = train(training, seed, title, talks, saver);
            PartFile opened = PartFile.open(
                    saver.file(), training.method() == TrainMethod.VAE ? Provider.CPU : provider, BankSearch.AUTO);
            try {
                Assessment assessment = assess(opened, title);
                if (assessment.pictures().isEmpty()) {
                    throw new IOException("none of the %d pictures could be inspected; see the messages before this one"
                            .formatted(pictures.test().size()));
                }
                runs.add(new ComparedRun(seed, assessment, seconds, Files.size(saver.file())));
                return opened;
            } catch (IOException | RuntimeException | Error e) {
                opened.close();
                throw e;
            }
        }
    }

    private double train(ComparedTraining training, long seed, String title, boolean talks, ModelSaver saver)
            throws IOException {
        ComparedTraining.Unsaved trained;
        double seconds;
        try (Progress progress = kizu.progress()) {
            long start = System.nanoTime();
            trained = training.trainer()
                    .train(
                            pictures.training(),
                            seed,
                            new TrainProgress(kizu, progress, title + ": ", talks, failure -> {
                                failed = true;
                                tell(failure.reason());
                            }));
            seconds = (System.nanoTime() - start) * 1e-9;
        }
        trained.save(saver);
        return seconds;
    }

    private Assessment assess(PartFile opened, String title) {
        Assessment assessment;
        try (Progress progress = kizu.progress()) {
            progress.start(title + ": Evaluating", "pictures", pictures.test().size(), 0);
            assessment = Assessor.assess(opened.inspector(), pictures.test(), threads, new AssessmentListener() {
                @Override
                public void onProgress(int done, int total) {
                    progress.update(done, "", false);
                }
            });
        }
        failed |= !assessment.skipped().isEmpty();
        EvaluationText.leftOut(assessment).forEach(this::tell);
        return assessment;
    }

    private void tell(String line) {
        if (told.add(line)) {
            kizu.invocation().err().println("kizu: " + line);
        }
    }

    /** Whether a method failed, or a picture was left out. */
    boolean failed() {
        return failed;
    }

    @Override
    public void close() {
        open.forEach(PartFile::close);
    }
}
