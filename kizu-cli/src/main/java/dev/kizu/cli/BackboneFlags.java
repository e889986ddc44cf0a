package dev.kizu.cli;

import dev.kizu.features.backbone.BackboneChoice;
import dev.kizu.features.backbone.BackboneFile;
import dev.kizu.features.backbone.BackboneSpec;
import dev.kizu.features.backbone.BackboneStore;
import dev.kizu.features.backbone.Provider;
import dev.kizu.features.backbone.RunOptions;
import dev.kizu.features.backbone.StoredBackbone;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of a pretrained network. */
final class BackboneFlags {
    @Option(
            names = "--backbone",
            paramLabel = "NAME|FILE",
            description =
                    "The pretrained network: an ONNX file, or a name out of 'kizu backbone list' (default: the one that is there).")
    private @Nullable String backbone;

    @Mixin
    private BackboneSpecFlags spec;

    @Option(
            names = "--provider",
            paramLabel = "cpu|cuda",
            converter = Convert.ProviderName.class,
            defaultValue = "cpu",
            description =
                    "What computes the network: the processor, or a graphics card, which takes another build of ONNX Runtime "
                            + "(default: ${DEFAULT-VALUE}).")
    private Provider provider;

    /** Whether a backbone was named. */
    boolean given() {
        return backbone != null;
    }

    /** Whether the store has one or more. */
    boolean stored() throws IOException {
        return !BackboneStore.standard().list().isEmpty();
    }

    /** Whether any of these options was given; then they have to be of use. */
    boolean any() {
        return given() || spec.given() || provider != Provider.CPU;
    }

    /**
     * The backbone, read and checked.
     *
     * @throws IllegalArgumentException if none was named
     * @throws IOException if it is not there, or cannot be used
     */
    BackboneChoice choice() throws IOException {
        BackboneStore store = BackboneStore.standard();
        BackboneFile file = BackboneFile.read(backbone == null ? onlyOne(store) : store.resolve(backbone));
        return BackboneChoice.of(file, spec.said());
    }

    /** There is no need to name one where there is no other. */
    private static Path onlyOne(BackboneStore store) throws IOException {
        List<StoredBackbone> stored = store.list();
        if (stored.size() != 1) {
            throw new IllegalArgumentException(
                    "no backbone was given; name one with --backbone: an ONNX file%s. See 'kizu backbone --help'"
                            .formatted(
                                    stored.isEmpty()
                                            ? ", or get one by 'kizu backbone download' or 'kizu backbone add'"
                                            : " or one of "
                                                    + String.join(
                                                            ", ",
                                                            stored.stream()
                                                                    .map(StoredBackbone::name)
                                                                    .toList())));
        }
        return stored.get(0).file();
    }

    /** What is said of it, for who reads the file otherwise. */
    BackboneSpec said() {
        return spec.said();
    }

    /** How it is to be run. */
    RunOptions run() {
        return RunOptions.standard().withProvider(provider);
    }
}
