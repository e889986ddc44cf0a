package dev.kizu.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes the report of methods that were compared on the same data: {@code index.html}, one page that needs no other file and no network, and
 * {@code results.csv}, a line for each method and seed.
 *
 * <p>The page shows at most 24 pictures, those first on which methods disagree, which are read and inspected once more by each method for
 * that. Needs neither fonts nor a display. Stateless, so safe for use from several threads, but not for one folder at one time.
 */
public final class ComparisonReport {
    private static final String INDEX = "index.html";
    private static final String RESULTS = "results.csv";

    private ComparisonReport() {}

    /**
     * Writes a report.
     *
     * @param methods at least one, in the order in which to show them
     * @param data the data, for people
     * @param directory the folder to write to, made where there is none; an earlier report in it is replaced file by file
     * @return the path of {@code index.html}
     * @throws IllegalArgumentException if there is no method
     * @throws IOException if the folder cannot be written; its message says what to do. An earlier report is left as it was,
     *     unless moving finished files into place fails midway
     */
    public static Path write(List<ComparedMethod> methods, String data, Path directory, Provenance provenance)
            throws IOException {
        if (methods.isEmpty()) {
            throw new IllegalArgumentException("there are no methods to compare; give at least one");
        }
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(RESULTS, ComparisonCsv.of(methods).getBytes(StandardCharsets.UTF_8));
        files.put(INDEX, ComparisonPage.render(methods, data, provenance).getBytes(StandardCharsets.UTF_8));
        new ReportDirectory(directory, Set.of(INDEX, RESULTS)).write(files);
        return directory.resolve(INDEX);
    }
}
