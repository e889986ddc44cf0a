package dev.kizu.assess;

import dev.kizu.dataset.LabelledImage;
import dev.kizu.evaluate.Confusion;
import dev.kizu.evaluate.Evaluation;
import dev.kizu.evaluate.PixelEvaluation;
import dev.kizu.evaluate.PixelEvaluator;
import dev.kizu.inspect.PartInspector;
import dev.kizu.parallel.Team;
import dev.kizu.score.ScoreKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One assessment under way: threads inspect pictures as they come to them, and hand over results one by one, in the order of the pictures. */
final class AssessmentRun {
    private final PartInspector inspector;
    private final List<LabelledImage> labelled;
    private final AssessmentListener listener;
    /** Null where no picture has a mask. */
    private final @Nullable PixelEvaluator evaluator;

    private final AtomicInteger next = new AtomicInteger();
    private final List<AssessedPicture> pictures = new ArrayList<>();
    private final List<AssessmentProblem> skipped = new ArrayList<>();
    private final List<AssessmentProblem> unusableMasks = new ArrayList<>();
    private int withoutMask;
    /** The picture whose result is to be handed over next; guarded by this, as all above. */
    private int turn;

    private boolean broken;

    AssessmentRun(PartInspector inspector, List<LabelledImage> labelled, AssessmentListener listener) {
        this.inspector = inspector;
        this.labelled = List.copyOf(labelled);
        this.listener = listener;
        this.evaluator = labelled.stream().anyMatch(one -> one.mask() != null) ? new PixelEvaluator() : null;
    }

    Assessment run(int threads) {
        long start = System.nanoTime();
        Team.run(Math.min(threads, labelled.size()), member -> work());
        PixelEvaluation pixels = evaluator != null && evaluator.normalPixels() > 0 && evaluator.anomalousPixels() > 0
                ? evaluator.evaluation()
                : null;
        return new Assessment(
                inspector.model().score(),
                pictures,
                skipped,
                evaluations(),
                confusion(),
                defects(),
                pixels,
                withoutMask,
                unusableMasks,
                (System.nanoTime() - start) * 1e-9);
    }

    private void work() {
        try {
            for (int i = next.getAndIncrement(); i < labelled.size(); i = next.getAndIncrement()) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new CancellationException("interrupted");
                }
                if (!take(i, PictureReading.of(inspector, labelled.get(i), evaluator != null))) {
                    return;
                }
            }
        } catch (RuntimeException | Error e) {
            stop();
            throw e;
        }
    }

    private synchronized void stop() {
        broken = true;
        notifyAll();
    }

    /** Waits for the turn of a picture; false if another thread failed, whose failure is to be told. */
    private synchronized boolean take(int number, PictureReading reading) {
        while (turn != number && !broken) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException("interrupted");
            }
        }
        if (broken) {
            return false;
        }
        add(reading);
        turn++;
        listener.onProgress(turn, labelled.size());
        notifyAll();
        return true;
    }

    private void add(PictureReading reading) {
        AssessedPicture picture = reading.picture();
        AssessmentProblem problem = reading.problem();
        if (picture == null) {
            if (problem != null) {
                skipped.add(problem);
                listener.onSkipped(problem);
            }
            return;
        }
        pictures.add(picture);
        if (problem != null) {
            unusableMasks.add(problem);
            listener.onUnusableMask(problem);
        }
        PixelSample sample = reading.sample();
        if (evaluator != null && sample != null) {
            evaluator.add(sample.map(), sample.truth(), sample.counted(), sample.height(), sample.width());
        } else if (picture.picture().anomalous()) {
            withoutMask++;
        }
    }

    private Map<ScoreKind, Evaluation> evaluations() {
        Map<ScoreKind, Evaluation> evaluations = new EnumMap<>(ScoreKind.class);
        for (ScoreKind kind : ScoreKind.values()) {
            double[] normal = Assessment.scores(pictures, kind, false);
            double[] anomalous = Assessment.scores(pictures, kind, true);
            boolean numbers = Arrays.stream(normal).noneMatch(Double::isNaN)
                    && Arrays.stream(anomalous).noneMatch(Double::isNaN);
            if (numbers && normal.length > 0 && anomalous.length > 0) {
                evaluations.put(kind, Evaluation.of(normal, anomalous));
            }
        }
        return evaluations;
    }

    private Confusion confusion() {
        int missed = (int) pictures.stream().filter(AssessedPicture::missed).count();
        int alarms = (int) pictures.stream().filter(AssessedPicture::falseAlarm).count();
        int anomalous = Assessment.scores(pictures, inspector.model().score(), true).length;
        return new Confusion(anomalous - missed, missed, pictures.size() - anomalous - alarms, alarms);
    }

    private List<DefectAssessment> defects() {
        Map<String, List<AssessedPicture>> kinds = new TreeMap<>();
        for (AssessedPicture one : pictures) {
            if (one.picture().anomalous()) {
                kinds.computeIfAbsent(one.picture().defect(), name -> new ArrayList<>())
                        .add(one);
            }
        }
        ScoreKind score = inspector.model().score();
        double[] normal = Assessment.scores(pictures, score, false);
        List<DefectAssessment> defects = new ArrayList<>();
        kinds.forEach((name, members) -> defects.add(new DefectAssessment(
                name,
                members.size(),
                normal.length == 0 ? null : Evaluation.of(normal, Assessment.scores(members, score, true)),
                (int) members.stream().filter(AssessedPicture::missed).count())));
        return defects;
    }
}
