package dev.kizu.cli.progress;

import dev.kizu.experiment.ExperimentListener;
import dev.kizu.vae.TrainingProgress;
import java.util.Locale;

/** Shows an experiment: first training, then scoring. */
public final class ExperimentProgress implements ExperimentListener {
    private enum Phase {
        BEFORE,
        TRAINING,
        SCORING
    }

    private final Progress progress;
    private final String prefix;
    private Phase phase = Phase.BEFORE;
    private long epochsDone;

    /**
     * Creates the display.
     *
     * @param prefix what comes before the name of each task, e.g. {@code "seed 3: "}; may be empty
     */
    public ExperimentProgress(Progress progress, String prefix) {
        this.progress = progress;
        this.prefix = prefix;
    }

    @Override
    public synchronized void onProgress(TrainingProgress training) {
        if (phase == Phase.BEFORE) {
            phase = Phase.TRAINING;
            progress.start(prefix + "Training", "patches", training.patchesTotal(), training.seconds());
        }
        if (phase == Phase.TRAINING) {
            String detail = String.format(
                    Locale.ROOT, "epoch %d/%d, loss %.2f", training.epoch(), training.epochs(), training.loss());
            long ended = training.patchesDone() * training.epochs() / training.patchesTotal();
            progress.update(training.patchesDone(), detail, ended > epochsDone);
            epochsDone = ended;
        }
    }

    @Override
    public synchronized void onScored(int images, int total) {
        if (phase != Phase.SCORING) {
            phase = Phase.SCORING;
            progress.start(prefix + "Scoring", "images", total, 0);
        }
        progress.update(images, "", false);
    }
}
