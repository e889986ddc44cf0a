package dev.kizu.cli;

import dev.kizu.features.backbone.Provider;
import dev.kizu.features.model.BankSearch;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** How a model on features is run, for commands that take a model. */
final class RunFlags {
    @Option(
            names = "--provider",
            paramLabel = "cpu|cuda",
            converter = Convert.ProviderName.class,
            defaultValue = "cpu",
            description =
                    "What computes a model on features: the processor, or a graphics card, which takes another build of ONNX Runtime "
                            + "(default: ${DEFAULT-VALUE}).")
    private Provider provider;

    @Option(
            names = "--search",
            paramLabel = "exact|index|auto",
            converter = Convert.SearchName.class,
            defaultValue = "auto",
            description =
                    "How PatchCore finds the nearest entries of its bank: exact holds features against all, index looks at few and now and then misses the nearest, "
                            + "auto takes the index where the model has one, as those with banks of 20,000 entries and more do, and the processor computes (default: ${DEFAULT-VALUE}).")
    private BankSearch search;

    /**
     * Opens a model to be run so.
     *
     * @throws IllegalArgumentException if such a model cannot be
     * @throws IOException if the model cannot be read, is no model of parts, or what is to compute it is not there
     */
    PartFile open(Path model) throws IOException {
        return PartFile.open(model, provider, search);
    }

    /**
     * Checks that a model is not meant to be run as it cannot.
     *
     * @param model the file of a model that Kizu computes itself
     */
    void checkOwn(Path model) {
        PartFile.checkOwn(model, provider, search);
    }
}
