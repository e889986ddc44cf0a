package dev.kizu.cli;

import dev.kizu.features.backbone.BackboneStore;
import dev.kizu.features.backbone.StoredBackbone;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code kizu backbone add}. */
@Command(
        name = "add",
        header = "Copies a backbone into your store.",
        description = {
            "",
            "The file is checked first. What you say of it is kept beside it; what you do not say is taken from the JSON beside the file, if there is one. "
                    + "Adding the same file under the same name again replaces what is said of it.",
            ""
        })
final class BackboneAddCommand implements Callable<Integer> {
    @ParentCommand
    private BackboneCommand parent;

    @Parameters(paramLabel = "FILE", description = "An ONNX file.")
    private Path file;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "What it will be called (default: the file's name without .onnx).")
    private @Nullable String name;

    @Mixin
    private BackboneSpecFlags spec;

    @Mixin
    private JsonFlag json;

    @Override
    public Integer call() throws IOException {
        parent.kizu().begin();
        StoredBackbone stored =
                BackboneStore.standard().add(file, name == null ? BackboneStore.nameOf(file) : name, spec.said());
        BackboneText.print(stored, json.given(), parent.kizu().invocation().out());
        return ExitCode.DONE;
    }
}
