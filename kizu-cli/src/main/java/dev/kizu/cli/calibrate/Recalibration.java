package dev.kizu.cli.calibrate;

import dev.kizu.calibrate.InspectionThreshold;
import dev.kizu.calibrate.ThresholdMethod;
import dev.kizu.evaluate.ThresholdChoice;
import dev.kizu.inspect.CalibrationOptions;
import dev.kizu.inspect.PartInspector;
import dev.kizu.model.PartModel;
import dev.kizu.score.ScoreKind;
import dev.kizu.train.PictureFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Calibrates a model anew, without training: what is normal, which kind of score decides, and the threshold. */
public final class Recalibration {
    private final Subject subject;
    private final CalibrationOptions options;
    private final ThresholdRule rule;
    private final Listener heard;
    private final List<PictureFailure> failures = new ArrayList<>();

    private Recalibration(Subject subject, CalibrationOptions options, ThresholdRule rule, Listener listener) {
        this.subject = subject;
        this.options = options;
        this.rule = rule;
        this.heard = new Listener() {
            @Override
            public void onProgress(String task, int done, int total) {
                listener.onProgress(task, done, total);
            }

            @Override
            public void onFailure(PictureFailure failure) {
                failures.add(failure);
                listener.onFailure(failure);
            }
        };
    }

    /** Hears how it goes. Called from several threads, one at a time. */
    public interface Listener {
        /** Something countable goes on. */
        void onProgress(String task, int done, int total);

        /** A picture is left out. */
        void onFailure(PictureFailure failure);
    }

    /**
     * What it gives.
     *
     * @param model the calibrated model
     * @param explainedByPosition the share of the variance that position explains, in [0, 1]; null if the calibration was kept, or for models on
     *     features
     * @param explainedByPlace the share of the cells that their place explains better than their kind, in [0, 1]; null likewise
     * @param normals the pictures of good parts that it was calibrated by, in the order of the model's held-out scores; none if there
     *     are none
     * @param heldOut whether those are the ones that training calibrated by
     * @param kept whether the scores of good parts are those in the model as it was: there are no pictures of good parts to calibrate by, or
     *     they are those that training scored
     * @param leftOut number of pictures of good parts that were left out, since there are more than enough
     * @param labelled number of labelled pictures that decided; 0 if none did
     * @param stopsAll whether all of these are above the threshold
     * @param failures pictures that could not be read
     */
    public record Result(
            PartModel model,
            @Nullable Double explainedByPosition,
            @Nullable Double explainedByPlace,
            List<Path> normals,
            boolean heldOut,
            boolean kept,
            int leftOut,
            int labelled,
            boolean stopsAll,
            List<PictureFailure> failures) {
        /** How many pictures of good parts the model is calibrated by, now or already before. */
        public int count() {
            return model.heldOut().image(model.score()).length;
        }
    }

    /**
     * Calibrates a model. Without pictures of good parts to calibrate by its calibration is kept, and the score and the threshold alone are chosen.
     *
     * @param data pictures of good parts to calibrate by and, where the rule asks for labels, labelled ones
     * @throws IllegalArgumentException if pictures and options do not fit; the message says what to do
     * @throws IOException if files cannot be read
     */
    public static Result run(
            Subject subject, CalibrationData data, CalibrationOptions options, ThresholdRule rule, Listener listener)
            throws IOException {
        return new Recalibration(subject, options, rule, listener).run(data);
    }

    private Result run(CalibrationData data) throws IOException {
        subject.check(options, !data.training().isEmpty());
        PartModel model = subject.model();
        if (data.training().isEmpty()) {
            ScoreKind asked = options.score();
            ScoreKind score = asked == null ? model.score() : asked;
            boolean anew = score != model.score()
                    || rule instanceof ThresholdRule.FalseAlarms
                    || options.falseAlarmRate() != model.threshold().falseAlarmRate();
            return chosen(
                    new Subject.Calibrated(anew ? decideBy(score, model) : model, null, null, List.of(), true),
                    data,
                    null);
        }
        Normals normals = Normals.of(
                data.training(), data.exclusion(), model.preparation().region(), subject.trainedWith(), options.seed());
        normals.failures().forEach(this::fail);
        return chosen(subject.calibrate(normals, options, heard), data, normals);
    }

