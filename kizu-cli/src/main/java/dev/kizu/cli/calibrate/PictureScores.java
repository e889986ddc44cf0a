package dev.kizu.cli.calibrate;

import dev.kizu.image.ImageFiles;
import dev.kizu.inspect.PartInspection;
import dev.kizu.inspect.PartInspector;
import dev.kizu.parallel.Team;
import dev.kizu.score.ScoreKind;
import dev.kizu.train.PictureFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The scores of a picture.
 *
 * @param file the picture
 * @param scores of each kind
 * @param peak the largest value of its map
 */
record PictureScores(Path file, Map<ScoreKind, Double> scores, float peak) {
    /**
     * Scores pictures, several at a time.
     *
     * @param task what this is, for people
     * @return one for each file, in their order; null for those that cannot be read, which the listener hears of
     */
    static @Nullable PictureScores[] of(
            List<Path> files, PartInspector inspector, int threads, String task, Recalibration.Listener listener) {
        @Nullable PictureScores[] scores = new PictureScores[files.size()];
        AtomicInteger next = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        Team.run(Math.max(1, Math.min(threads, files.size())), member -> {
            for (int i = next.getAndIncrement(); i < scores.length; i = next.getAndIncrement()) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new CancellationException("interrupted");
                }
                PictureFailure failure = null;
                try {
                    PartInspection seen = inspector.inspect(ImageFiles.read(files.get(i)));
                    scores[i] = new PictureScores(files.get(i), seen.scores(), peak(seen, inspector.insideCells()));
                } catch (IOException | IllegalArgumentException e) {
                    failure = PictureFailure.of(files.get(i), e);
                }
                synchronized (done) {
                    if (failure != null) {
                        listener.onFailure(failure);
                    }
                    listener.onProgress(task, done.incrementAndGet(), scores.length);
                }
            }
        });
        return scores;
    }

    private static float peak(PartInspection seen, boolean[] inside) {
        float peak = Float.NEGATIVE_INFINITY;
        float[] values = seen.map().values();
        for (int cell = 0; cell < values.length; cell++) {
            peak = inside[cell] ? Math.max(peak, values[cell]) : peak;
        }
        return peak;
    }
}
