package dev.kizu.cli;

import dev.kizu.cli.progress.DownloadProgress;
import dev.kizu.cli.progress.Progress;
import dev.kizu.dataset.DatasetDownload;
import dev.kizu.dataset.RemoteDataset;
import dev.kizu.dataset.RemoteFile;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code kizu download}. */
@Command(
        name = "download",
        description = {
            "",
            "Checks the sum of every file. A download that breaks goes on where it stopped when it is run again, and files that are "
                    + "there already are left alone.",
            ""
        })
final class DownloadCommand implements Callable<Integer> {
    @ParentCommand
    private Kizu kizu;

    @Parameters(
            paramLabel = "mnist|fashion-mnist",
            converter = Convert.DatasetName.class,
            description = "MNIST, handwritten digits (12 MB), or Fashion-MNIST, clothes (31 MB).")
    private RemoteDataset dataset;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Folder for the files (default: a folder named like the data set in your cache folder, which is "
                            + "$XDG_CACHE_HOME/kizu or ~/.cache/kizu on Linux).")
    private @Nullable Path out;

    @Option(
            names = "--from",
            paramLabel = "URL",
            converter = Convert.Server.class,
            description =
                    "Fetch the files from this folder of a web server, such as a mirror, instead of where they are published.")
    private @Nullable URI from;

    @Mixin
    private JsonFlag json;

    /**
     * What {@code --json} prints: the names and the order of the components are the format.
     *
     * @param data the data set's name
     * @param folder where it is, an absolute path
     * @param files the names of its files there
     * @param seconds wall-clock time
     */
    record Downloaded(String data, String folder, List<String> files, double seconds) {
        static Downloaded of(RemoteDataset dataset, Path folder, double seconds) {
            return new Downloaded(
                    dataset.name(),
                    folder.toString(),
                    dataset.files().stream().map(RemoteFile::name).toList(),
                    seconds);
        }
    }

    @Override
    public Integer call() throws IOException {
        kizu.begin();
        long start = System.nanoTime();
        RemoteDataset source = from == null ? dataset : dataset.withServers(List.of(from));
        Path folder = (out == null ? DatasetDownload.defaultFolder(dataset.name()) : out)
                .toAbsolutePath()
                .normalize();
        if (Files.isDirectory(folder)) {
            // Not prepared as an output folder: with all files in place it may well be read-only.
            fetch(source, folder);
        } else {
            try (OutputDirectory created = OutputDirectory.prepare(folder)) {
                fetch(source, created.path());
            }
        }
        PrintStream standard = kizu.invocation().out();
        if (json.given()) {
            double seconds = (System.nanoTime() - start) * 1e-9;
            Json.print(Downloaded.of(source, folder, seconds), standard);
            return ExitCode.DONE;
        }
        standard.println(dataset.name() + " is in " + folder);
        standard.println(
                "Try it:  kizu experiment --data " + Invocation.quoted(folder.toString()) + " --normal 1 --anomaly 9");
        return ExitCode.DONE;
    }

    private void fetch(RemoteDataset source, Path folder) throws IOException {
        try (Progress progress = kizu.progress()) {
            new DatasetDownload(source).fetch(folder, new DownloadProgress(progress));
        }
    }
}
