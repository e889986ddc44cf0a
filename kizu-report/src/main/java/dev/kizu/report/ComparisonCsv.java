package dev.kizu.report;

import dev.kizu.evaluate.Evaluation;
import dev.kizu.evaluate.PixelEvaluation;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The runs of a comparison as comma-separated values (RFC 4180); what is not known is empty. */
final class ComparisonCsv {
    private ComparisonCsv() {}

    static String of(List<ComparedMethod> methods) {
        StringBuilder csv = new StringBuilder();
        line(
                csv,
                "method",
                "seed",
                "imageAuroc",
                "imageAurocLow",
                "imageAurocHigh",
                "imageAveragePrecision",
                "falseAlarms",
                "normal",
                "missed",
                "anomalous",
                "pixelAuroc",
                "pixelAveragePrecision",
                "aupro30",
                "aupro05",
                "trainSeconds",
                "millisecondsPerImage",
                "modelBytes");
        for (ComparedMethod method : methods) {
            for (ComparedRun run : method.runs()) {
                Evaluation images = run.assessment().evaluation().orElse(null);
                PixelEvaluation pixels = run.assessment().pixels();
                line(
                        csv,
                        CsvCell.of(method.name()),
                        run.seed(),
                        images == null ? null : images.auroc(),
                        images == null ? null : images.aurocLow(),
                        images == null ? null : images.aurocHigh(),
                        images == null ? null : images.averagePrecision(),
                        run.assessment().confusion().falseAlarms(),
                        run.assessment().count(false),
                        run.assessment().confusion().missed(),
                        run.assessment().count(true),
                        pixels == null ? null : pixels.auroc(),
                        pixels == null ? null : pixels.averagePrecision(),
                        pixels == null ? null : pixels.aupro30(),
                        pixels == null ? null : pixels.aupro05(),
                        run.trainSeconds(),
                        run.millisecondsPerImage(),
                        run.modelBytes());
            }
        }
        return csv.toString();
    }

    private static void line(StringBuilder csv, @Nullable Object... cells) {
        csv.append(Arrays.stream(cells)
                        .map(cell -> cell == null ? "" : cell.toString())
                        .collect(Collectors.joining(",")))
                .append("\r\n");
    }
}
