package dev.kizu.cli;

import dev.kizu.image.ImageFiles;
import dev.kizu.inspect.PValues;
import dev.kizu.inspect.PartInspection;
import dev.kizu.inspect.PartInspector;
import dev.kizu.parallel.Team;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Scores pictures by an inspector: one on each thread, so that memory does not grow with their number. */
final class PartScoring implements Scoring {
    private final PartInspector inspector;
    private final PValues pValues;
    private final int threads;
    private final Consumer<ScoresJson.Scored> listener;
    private final List<ScoresJson.Scored> results = new ArrayList<>();
    private int anomalous;
    private int failed;

    /**
     * Creates a scoring.
     *
     * @param listener hears of every picture, in order, as soon as there is a result
     */
    PartScoring(PartInspector inspector, int threads, Consumer<ScoresJson.Scored> listener) {
        this.inspector = inspector;
        this.pValues = PValues.among(inspector.model().heldOut());
        this.threads = threads;
        this.listener = listener;
    }

    @Override
    public void score(List<Path> files) {
        for (int from = 0; from < files.size(); from += threads) {
            List<Path> some = files.subList(from, Math.min(from + threads, files.size()));
            ScoresJson.Scored[] scored = new ScoresJson.Scored[some.size()];
            Team.run(some.size(), member -> {
                for (int i = member.from(scored.length); i < member.to(scored.length); i++) {
                    scored[i] = score(some.get(i));
                }
            });
            Arrays.stream(scored).forEach(this::add);
        }
    }

    private void add(ScoresJson.Scored result) {
        anomalous += Boolean.TRUE.equals(result.anomalous()) ? 1 : 0;
        failed += result.error() == null ? 0 : 1;
        results.add(result);
        listener.accept(result);
    }

    private ScoresJson.Scored score(Path file) {
        PartInspection seen;
        try {
            seen = inspector.inspect(ImageFiles.read(file));
        } catch (NoSuchFileException e) {
            return failed(file, file + ": no such file; check the path");
        } catch (IOException e) {
            return failed(file, String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            // The region is not within the picture.
            return failed(file, file + ": " + e.getMessage());
        }
        double score = seen.verdict().score();
        if (!Double.isFinite(score)) {
            return failed(
                    file,
                    "%s: its score is %s, expected a finite number: the model cannot score this image. Check that the model is the right one, or train it again"
                            .formatted(file, score));
        }
        Map<String, Double> all = new LinkedHashMap<>();
        seen.scores().forEach((kind, value) -> {
            if (Double.isFinite(value)) {
                all.put(kind.id(), value);
            }
        });
        Map<String, Double> pValue = new LinkedHashMap<>();
        pValues.of(seen.scores()).forEach((kind, value) -> pValue.put(kind.id(), value));
        return new ScoresJson.Scored(
                file.toString(), score, hasThreshold() ? seen.verdict().anomalous() : null, all, pValue, null);
    }

    private static ScoresJson.Scored failed(Path file, String reason) {
        return new ScoresJson.Scored(file.toString(), null, null, null, null, reason);
    }

    /** An infinite threshold is none. */
    private boolean hasThreshold() {
        return Float.isFinite(inspector.model().threshold().value());
    }

    @Override
    public ScoresJson results(Path model) {
        return new ScoresJson(
                model.toAbsolutePath().normalize().toString(),
                inspector.model().score().id(),
                hasThreshold() ? inspector.model().threshold().value() : null,
                results,
                anomalous,
                failed);
    }
}
