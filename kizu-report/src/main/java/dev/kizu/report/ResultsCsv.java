package dev.kizu.report;

import dev.kizu.assess.AssessedPicture;
import dev.kizu.assess.Assessment;
import dev.kizu.assess.AssessmentProblem;
import dev.kizu.score.ScoreKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The pictures of an assessment as comma-separated values (RFC 4180): those that were inspected, then those that were left out. */
final class ResultsCsv {
    private static final int COLUMNS = 11 + ScoreKind.values().length + 1;

    private ResultsCsv() {}

    static String of(Assessment assessment, String modelDigest) {
        StringBuilder csv = new StringBuilder();
        List<String> head =
                new ArrayList<>(List.of("file", "label", "defect", "verdict", "score", "threshold", "pValue"));
        Arrays.stream(ScoreKind.values()).map(ScoreKind::id).forEach(head::add);
        head.addAll(List.of("width", "height", "milliseconds", "modelDigest", "error"));
        line(csv, head);
        for (AssessedPicture one : assessment.pictures()) {
            List<String> row = new ArrayList<>(List.of(
                    CsvCell.ofPath(one.picture().file().toString()),
                    one.picture().anomalous() ? "anomalous" : "normal",
                    one.picture().anomalous() ? CsvCell.ofPath(one.picture().defect()) : "",
                    one.verdict().anomalous() ? "anomalous" : "normal",
                    Double.toString(one.verdict().score()),
                    Float.toString(one.verdict().threshold()),
                    Double.toString(one.pValue())));
            for (ScoreKind kind : ScoreKind.values()) {
                Double score = one.scores().get(kind);
                row.add(score == null ? "" : score.toString());
            }
            row.add(Integer.toString(one.width()));
            row.add(Integer.toString(one.height()));
            row.add(String.format(Locale.ROOT, "%.1f", one.milliseconds()));
            row.add(modelDigest);
            row.add("");
            line(csv, row);
        }
        for (AssessmentProblem problem : assessment.skipped()) {
            String[] row = new String[COLUMNS];
            Arrays.fill(row, "");
            row[0] = CsvCell.ofPath(problem.file().toString());
            row[COLUMNS - 2] = modelDigest;
            row[COLUMNS - 1] = CsvCell.of(problem.reason());
            line(csv, List.of(row));
        }
        return csv.toString();
    }

    private static void line(StringBuilder csv, List<String> cells) {
        csv.append(String.join(",", cells)).append("\r\n");
    }
}
