package dev.kizu.cli;

import dev.kizu.features.backbone.BackboneStore;
import dev.kizu.features.backbone.Catalogue;
import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code kizu backbone list}. */
@Command(
        name = "list",
        header = "Tells the backbones in your store, and those that can be downloaded.",
        description = {"", "Nothing is fetched for this, unless the catalogue is at an address.", ""})
final class BackboneListCommand implements Callable<Integer> {
    @ParentCommand
    private BackboneCommand parent;

    @Option(
            names = "--catalogue",
            paramLabel = "FILE|URL",
            description = "Another catalogue than the one that comes with Kizu.")
    private @Nullable String catalogue;

    @Mixin
    private JsonFlag json;

    @Override
    public Integer call() throws IOException {
        parent.kizu().begin();
        BackboneStore store = BackboneStore.standard();
        Catalogue known = catalogue == null ? Catalogue.builtIn() : Catalogue.read(catalogue);
        BackboneListJson list = BackboneListJson.of(store, known);
        PrintStream out = parent.kizu().invocation().out();
        if (json.given()) {
            Json.print(list, out);
        } else {
            BackboneText.print(list, out);
        }
        return ExitCode.DONE;
    }
}
