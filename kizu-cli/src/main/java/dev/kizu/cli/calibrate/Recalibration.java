package dev.kizu.cli.calibrate;

import dev.kizu.calibrate.InspectionThreshold;
import dev.kizu.calibrate.Reference;
import dev.kizu.calibrate.ThresholdMethod;
import dev.kizu.evaluate.ThresholdChoice;
import dev.kizu.image.ImageFiles;
import dev.kizu.inspect.CalibrationOptions;
import dev.kizu.inspect.Calibrator;
import dev.kizu.inspect.Inspector;
import dev.kizu.model.InspectionModel;
import dev.kizu.parallel.Team;
import dev.kizu.score.ScoreKind;
import dev.kizu.train.PictureFailure;
import dev.kizu.train.Pictures;
import dev.kizu.vae.WindowTerms;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Calibrates a model anew, without training: what is normal, which kind of score decides, and the threshold. */
public final class Recalibration {
    private final InspectionModel model;
    private final CalibrationOptions options;
    private final ThresholdRule rule;
    private final Listener listener;
    private final List<PictureFailure> failures = new ArrayList<>();

    private Recalibration(InspectionModel model, CalibrationOptions options, ThresholdRule rule, Listener listener) {
        this.model = model;
        this.options = options;
        this.rule = rule;
        this.listener = listener;
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
     * @param explainedByPosition the share of the variance that position explains, in [0, 1]; null if the calibration was kept
     * @param explainedByPlace the share of the cells that their place explains better than their kind, in [0, 1]; null likewise
     * @param normals the pictures of good parts that it was calibrated by, in the order of the model's held-out scores; none if the calibration
     *     was kept
     * @param heldOut whether those were held out when the model was trained
     * @param kept whether the calibration is that of the model as it was, since there are no pictures of good parts to calibrate by
     * @param leftOut number of pictures of good parts that were left out, since there are more than enough
     * @param labelled number of labelled pictures that decided; 0 if none did
     * @param stopsAll whether all of these are above the threshold
     * @param failures pictures that could not be read
     */
    public record Result(
            InspectionModel model,
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
            InspectionModel model,
            CalibrationData data,
            CalibrationOptions options,
            ThresholdRule rule,
            Listener listener)
            throws IOException {
        return new Recalibration(model, options, rule, listener).run(data);
    }

    private Result run(CalibrationData data) throws IOException {
        if (data.training().isEmpty()) {
            checkKept();
            ScoreKind score = options.score();
            InspectionModel kept = score == null || score == model.score() ? model : decideBy(score, model);
            return chosen(kept, null, data, List.of(), true, 0);
        }
        Normals normals = Normals.of(data.training(), data.exclusion(), model, options.seed());
        normals.failures().forEach(this::fail);
        List<Path> used = new ArrayList<>(normals.files());
        List<List<WindowTerms>> terms = Pictures.terms(
                normals.files(),
                new Inspector(model),
                options.threads(),
                (i, failure) -> {
                    used.remove(failure.file());
                    fail(failure);
                },
                done -> listener.onProgress(
                        "Scanning good pictures", done, normals.files().size()));
        Calibrator.Result calibrated = Calibrator.calibrate(new Inspector(model), terms, options);
        return chosen(calibrated.model(), calibrated, data, List.copyOf(used), normals.heldOut(), normals.leftOut());
    }

    /** What needs pictures of good parts, and cannot be had without. */
    private void checkKept() {
        Reference reference = options.reference();
        boolean asked = reference != null && reference != model.reference();
        if (reference == null || asked || !options.aggregation().equals(model.aggregation())) {
            throw new IllegalArgumentException(
                    "another calibration or aggregation takes pictures of good parts to calibrate by, and there are none: looked for train/good. Give a folder of pictures of good parts, or leave --calibration and --aggregate out");
        }
    }

    /**
     * Chooses score and threshold.
     *
     * @param start the model to choose for
     * @param calibrated how it was calibrated; null if its calibration was kept
     */
    private Result chosen(
            InspectionModel start,
            Calibrator.@Nullable Result calibrated,
            CalibrationData data,
            List<Path> normals,
            boolean heldOut,
            int leftOut) {
        InspectionModel result = start;
        int labelled = 0;
        boolean stopsAll = false;
        if (rule.needsLabels()) {
            LabelledScores scores = scores(new Inspector(result), data);
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
                calibrated == null ? null : calibrated.explainedByPosition(),
                calibrated == null ? null : calibrated.explainedByPlace(),
                normals,
                heldOut,
                calibrated == null,
                leftOut,
                labelled,
                stopsAll,
                List.copyOf(failures));
    }

    private void fail(PictureFailure failure) {
        failures.add(failure);
        listener.onFailure(failure);
    }

    private LabelledScores scores(Inspector inspector, CalibrationData data) {
        List<Path> normal = data.test(false);
        List<Path> files =
                Stream.concat(normal.stream(), data.test(true).stream()).toList();
        List<Map<ScoreKind, Double>> scores = new ArrayList<>();
        files.forEach(file -> scores.add(Map.of()));
        AtomicInteger next = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        Team.run(Math.max(1, Math.min(options.threads(), files.size())), member -> {
            for (int i = next.getAndIncrement(); i < files.size(); i = next.getAndIncrement()) {
                Map<ScoreKind, Double> found = Map.of();
                PictureFailure failure = null;
                try {
                    found = inspector.inspect(ImageFiles.read(files.get(i))).scores();
                } catch (IOException | IllegalArgumentException e) {
                    failure = PictureFailure.of(files.get(i), e);
                }
                synchronized (done) {
                    scores.set(i, found);
                    if (failure != null) {
                        fail(failure);
                    }
                    listener.onProgress("Scoring labelled pictures", done.incrementAndGet(), files.size());
                }
            }
        });
        LabelledScores all = new LabelledScores(
                read(scores.subList(0, normal.size())), read(scores.subList(normal.size(), scores.size())));
        if (all.normal().isEmpty() || all.anomalous().isEmpty()) {
            throw new IllegalArgumentException(
                    "none of the pictures of %s to test with could be read; see the messages before this one"
                            .formatted(all.normal().isEmpty() ? "good parts" : "defects"));
        }
        return all;
    }

    private static List<Map<ScoreKind, Double>> read(List<Map<ScoreKind, Double>> scores) {
        return scores.stream().filter(found -> !found.isEmpty()).toList();
    }

    /** The same model, where another kind of score decides. */
    private InspectionModel decideBy(ScoreKind kind, InspectionModel calibrated) {
        return new InspectionModel(
                calibrated.preparation(),
                calibrated.scales(),
                calibrated.cell(),
                kind,
                calibrated.aggregation(),
                calibrated.heldOut(),
                InspectionThreshold.atFalseAlarmRate(
                        calibrated.heldOut().image(kind), calibrated.heldOut().peak(kind), options.falseAlarmRate()),
                calibrated.provenance());
    }

    private ThresholdChoice byLabels(LabelledScores scores, ScoreKind kind) {
        return rule instanceof ThresholdRule.LeastCost cost
                ? scores.leastCost(kind, cost.miss(), cost.alarm())
                : scores.largestF1(kind);
    }

    private InspectionThreshold threshold(ThresholdChoice choice, InspectionModel calibrated) {
        float value = (float) choice.threshold();
        return rule instanceof ThresholdRule.LeastCost cost
                ? calibrated.threshold().withValue(value, ThresholdMethod.COST, cost.miss(), cost.alarm())
                : calibrated.threshold().withValue(value, ThresholdMethod.F1, 1, 1);
    }
}
