package dev.kizu.cli;

import dev.kizu.features.model.FeatureModelFile;
import dev.kizu.model.LoadedFile;
import dev.kizu.model.LoadedInspection;
import dev.kizu.model.LoadedModel;
import dev.kizu.model.ModelFile;
import java.io.IOException;
import java.io.PrintStream;
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

    @Parameters(paramLabel = "MODEL", description = "A model that Kizu has saved.")
    private Path model;

    @Mixin
    private JsonFlag json;

    @Override
    public Integer call() throws IOException {
        kizu.begin();
        PrintStream out = kizu.invocation().out();
        if (FeatureModelFile.isOne(model)) {
            print(InspectionInfoJson.of(model, FeatureModelFile.load(model)), out);
            return ExitCode.DONE;
        }
        LoadedFile loaded = ModelFile.loadAny(model);
        if (loaded instanceof LoadedInspection inspection) {
            print(InspectionInfoJson.of(model, inspection), out);
        } else {
            InfoJson info = InfoJson.of(model, (LoadedModel) loaded);
            if (json.given()) {
                Json.print(info, out);
            } else {
                InfoText.print(info, out);
            }
        }
        return ExitCode.DONE;
    }

    private void print(InspectionInfoJson info, PrintStream out) {
        if (json.given()) {
            Json.print(info, out);
        } else {
            InspectionInfoText.print(info, out);
        }
    }
}
