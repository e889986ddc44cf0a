package dev.kizu.cli;

import dev.kizu.calibrate.CalibrationKind;
import dev.kizu.detect.Detector;
import dev.kizu.image.Image;
import dev.kizu.image.ImageFiles;
import dev.kizu.patch.PatchSpec;
import dev.kizu.score.ScoreKind;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Scores image files by a detector: some at a time, so that however many there are, they need not all lie in memory. */
final class ImageScoring implements Scoring {
    /** Samples of the images that are held together: 32 MB. */
    private static final long SAMPLES_TOGETHER = 1 << 23;

    /** Images that are held together, so that results come while there are more to read. */
    private static final int IMAGES_TOGETHER = 1024;

    private final Detector detector;
    private final int threads;
    private final List<ScoresJson.Scored> results = new ArrayList<>();
    /** Images of one size that are read but not yet scored, and their files. */
    private final List<Image> waiting = new ArrayList<>();

    private final List<Path> waitingFiles = new ArrayList<>();
    private final Consumer<ScoresJson.Scored> listener;
    private int anomalous;
    private int failed;

    /**
     * Creates a scoring.
     *
     * @param listener hears of every image, in order, as soon as there is a result
     */
    ImageScoring(Detector detector, int threads, Consumer<ScoresJson.Scored> listener) {
        this.detector = detector;
        this.threads = threads;
        this.listener = listener;
    }

    @Override
    public void score(List<Path> files) {
        for (Path file : files) {
            Image image;
            try {
                image = ImageFiles.read(file, detector.vae().patch().channels());
            } catch (NoSuchFileException e) {
                fail(file, file + ": no such file; check the path");
                continue;
            } catch (IOException e) {
                fail(file, String.valueOf(e.getMessage()));
                continue;
            }
            if (!waiting.isEmpty() && !sameSize(waiting.get(0), image)) {
                scoreWaiting();
            }
            waiting.add(image);
            waitingFiles.add(file);
            long samples = (long) image.channels() * image.height() * image.width();
            if (waiting.size() == IMAGES_TOGETHER || (waiting.size() + 1) * samples > SAMPLES_TOGETHER) {
                scoreWaiting();
            }
        }
        scoreWaiting();
    }

    @Override
    public ScoresJson results(Path model) {
        return new ScoresJson(
                model.toAbsolutePath().normalize().toString(),
                detector.options().score().id(),
                detector.threshold().map(threshold -> threshold.value()).orElse(null),
                results,
                anomalous,
                failed);
    }

    private static boolean sameSize(Image one, Image other) {
        return one.height() == other.height() && one.width() == other.width();
    }

    private void fail(Path file, String reason) {
        // In their order: what waits came before.
        scoreWaiting();
        failed++;
        add(new ScoresJson.Scored(file.toString(), null, null, null, null, reason));
    }

    private void add(ScoresJson.Scored result) {
        results.add(result);
        listener.accept(result);
    }

    private String misfit(Image image, IllegalArgumentException e) {
        PatchSpec patch = detector.vae().patch();
        boolean small = image.height() < patch.height() || image.width() < patch.width();
        return small && detector.options().calibration() == CalibrationKind.NONE
                ? "it has %d x %d pixels (height x width), this model needs at least %d x %d; give a larger image, or use a model with a smaller patch"
                        .formatted(image.height(), image.width(), patch.height(), patch.width())
                : String.valueOf(e.getMessage());
    }

    private void scoreWaiting() {
        if (waiting.isEmpty()) {
            return;
        }
        List<Image> images = List.copyOf(waiting);
        List<Path> files = List.copyOf(waitingFiles);
        waiting.clear();
        waitingFiles.clear();
        Map<ScoreKind, double[]> scores;
        try {
            scores = detector.score(images, threads, done -> {});
        } catch (IllegalArgumentException e) {
            // The size does not fit: all of these have the same.
            files.forEach(file -> fail(file, file + ": " + misfit(images.get(0), e)));
            return;
        }
        for (int i = 0; i < images.size(); i++) {
            Map<String, Double> all = new LinkedHashMap<>();
            double score = Double.NaN;
            for (Map.Entry<ScoreKind, double[]> kind : scores.entrySet()) {
                if (Double.isFinite(kind.getValue()[i])) {
                    all.put(kind.getKey().id(), kind.getValue()[i]);
                }
                score = kind.getKey() == detector.options().score() ? kind.getValue()[i] : score;
            }
            if (!Double.isFinite(score)) {
                fail(
                        files.get(i),
                        "%s: its score is %s, expected a finite number: the model cannot score this image. Check that the model is the right one, or train it again"
                                .formatted(files.get(i), score));
                continue;
            }
            boolean above = detector.verdict(score).anomalous();
            anomalous += above ? 1 : 0;
            add(new ScoresJson.Scored(
                    files.get(i).toString(), score, detector.threshold().isPresent() ? above : null, all, null, null));
        }
    }
}
