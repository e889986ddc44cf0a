package dev.kizu.cli;

import dev.kizu.inspect.CalibrationOptions;
import dev.kizu.score.Aggregation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How pictures are judged: what scores are held against, which one decides, and how often good ones may be stopped. Those not given are left as they are. */
final class JudgementFlags {
    @Option(
            names = "--calibration",
            paramLabel = "none|image|positional|auto",
            converter = Convert.ReferenceName.class,
            description =
                    "What scores are held against: nothing, what good pictures show anywhere, or what they show at the same place or "
                            + "anywhere; auto: place counts if it explains a tenth of the variance, and a twentieth of the cells better than their kind "
                            + "(default: auto, or as the model has it).")
    private @Nullable ReferenceChoice calibration;

    @Option(
            names = "--score",
            paramLabel = "elbo|unregularized|joint|auto",
            converter = Convert.ScoreName.class,
            description =
                    "The score that decides; auto: joint, or unregularized with --calibration none; where labelled pictures choose the "
                            + "threshold, the one with the largest AUROC on them (default: auto, or as the model has it unless --calibration or labelled "
                            + "pictures are given).")
    private @Nullable ScoreChoice score;

    @Option(
            names = "--aggregate",
            paramLabel = "max|mean|topK",
            converter = Convert.Aggregate.class,
            description =
                    "How the cells of a map become a picture's score: the largest, the mean, or the mean of the largest, such as top5 or "
                            + "top1%% (default: the model's, or top0.3%%).")
    private @Nullable Aggregation aggregate;

    @Option(
            names = "--false-alarm-rate",
            paramLabel = "A",
            converter = Convert.Rate.class,
            description =
                    "The share of good pictures that may be called anomalous, such as 0.01 or 1%%; takes at least 1/A - 1 held-out "
                            + "pictures (default: 0.01, or as the model was made for).")
    private @Nullable Double falseAlarmRate;

    @Option(
            names = "--seed",
            paramLabel = "N",
            converter = Convert.Seed.class,
            description = "Seed of everything random (default: 0, or that of the model's training).")
    private @Nullable Long seed;

    @Option(
            names = "--threads",
            paramLabel = "N",
            converter = Convert.UpToThousand.class,
            description = "Threads that compute; the model does not depend on it (default: one for each processor).")
    private @Nullable Integer threads;

    /** The options with what was given. */
    CalibrationOptions over(CalibrationOptions usual) {
        CalibrationOptions options = calibration == null ? usual : usual.withReference(calibration.reference());
        options = score == null ? options : options.withScore(score.kind());
        options = aggregate == null ? options : options.withAggregation(aggregate);
        options = falseAlarmRate == null ? options : options.withFalseAlarmRate(falseAlarmRate);
        options = seed == null ? options : options.withSeed(seed);
        return threads == null ? options : options.withThreads(threads);
    }

    /** Whether it was said what scores are held against. */
    boolean asksForCalibration() {
        return calibration != null;
    }

    /** Whether it was said which score decides. */
    boolean asksForScore() {
        return score != null;
    }

    /** Whether a rate of false alarms was given. */
    boolean asksForRate() {
        return falseAlarmRate != null;
    }

    /** How cells become a score; null if not given. */
    @Nullable
    Aggregation aggregation() {
        return aggregate;
    }

    /** Names of the options given that are about the scores of an autoencoder. */
    List<String> ofAutoencoder() {
        List<String> names = new ArrayList<>();
        if (calibration != null) {
            names.add("--calibration");
        }
        if (score != null) {
            names.add("--score");
        }
        return names;
    }
}
