package dev.kizu.report;

import dev.kizu.assess.Assessment;
import dev.kizu.inspect.PartInspector;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Writes the report of an assessment: {@code index.html}, one page that needs no other file and no network, and {@code results.csv}, a line
 * for each picture.
 *
 * <p>The page shows at most 24 pictures, those with errors first, which are read and inspected once more for that. Its size stays below some
 * megabytes, however many pictures there are and however large. Needs neither fonts nor a display. Stateless, so safe for use from several threads,
 * but not for one folder at one time.
 */
public final class AssessmentReport {
    private static final String INDEX = "index.html";
    private static final String RESULTS = "results.csv";

    private AssessmentReport() {}

    /**
     * Writes a report.
     *
     * @param assessment with at least one picture
     * @param inspector the one that was assessed
     * @param directory the folder to write to, made where there is none; an earlier report in it is replaced file by file
     * @return the path of {@code index.html}
     * @throws IllegalArgumentException if there is no picture in the assessment
     * @throws IOException if the folder cannot be written; its message says what to do. An earlier report is left as it was,
     *     unless moving finished files into place fails midway
     */
    public static Path write(
            Assessment assessment,
            PartInspector inspector,
            AssessmentSource source,
            Path directory,
            Provenance provenance)
            throws IOException {
        if (assessment.pictures().isEmpty()) {
            throw new IllegalArgumentException("no picture could be inspected, so there is nothing to report");
        }
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(RESULTS, ResultsCsv.of(assessment, source.digest()).getBytes(StandardCharsets.UTF_8));
        files.put(
                INDEX,
                AssessmentPage.render(assessment, inspector, source, provenance).getBytes(StandardCharsets.UTF_8));
        new ReportDirectory(directory, Set.of(INDEX, RESULTS)).write(files);
        return directory.resolve(INDEX);
    }
}
