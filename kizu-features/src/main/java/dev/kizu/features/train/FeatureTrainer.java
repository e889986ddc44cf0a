package dev.kizu.features.train;

import ai.onnx.proto.OnnxMl.ModelProto;
import dev.kizu.calibrate.HeldOutScores;
import dev.kizu.calibrate.InspectionThreshold;
import dev.kizu.dataset.FileDigest;
import dev.kizu.features.backbone.Backbone;
import dev.kizu.features.backbone.RunOptions;
import dev.kizu.features.model.FeatureConfig;
import dev.kizu.features.model.FeatureModel;
import dev.kizu.features.model.FeatureModels;
import dev.kizu.features.model.FeatureScoring;
import dev.kizu.features.model.Head;
import dev.kizu.model.InspectionModel;
import dev.kizu.model.PartMetadata;
import dev.kizu.model.Provenance;
import dev.kizu.score.ScoreKind;
import dev.kizu.train.PartTrainer;
import dev.kizu.train.PictureFailure;
import dev.kizu.train.Survey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Trains PaDiM, PatchCore, both, or both and autoencoders on a folder of pictures of good parts. The same pictures, backbone and request give the same model, whatever
 * the number of threads, as long as ONNX Runtime gives the same features.
 *
 * <p>With up to 200 pictures all of them are fitted to; they are dealt into five groups, and each group is scored by a head that was fitted
 * to the others: those scores calibrate (cross-conformal prediction; V. Vovk, "Cross-conformal predictors", Annals of Mathematics and Artificial
 * Intelligence 74, 2015). With more, some are held out, and memory no longer grows with the number of pictures.
 *
 * <p>Autoencoders are trained first, on the same pictures: each is held out once, in two folds, or the same ones are ({@link PartTrainer}).
 *
 * <p>The same pictures give an ensemble its tails. Each is scored by tails of the others for calibration (the jackknife), so that with few of them
 * false alarms do not come more often than asked for.
 */
public final class FeatureTrainer {
    private final FeatureRequest request;
    private final FeatureTrainingListener listener;
    private final Backbone backbone;
    private final FeaturePlan plan;
    private final FeatureReader reader;
    private final FeatureScoring scoring;
    private final List<PictureFailure> failures = new ArrayList<>();
    private final Set<Path> failed = new HashSet<>();
    private final long start = System.nanoTime();

    private FeatureTrainer(Survey survey, FeatureRequest request, Backbone backbone, FeatureTrainingListener listener)
            throws IOException {
        this.request = request;
        this.listener = listener;
        this.backbone = backbone;
        survey.failures().forEach(this::fail);
        this.plan = FeaturePlan.of(request, survey, backbone);
        this.reader = new FeatureReader(backbone, plan, request.threads(), this::fail);
        this.scoring =
                new FeatureScoring(plan.preparation(), plan.cell(), FeaturePlan.SMOOTHING, request.aggregation());
    }

    /**
     * Trains a model.
     *
     * @param files pictures of good parts
     * @throws IllegalArgumentException if pictures and request do not fit; the message says what to do
     * @throws IOException if the backbone cannot be run, or the files cannot be read for their digest
     */
    public static FeatureTrainingResult train(
            List<Path> files, FeatureRequest request, FeatureTrainingListener listener) throws IOException {
        Survey survey = Survey.of(files, request.region(), request.mask());
        // Pictures are seen side by side, each by one thread.
        try (Backbone backbone = request.backbone().open(new RunOptions(1, request.provider()))) {
            FeatureTrainer trainer = new FeatureTrainer(survey, request, backbone, listener);
            listener.onPlan(trainer.plan.choices());
            return trainer.train(survey);
        } catch (UncheckedIOException e) {
            IOException cause = e.getCause();
            throw cause == null ? new IOException(e) : cause;
        }
    }

    /** Autoencoders and heads read the same pictures. */
    private synchronized void fail(PictureFailure failure) {
        if (failed.add(failure.file())) {
            failures.add(failure);
            listener.onFailure(failure);
        }
    }

