package dev.kizu.cli;

import dev.kizu.cli.inspect.ResultCounts;
import dev.kizu.cli.inspect.ResultsFolder;
import dev.kizu.model.PartModel;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code kizu inspect --json} prints: the names and the order of the components are the format.
 *
 * @param model the model's file, an absolute path
 * @param modelDigest its digest
 * @param score the kind of score that decides
 * @param threshold the score above which a picture is anomalous; null where none is
 * @param pictures pictures in the results
 * @param normal those that are normal
 * @param anomalous those that are anomalous
 * @param errors those that could not be inspected
 * @param before how many of all were there before this run
 * @param problems what could not be looked at
 * @param csv where the results are, an absolute path
 * @param jsonl where they are as JSON, an absolute path
 * @param seconds wall-clock time of the inspection
 * @param imagesPerSecond pictures of this run a second
 */
record InspectionJson(
        String model,
        String modelDigest,
        String score,
        @Nullable Float threshold,
        long pictures,
        long normal,
        long anomalous,
        long errors,
        long before,
        List<String> problems,
        String csv,
        String jsonl,
        double seconds,
        double imagesPerSecond) {
    static InspectionJson of(
            Path file,
            PartModel model,
            String digest,
            ResultsFolder results,
            long done,
            List<String> problems,
            double seconds) {
        ResultCounts counts = results.counts();
        float threshold = model.threshold().value();
        return new InspectionJson(
                file.toAbsolutePath().normalize().toString(),
                digest,
                model.score().id(),
                Float.isFinite(threshold) ? threshold : null,
                counts.total(),
                counts.normal(),
                counts.anomalous(),
                counts.errors(),
                results.before().total(),
                List.copyOf(problems),
                ResultsFolder.csv(results.folder()).toString(),
                ResultsFolder.jsonl(results.folder()).toString(),
                seconds,
                done / Math.max(seconds, 1e-9));
    }
}
