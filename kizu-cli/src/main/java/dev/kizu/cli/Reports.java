package dev.kizu.cli;

import dev.kizu.experiment.ExperimentResult;
import dev.kizu.report.Provenance;
import dev.kizu.report.ReportWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Where experiments and reports meet. */
final class Reports {
    private Reports() {}

    /**
     * Writes one report into a folder, and says where its page is.
     *
     * @param results runs that differ in their seed only, at least one
     * @param command the command that repeats them
     */
    static Path write(List<ExperimentResult> results, Path folder, String command) throws IOException {
        return ReportWriter.write(results, folder, Provenance.ofThisMachine(Version.number(), command));
    }
}
