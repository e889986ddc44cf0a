package dev.kizu.cli.calibrate;

import dev.kizu.calibrate.InspectionThreshold;
import dev.kizu.calibrate.ThresholdMethod;
import dev.kizu.dataset.Exclusion;
import dev.kizu.dataset.ImageFolder;
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
     * @param explainedByPosition the share of the variance that position explains, in [0, 1]
     * @param explainedByPlace the share of the cells that their place explains better than their kind, in [0, 1]
     * @param normals the pictures of good parts that it was calibrated by, in the order of the model's held-out scores
     * @param heldOut whether those were held out when the model was trained
     * @param leftOut number of pictures of good parts that were left out, since there are more than enough
     * @param labelled number of labelled pictures that decided; 0 if none did
     * @param failures pictures that could not be read
     */
    public record Result(
            InspectionModel model,
            double explainedByPosition,
            double explainedByPlace,
            List<Path> normals,
            boolean heldOut,
            int leftOut,
            int labelled,
            List<PictureFailure> failures) {}

    /**
     * Calibrates a model.
     *
     * @param data holds pictures of good parts to train with and, where the rule asks for labels, pictures to test with
     * @param exclusion names pictures that are to be left out
     * @throws IllegalArgumentException if pictures and options do not fit; the message says what to do
     * @throws IOException if files cannot be read
     */
    public static Result run(
            InspectionModel model,
            ImageFolder data,
            Exclusion exclusion,
            CalibrationOptions options,
            ThresholdRule rule,
            Listener listener)
            throws IOException {
        return new Recalibration(model, options, rule, listener)
                .run(data.without(exclusion), data.training(), exclusion);
    }

    private Result run(ImageFolder data, List<Path> training, Exclusion exclusion) throws IOException {
        if (rule.needsLabels() && (data.test(true).isEmpty() || data.test(false).isEmpty())) {
            throw new IllegalArgumentException(
                    "a threshold by F1 or by cost needs pictures to test with, of good parts and of defects, got %d and %d. Add test/good and test/DEFECT, or choose the threshold by --false-alarm-rate"
                            .formatted(data.test(false).size(), data.test(true).size()));
        }
        Normals normals = Normals.of(training, exclusion, model, options.seed());
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
        InspectionModel result = calibrated.model();
        int labelled = 0;
        if (rule.needsLabels()) {
            LabelledScores scores = scores(new Inspector(result), data);
            labelled = scores.normal().size() + scores.anomalous().size();
            if (options.score() == null) {
                Set<ScoreKind> kinds = EnumSet.copyOf(result.heldOut().image().keySet());
                result = decideBy(scores.best(kinds), result);
            }
            result = result.withThreshold(byLabels(scores, result));
        } else if (rule instanceof ThresholdRule.Fixed fixed) {
            result = result.withThreshold(result.threshold().withValue(fixed.value(), ThresholdMethod.FIXED, 1, 1));
        }
        return new Result(
                result,
                calibrated.explainedByPosition(),
                calibrated.explainedByPlace(),
                List.copyOf(used),
                normals.heldOut(),
                normals.leftOut(),
                labelled,
                List.copyOf(failures));
    }

    private void fail(PictureFailure failure) {
        failures.add(failure);
        listener.onFailure(failure);
    }

    private LabelledScores scores(Inspector inspector, ImageFolder data) {
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

    private InspectionThreshold byLabels(LabelledScores scores, InspectionModel calibrated) {
        InspectionThreshold threshold = calibrated.threshold();
        if (rule instanceof ThresholdRule.LeastCost cost) {
            ThresholdChoice choice = scores.leastCost(calibrated.score(), cost.miss(), cost.alarm());
            return threshold.withValue((float) choice.threshold(), ThresholdMethod.COST, cost.miss(), cost.alarm());
        }
        ThresholdChoice choice = scores.largestF1(calibrated.score());
        return threshold.withValue((float) choice.threshold(), ThresholdMethod.F1, 1, 1);
    }
}
