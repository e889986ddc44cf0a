package dev.kizu.cli;

import picocli.CommandLine.Option;

/** {@code --json}. */
final class JsonFlag {
    @Option(
            names = "--json",
            description = "Print one JSON object on standard output, and everything else on standard error.")
    private boolean json;

    boolean given() {
        return json;
    }
}