    /**
     * Chooses score and threshold.
     *
     * @param normals pictures of good parts that it was calibrated by; null if there are none
     */
    private Result chosen(Subject.Calibrated calibrated, CalibrationData data, @Nullable Normals normals) {
        PartModel result = calibrated.model();
        int labelled = 0;
        boolean stopsAll = false;
        if (rule.needsLabels()) {
            LabelledScores scores = scores(subject.inspector(result), data);
            labelled = scores.normal().size() + scores.anomalous().size();
            Set<ScoreKind> kinds = result.heldOut().image().keySet();
            if (options.score() == null && !kinds.isEmpty()) {
                result = decideBy(scores.best(EnumSet.copyOf(kinds)), result);
            }
            ThresholdChoice choice = byLabels(scores, result.score());
            stopsAll = choice.stopsAll();
            result = result.withThreshold(threshold(choice, result));
        } else if (rule instanceof ThresholdRule.Fixed fixed) {
            result = result.withThreshold(result.threshold().withValue(fixed.value(), ThresholdMethod.FIXED, 1, 1));
        }
        return new Result(
                result,
                calibrated.explainedByPosition(),
                calibrated.explainedByPlace(),
                calibrated.normals(),
                normals != null && normals.heldOut(),
                calibrated.kept(),
                normals == null ? 0 : normals.leftOut(),
                labelled,
                stopsAll,
                List.copyOf(failures));
    }

    private PartModel decideBy(ScoreKind kind, PartModel calibrated) {
        if (calibrated.heldOut().image(kind).length == 0) {
            throw new IllegalArgumentException(
                    "the model has no %s scores of held-out pictures to choose a threshold by. Give a folder of pictures of good parts"
                            .formatted(kind.id()));
        }
        return subject.decideBy(calibrated, kind, options.falseAlarmRate());
    }

    private void fail(PictureFailure failure) {
        heard.onFailure(failure);
    }

    private LabelledScores scores(PartInspector inspector, CalibrationData data) {
        List<Path> normal = data.test(false);
        List<Path> files =
                Stream.concat(normal.stream(), data.test(true).stream()).toList();
        @Nullable
        PictureScores[] scores =
                PictureScores.of(files, inspector, options.threads(), "Scoring labelled pictures", heard);
        LabelledScores all = new LabelledScores(
                read(Arrays.asList(scores).subList(0, normal.size())),
                read(Arrays.asList(scores).subList(normal.size(), scores.length)));
        if (all.normal().isEmpty() || all.anomalous().isEmpty()) {
            throw new IllegalArgumentException(
                    "none of the pictures of %s to test with could be read; see the messages before this one"
                            .formatted(all.normal().isEmpty() ? "good parts" : "defects"));
        }
        return all;
    }

    private static List<Map<ScoreKind, Double>> read(List<@Nullable PictureScores> scores) {
        return scores.stream()
                .filter(Objects::nonNull)
                .map(PictureScores::scores)
                .toList();
    }

    private ThresholdChoice byLabels(LabelledScores scores, ScoreKind kind) {
        return rule instanceof ThresholdRule.LeastCost cost
                ? scores.leastCost(kind, cost.miss(), cost.alarm())
                : scores.largestF1(kind);
    }

    private InspectionThreshold threshold(ThresholdChoice choice, PartModel calibrated) {
        float value = (float) choice.threshold();
        return rule instanceof ThresholdRule.LeastCost cost
                ? calibrated.threshold().withValue(value, ThresholdMethod.COST, cost.miss(), cost.alarm())
                : calibrated.threshold().withValue(value, ThresholdMethod.F1, 1, 1);
    }
}
