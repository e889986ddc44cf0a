package dev.kizu.cli;

import dev.kizu.features.backbone.Provider;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --provider}, for commands that take a model. */
final class ProviderFlag {
    @Option(
            names = "--provider",
            paramLabel = "cpu|cuda",
            converter = Convert.ProviderName.class,
            defaultValue = "cpu",
            description =
                    "What computes a model on features: the processor, or a graphics card, which takes another build of ONNX Runtime "
                            + "(default: ${DEFAULT-VALUE}).")
    private Provider provider;

    /**
     * Opens a model to be computed by it.
     *
     * @throws IllegalArgumentException if that cannot compute such a model
     * @throws IOException if the model cannot be read, is no model of parts, or what is to compute it is not there
     */
    PartFile open(Path model) throws IOException {
        return PartFile.open(model, provider);
    }

    /**
     * Checks that a model is not meant to be computed by something that cannot.
     *
     * @param model the file of a model that Kizu computes itself
     */
    void checkOwn(Path model) {
        PartFile.checkOwn(model, provider);
    }
}
