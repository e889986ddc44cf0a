package dev.kizu.cli;

import dev.kizu.cli.progress.DownloadProgress;
import dev.kizu.cli.progress.Progress;
import dev.kizu.features.backbone.BackboneStore;
import dev.kizu.features.backbone.Catalogue;
import dev.kizu.features.backbone.CatalogueEntry;
import dev.kizu.features.backbone.StoredBackbone;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code kizu backbone download}. */
@Command(
        name = "download",
        header = "Fetches a backbone of the catalogue into your store.",
        description = {
            "",
            "It comes from where it is published, its sum is checked, and its licence is told. One that is there already is left alone.",
            ""
        })
final class BackboneDownloadCommand implements Callable<Integer> {
    @ParentCommand
    private BackboneCommand parent;

    @Parameters(paramLabel = "NAME", description = "One of those that 'kizu backbone list' tells.")
    private String name;

    @Option(
            names = "--catalogue",
            paramLabel = "FILE|URL",
            description = "Another catalogue than the one that comes with Kizu.")
    private @Nullable String catalogue;

    @Mixin
    private JsonFlag json;

    @Override
    public Integer call() throws IOException {
        Kizu kizu = parent.kizu();
        kizu.begin();
        CatalogueEntry entry = (catalogue == null ? Catalogue.builtIn() : Catalogue.read(catalogue)).named(name);
        kizu.say("%s from %s, licence %s".formatted(entry.name(), entry.address(), entry.licence()));
        StoredBackbone stored;
        try (Progress progress = kizu.progress()) {
            stored = BackboneStore.standard().download(entry, new DownloadProgress(progress));
        }
        BackboneText.print(stored, json.given(), kizu.invocation().out());
        return ExitCode.DONE;
    }
}