    private FeatureTrainingResult train(Survey survey) throws IOException {
        List<Path> files = survey.files();
        AutoencoderFitter.Fitted others = autoencoders(survey);
        HeadTrainer.Result fitted = new HeadTrainer(request, plan, reader, scoring, listener).fit(files);
        InspectionModel autoencoders = null;
        if (others != null) {
            autoencoders = others.model();
            fitted = fitted.with(others.seen());
        }
        List<Head.Single> heads = fitted.heads();
        List<List<Head.Seen>> seen = fitted.seen();
        boolean alone = !plan.method().isEnsemble();
        Head head = alone ? heads.get(0) : Head.Ensemble.of(heads, autoencoders, seen);
        ScoreKind kind = alone ? ScoreKind.DISTANCE : ScoreKind.COMBINED;
        float[] scores = new float[seen.size()];
        float[] peaks = new float[seen.size()];
        for (int i = 0; i < scores.length; i++) {
            Head unaware = alone ? head : Head.Ensemble.ofOthers(heads, autoencoders, seen, i);
            FeatureScoring.Found found = scoring.found(unaware, seen.get(i));
            scores[i] = found.score();
            peaks[i] = found.peak();
        }
        checkSpread(scores);
        HeldOutScores heldOut = new HeldOutScores(Map.of(kind, scores), Map.of(kind, peaks));
        ModelProto onnx = FeatureModels.onnx(
                backbone,
                plan.preparation(),
                plan.cell(),
                FeaturePlan.SMOOTHING,
                plan.projection(),
                head,
                request.aggregation());
        FeatureModel model = new FeatureModel(
                new PartMetadata(
                        plan.preparation(),
                        plan.cell(),
                        kind,
                        request.aggregation(),
                        heldOut,
                        InspectionThreshold.atFalseAlarmRate(scores, peaks, request.falseAlarmRate()),
                        Provenance.unknown().withCircumstances(Provenance.Circumstances.now("", "ONNX Runtime"))),
                config(fitted, files),
                onnx,
                head instanceof Head.Ensemble ensemble && ensemble.autoencoders() != null
                        ? ensemble.autoencoders().model()
                        : null);
        return new FeatureTrainingResult(
                model,
                fitted.fitted(),
                fitted.calibrated(),
                fitted.folds(),
                failures,
                (long) fitted.fitted().size()
                        * plan.projection().rows()
                        * plan.projection().columns(),
                (System.nanoTime() - start) * 1e-9);
    }

    /** Before heads are fitted, so that features in memory and what autoencoders learn from do not meet. Null for methods without them. */
    private AutoencoderFitter.@Nullable Fitted autoencoders(Survey survey) throws IOException {
        if (!plan.method().withAutoencoders()) {
            return null;
        }
        // A backbone that sees nothing of use is told before minutes of training.
        reader.read(survey.files().subList(0, 1), (file, features) -> {}, done -> {});
        // Failures of the survey were told.
        Survey readable = new Survey(
                survey.files(), survey.height(), survey.width(), survey.colour(), survey.stretched(), List.of());
        return AutoencoderFitter.fit(readable, request, plan, scoring, listener.ofAutoencoders(), this::fail);
    }

    /** Files that turned out to be damaged count as well: by them the same folder is known again. */
    private FeatureConfig config(HeadTrainer.Result result, List<Path> files) throws IOException {
        List<Path> sorted = files.stream().sorted().toList();
        List<String> contents = FileDigest.contents(sorted);
        Set<Path> fitted = new HashSet<>(result.fitted());
        List<String> known = IntStream.range(0, contents.size())
                .filter(i -> fitted.contains(sorted.get(i)))
                .mapToObj(i -> contents.get(i).substring(0, FeatureConfig.DIGITS))
                .sorted()
                .toList();
        String name = String.valueOf(backbone.file().path().getFileName());
        return new FeatureConfig(
                plan.method().id(),
                name.endsWith(".onnx") ? name.substring(0, name.length() - 5) : name,
                backbone.file().sha256(),
                backbone.layers(),
                backbone.normalization().toString(),
                plan.projection().dimensions(),
                plan.projection().poolSize(),
                FeaturePlan.SMOOTHING,
                result.heads().stream()
                        .mapToInt(head -> head instanceof Head.PatchCore patchCore
                                ? patchCore.bank().size()
                                : 0)
                        .sum(),
                request.seed(),
                files.size(),
                FileDigest.sha256(sorted, contents),
                plan.heldOut(),
                known);
    }

    /** A threshold of 0 would call everything anomalous that is not one of these pictures. */
    private static void checkSpread(float[] scores) {
        for (float score : scores) {
            if (!(score <= 0)) {
                return;
            }
        }
        throw new IllegalArgumentException(
                "all %d pictures that calibrate have features that others have too, to the last digit, so that nothing is known of how good parts vary. Use pictures that differ; if they do, see whether the backbone's layers give more than constants"
                        .formatted(scores.length));
    }
}
