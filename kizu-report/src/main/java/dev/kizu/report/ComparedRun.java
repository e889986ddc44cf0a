package dev.kizu.report;

import dev.kizu.assess.AssessedPicture;
import dev.kizu.assess.Assessment;
import dev.kizu.evaluate.Evaluation;
import org.jspecify.annotations.Nullable;

/**
 * One method, trained with one seed and assessed. Immutable.
 *
 * @param seed of everything random in the training
 * @param assessment of the model, with at least one picture
 * @param trainSeconds wall-clock time of training, without saving the model; at least 0
 * @param modelBytes size of the model's file
 */
public record ComparedRun(long seed, Assessment assessment, double trainSeconds, long modelBytes) {
    /** Checks the numbers. */
    public ComparedRun {
        if (assessment.pictures().isEmpty()) {
            throw new IllegalArgumentException("no picture could be inspected, so there is nothing to compare");
        }
        if (!(trainSeconds >= 0) || modelBytes < 0) {
            throw new IllegalArgumentException("training took %s s and the model has %d bytes, expected at least 0"
                    .formatted(trainSeconds, modelBytes));
        }
    }

    /**
     * How long one thread takes to read and inspect a picture, as {@link AssessedPicture#milliseconds} measures it: the median over all
     * pictures, so that the first ones, which find a cold machine, do not count for more than the others.
     */
    public double millisecondsPerImage() {
        double[] sorted = assessment.pictures().stream()
                .mapToDouble(AssessedPicture::milliseconds)
                .sorted()
                .toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** AUROC of pictures, by the score that decides; null where normal or anomalous pictures are missing. */
    public @Nullable Double imageAuroc() {
        return assessment.evaluation().map(Evaluation::auroc).orElse(null);
    }

    /** AUROC of pixels; null without masks. */
    public @Nullable Double pixelAuroc() {
        return assessment.pixels() == null ? null : assessment.pixels().auroc();
    }

    /** AUPRO to a false-positive rate of 0.3; null without masks. */
    public @Nullable Double aupro30() {
        return assessment.pixels() == null ? null : assessment.pixels().aupro30();
    }
}
