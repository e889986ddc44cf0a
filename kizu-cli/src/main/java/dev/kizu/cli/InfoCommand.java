package dev.kizu.cli;

import dev.kizu.model.LoadedModel;
import dev.kizu.model.ModelFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code kizu info}. */
@Command(
        name = "info",
        description = {"", "The network, how it scores, how its threshold was chosen, and what it was trained on.", ""})
final class InfoCommand implements Callable<Integer> {
    @ParentCommand
    private Kizu kizu;

    @Parameters(paramLabel = "MODEL", description = "A model that --save has written.")
    private Path model;

    @Mixin
    private JsonFlag json;

    @Override
    public Integer call() throws IOException {
        kizu.begin();
        LoadedModel loaded = ModelFile.load(model);
        InfoJson info = InfoJson.of(model, loaded);
        if (json.given()) {
            Json.print(info, kizu.invocation().out());
        } else {
            InfoText.print(info, kizu.invocation().out());
        }
        return ExitCode.DONE;
    }
}
