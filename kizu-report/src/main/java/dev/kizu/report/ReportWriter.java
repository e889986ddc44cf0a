package dev.kizu.report;

import dev.kizu.experiment.ExperimentResult;
import dev.kizu.score.ScoreKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Writes the report of an experiment: {@code index.html}, one page that needs no other file and no network, and plots as PNG
 * files for slides and papers: {@code roc.png}, {@code scores-elbo.png}, {@code scores-unregularized.png}, with a calibration
 * {@code scores-joint.png}, and {@code heatmaps.png}.
 *
 * <p>Where Java cannot draw text (a headless runtime without fonts), a warning is logged and only the page and
 * {@code heatmaps.png}, without labels, are written. A program that opens no windows should start Java with {@code -Djava.awt.headless=true}.
 * Stateless, so safe for use from several threads, but not for one folder at one time.
 */
public final class ReportWriter {
    private static final String INDEX = "index.html";

    private ReportWriter() {}

    /**
     * Writes the report of one run.
     *
     * @param result what the experiment found
     * @param directory the folder to write to, made where there is none; an earlier report in it is replaced file by file
     * @param provenance where the result comes from
     * @return the path of {@code index.html}
     * @throws IOException if the folder cannot be written; its message says what to do. An earlier report is left as it was,
     *     unless moving finished files into place fails midway
     */
    public static Path write(ExperimentResult result, Path directory, Provenance provenance) throws IOException {
        return write(List.of(result), directory, provenance);
    }

    /**
     * Writes the report of several runs that differ in the seed only: the first in full, and a table of all with mean, smallest
     * and largest AUROC of each score.
     *
     * @param results at least one
     * @param directory the folder to write to, made where there is none; an earlier report in it is replaced file by file
     * @param provenance where the results come from
     * @return the path of {@code index.html}
     * @throws IllegalArgumentException if there is no result, or results have different kinds of score
     * @throws IOException if the folder cannot be written; its message says what to do. An earlier report is left as it was,
     *     unless moving finished files into place fails midway
     */
    public static Path write(List<ExperimentResult> results, Path directory, Provenance provenance) throws IOException {
        Seeds seeds = new Seeds(results);
        Gallery gallery = Gallery.of(seeds.first());
        Map<String, byte[]> files = new LinkedHashMap<>(PngPlots.of(seeds.first()));
        boolean drawsText = !files.isEmpty();
        Picture sheet = drawsText ? gallery.sheet().labelled() : gallery.sheet().unlabelled();
        files.put("heatmaps.png", sheet.png());
        files.put(INDEX, Page.render(seeds, gallery, provenance).getBytes(StandardCharsets.UTF_8));
        new ReportDirectory(directory, names()).write(files);
        return directory.resolve(INDEX);
    }

    private static Set<String> names() {
        Set<String> names = new TreeSet<>(Set.of(INDEX, "heatmaps.png", PngPlots.ROC));
        for (ScoreKind kind : ScoreKind.ofTerms()) {
            names.add(PngPlots.scores(kind));
        }
        return names;
    }
}
