package dev.kizu.cli;

import dev.kizu.dataset.Exclusion;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Which pictures are to be left out. */
final class ExcludeFlag {
    @Option(
            names = "--exclude",
            paramLabel = "FILE|GLOB",
            description =
                    "Leave out a picture, a folder, or all that a pattern such as '**/*-dirty.png' names; paths are those from DATA on. "
                            + "May be given several times.")
    private List<String> patterns = List.of();

    Exclusion in(Path data) {
        return Exclusion.of(data, patterns);
    }
}
