package dev.kizu.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --save}. */
final class SaveFlag {
    @Option(
            names = "--save",
            paramLabel = "FILE",
            description = "Save the trained model as one ONNX file, which 'kizu score' and any ONNX runtime can use.")
    private @Nullable Path file;

    @Nullable
    Path file() {
        return file;
    }
}
