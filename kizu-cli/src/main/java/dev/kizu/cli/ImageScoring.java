package dev.kizu.cli;

import dev.kizu.detect.Detector;
import dev.kizu.image.Image;
import dev.kizu.image.ImageFiles;
import dev.kizu.score.ScoreKind;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Scores image files: some at a time, so that however many there are, they need not all lie in memory. */
final class ImageScoring {
    private static final int TOGETHER = 64;

    private final Detector detector;
    private final int threads;
    private final List<ScoresJson.Scored> results = new ArrayList<>();
    /** Images of one size that are read but not yet scored, and their files. */
    private final List<Image> waiting = new ArrayList<>();

    private final List<Path> waitingFiles = new ArrayList<>();
    private int anomalous;
    private int failed;

    ImageScoring(Detector detector, int threads) {
        this.detector = detector;
        this.threads = threads;
    }

    ScoresJson score(Path model, List<Path> files) {
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
            if (waiting.size() == TOGETHER || (!waiting.isEmpty() && !sameSize(waiting.get(0), image))) {
                scoreWaiting();
            }
            waiting.add(image);
            waitingFiles.add(file);
        }
        scoreWaiting();
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
        results.add(new ScoresJson.Scored(file.toString(), null, null, null, reason));
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
            files.forEach(file -> fail(file, file + ": " + e.getMessage()));
            return;
        }
        for (int i = 0; i < images.size(); i++) {
            Map<String, Double> all = new LinkedHashMap<>();
            double score = Double.NaN;
            for (Map.Entry<ScoreKind, double[]> kind : scores.entrySet()) {
                all.put(kind.getKey().id(), kind.getValue()[i]);
                score = kind.getKey() == detector.options().score() ? kind.getValue()[i] : score;
            }
            boolean above = detector.verdict(score).anomalous();
            anomalous += above ? 1 : 0;
            results.add(new ScoresJson.Scored(
                    files.get(i).toString(), score, detector.threshold().isPresent() ? above : null, all, null));
        }
    }
}
