package dev.kizu.cli;

import dev.kizu.cli.progress.Progress;
import dev.kizu.features.train.FeatureTrainingListener;
import dev.kizu.train.Choice;
import dev.kizu.train.PartTrainingListener;
import dev.kizu.train.PictureFailure;
import dev.kizu.train.TrainingPlan;
import dev.kizu.train.TrainingStage;
import dev.kizu.vae.TrainingProgress;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Shows training on a folder: the plan, then every stage. */
final class TrainProgress implements PartTrainingListener, FeatureTrainingListener {
    private final Kizu kizu;
    private final Progress progress;
    private final String prefix;
    private final boolean plans;
    private final Consumer<PictureFailure> failures;
    private String task = "";
    private int epochsDone;

    TrainProgress(Kizu kizu, Progress progress) {
        this(kizu, progress, "", true, failure -> kizu.invocation().err().println("kizu: " + failure.reason()));
    }

    /**
     * One of several trainings.
     *
     * @param prefix before the name of each stage
     * @param plans whether the plan is shown
     * @param failures hears of pictures that are left out
     */
    TrainProgress(Kizu kizu, Progress progress, String prefix, boolean plans, Consumer<PictureFailure> failures) {
        this.kizu = kizu;
        this.progress = progress;
        this.prefix = prefix;
        this.plans = plans;
        this.failures = failures;
    }

    @Override
    public void onPlan(TrainingPlan plan) {
        onPlan(plan.choices());
    }

    @Override
    public void onPlan(List<Choice> choices) {
        if (!plans) {
            return;
        }
        if (!prefix.isEmpty()) {
            kizu.say(prefix.strip());
        }
        int widest = choices.stream()
                .mapToInt(choice -> choice.name().length())
                .max()
                .orElse(0);
        for (Choice choice : choices) {
            kizu.say(("  %-" + widest + "s  %s (%s)").formatted(choice.name(), choice.value(), choice.reason()));
        }
    }

    @Override
    public PartTrainingListener ofAutoencoders() {
        return new TrainProgress(kizu, progress, prefix + "Autoencoders: ", plans, failures);
    }

    @Override
    public synchronized void onFailure(PictureFailure failure) {
        failures.accept(failure);
    }

    @Override
    public synchronized void onProgress(TrainingStage stage, int done, int total) {
        begin(stage.title(), "pictures", total, 0);
        progress.update(done, "", false);
    }

    @Override
    public synchronized void onProgress(String name, String unit, int done, int total) {
        begin(name, unit, total, 0);
        progress.update(done, "", false);
    }

    @Override
    public synchronized void onTraining(int scale, int scales, TrainingProgress training) {
        String title = scales == 1 ? "Training" : "Training network %d of %d".formatted(scale, scales);
        begin(title, "patches", training.patchesTotal(), training.seconds());
        String detail = String.format(
                Locale.ROOT, "epoch %d/%d, loss %.2f", training.epoch(), training.epochs(), training.loss());
        int ended = (int) (training.patchesDone() * training.epochs() / training.patchesTotal());
        progress.update(training.patchesDone(), detail, ended > epochsDone);
        epochsDone = ended;
    }

    @Override
    public synchronized void onEarlyStop(int scale, int epochs, double heldOutLoss) {
        kizu.say(String.format(
                Locale.ROOT,
                "%sNetwork %d: ended after %s, since the loss on held-out pictures no longer fell (%.2f)",
                prefix,
                scale,
                Counted.of(epochs, "epoch"),
                heldOutLoss));
    }

    private void begin(String title, String unit, long total, double elapsed) {
        if (!title.equals(task)) {
            task = title;
            epochsDone = 0;
            progress.start(prefix + title, unit, total, elapsed);
        }
    }
}
