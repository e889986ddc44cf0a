package dev.kizu.cli;

import dev.kizu.features.backbone.BackboneFile;
import dev.kizu.features.backbone.BackboneStore;
import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code kizu backbone info}. */
@Command(
        name = "info",
        header = "Tells what is in a backbone's file, and which values may be layers.",
        description = {
            "",
            "The network is run once for this, on an empty image of 128x128 pixels or of the only size it takes.",
            ""
        })
final class BackboneInfoCommand implements Callable<Integer> {
    @ParentCommand
    private BackboneCommand parent;

    @Parameters(paramLabel = "NAME|FILE", description = "A backbone in your store, or an ONNX file.")
    private String backbone;

    @Option(names = "--all", description = "Tell all values that may be layers, and not only outputs.")
    private boolean all;

    @Mixin
    private BackboneSpecFlags spec;

    @Mixin
    private JsonFlag json;

    @Override
    public Integer call() throws IOException {
        parent.kizu().begin();
        BackboneFile file = BackboneFile.read(BackboneStore.standard().resolve(backbone));
        BackboneInfoJson info = BackboneInfoJson.of(file, spec.said(), all);
        PrintStream out = parent.kizu().invocation().out();
        if (json.given()) {
            Json.print(info, out);
        } else {
            BackboneText.print(info, out);
        }
        return ExitCode.DONE;
    }
}
