package dev.kizu.cli.inspect;

import dev.kizu.report.CsvCell;
import dev.kizu.score.ScoreKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The lines of {@code results.csv}, for spreadsheets: quoted as RFC 4180 has it, with line feeds. The largest flaw has columns of its own; all of
 * them are in the last one, as JSON.
 */
final class ResultCsv {
    private ResultCsv() {}

    static String header() {
        List<String> names = new ArrayList<>(List.of("file", "verdict", "score", "pValue", "threshold"));
        Arrays.stream(ScoreKind.values()).map(ScoreKind::id).forEach(names::add);
        names.addAll(List.of(
                "width",
                "height",
                "flaws",
                "largestX",
                "largestY",
                "largestWidth",
                "largestHeight",
                "largestArea",
                "largestPeak",
                "overlay",
                "map",
                "mask",
                "milliseconds",
                "modelDigest",
                "error",
                "regions"));
        return String.join(",", names) + "\n";
    }

    static String line(ResultLine result) {
        List<@Nullable Object> cells = new ArrayList<>();
        cells.add(result.verdict());
        cells.add(result.score());
        cells.add(result.pValue());
        cells.add(result.threshold());
        Map<String, @Nullable Double> scores = result.scores();
        for (ScoreKind kind : ScoreKind.values()) {
            cells.add(scores == null ? null : scores.get(kind.id()));
        }
        cells.add(result.width());
        cells.add(result.height());
        regions(result.regions(), cells);
        cells.add(result.overlay());
        cells.add(result.map());
        cells.add(result.mask());
        cells.add(result.milliseconds());
        cells.add(result.modelDigest());
        cells.add(result.error());
        cells.add(result.regions() == null ? null : ResultJson.text(result.regions()));
        return CsvCell.ofPath(result.file())
                + cells.stream().map(CsvCell::of).collect(Collectors.joining(",", ",", "\n"));
    }

    private static void regions(@Nullable List<ResultLine.Box> regions, List<@Nullable Object> cells) {
        cells.add(regions == null ? null : regions.size());
        ResultLine.Box largest = null;
        for (ResultLine.Box region : regions == null ? List.<ResultLine.Box>of() : regions) {
            largest = largest == null || region.area() > largest.area() ? region : largest;
        }
        cells.add(largest == null ? null : largest.x());
        cells.add(largest == null ? null : largest.y());
        cells.add(largest == null ? null : largest.width());
        cells.add(largest == null ? null : largest.height());
        cells.add(largest == null ? null : largest.area());
        cells.add(largest == null ? null : largest.peak());
    }
}
