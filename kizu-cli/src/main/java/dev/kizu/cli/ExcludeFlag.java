package dev.kizu.cli;

import dev.kizu.dataset.Exclusion;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
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

    /**
     * As it is given.
     *
     * @param data the folder that paths lie in; null if none is given
     * @throws IllegalArgumentException if something is to be left out of no folder
     */
    Exclusion in(@Nullable Path data) {
        if (data == null && !patterns.isEmpty()) {
            throw new IllegalArgumentException(
                    "--exclude names pictures in DATA, and DATA is not given; leave one out, or give the other");
        }
        return Exclusion.of(data == null ? Path.of("") : data, patterns);
    }
}
