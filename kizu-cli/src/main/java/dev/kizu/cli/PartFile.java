package dev.kizu.cli;

import dev.kizu.features.backbone.Provider;
import dev.kizu.features.backbone.RunOptions;
import dev.kizu.features.model.BankSearch;
import dev.kizu.features.model.FeatureInspector;
import dev.kizu.features.model.FeatureModelFile;
import dev.kizu.features.model.LoadedFeatureModel;
import dev.kizu.inspect.Inspector;
import dev.kizu.inspect.PartInspector;
import dev.kizu.model.LoadedInspection;
import dev.kizu.model.ModelFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A model of parts that was opened to inspect by, whatever its method.
 *
 * @param inspector inspects by it
 * @param digest the model's digest
 * @param search how its bank is searched, exact or by an index; null for a model without a bank
 */
record PartFile(
        PartInspector inspector, String digest, @Nullable BankSearch search) implements AutoCloseable {
    /** Kizu takes pictures side by side; each is then one thread's. */
    private static final int THREADS = 1;

    /**
     * Opens a model.
     *
     * @param provider what runs a pretrained network
     * @param search how a bank is searched
     * @throws IllegalArgumentException if the model has no network, and the provider is not the processor; or no bank, and a search was asked for
     * @throws IOException if it cannot be read, or is no model of parts; the message says why
     */
    static PartFile open(Path file, Provider provider, BankSearch search) throws IOException {
        if (FeatureModelFile.isOne(file)) {
            Logging.quietJVector();
            LoadedFeatureModel loaded = FeatureModelFile.load(file);
            FeatureInspector opened = FeatureInspector.open(loaded.model(), new RunOptions(THREADS, provider), search);
            return new PartFile(opened, loaded.digest(), opened.search());
        }
        LoadedInspection loaded = ModelFile.loadInspection(file);
        checkOwn(file, provider, search);
        return new PartFile(new Inspector(loaded.model()), loaded.digest(), null);
    }

    /** Checks what is to run a model that Kizu computes itself. */
    static void checkOwn(Path file, Provider provider, BankSearch search) {
        if (provider != Provider.CPU) {
            throw new IllegalArgumentException(
                    "--provider %s is for models on features (padim, patchcore, both and auto), and %s is none: Kizu computes it itself, on the processor. Leave it out"
                            .formatted(provider.name().toLowerCase(Locale.ROOT), file));
        }
        if (search != BankSearch.AUTO) {
            throw new IllegalArgumentException(
                    "--search %s is for models with a bank (patchcore, both and auto), and %s has none. Leave it out"
                            .formatted(search.name().toLowerCase(Locale.ROOT), file));
        }
    }

    @Override
    public void close() {
        inspector.close();
    }
}
