package dev.kizu.cli;

import dev.kizu.features.backbone.Provider;
import dev.kizu.features.backbone.RunOptions;
import dev.kizu.features.model.FeatureInspector;
import dev.kizu.features.model.FeatureModelFile;
import dev.kizu.features.model.LoadedFeatureModel;
import dev.kizu.inspect.Inspector;
import dev.kizu.inspect.PartInspector;
import dev.kizu.model.LoadedInspection;
import dev.kizu.model.ModelFile;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A model of parts that was opened to inspect by, whatever its method.
 *
 * @param inspector inspects by it
 * @param digest the model's digest
 */
record PartFile(PartInspector inspector, String digest) implements AutoCloseable {
    /** Kizu takes pictures side by side; each is then one thread's. */
    private static final int THREADS = 1;

    /** Opens a model, to be run by the processor. */
    static PartFile open(Path file) throws IOException {
        return open(file, Provider.CPU);
    }

    /**
     * Opens a model.
     *
     * @param provider what runs a pretrained network; of no matter to other models
     * @throws IOException if it cannot be read, or is no model of parts; the message says why
     */
    static PartFile open(Path file, Provider provider) throws IOException {
        if (FeatureModelFile.isOne(file)) {
            LoadedFeatureModel loaded = FeatureModelFile.load(file);
            return new PartFile(
                    FeatureInspector.open(loaded.model(), new RunOptions(THREADS, provider)), loaded.digest());
        }
        LoadedInspection loaded = ModelFile.loadInspection(file);
        return new PartFile(new Inspector(loaded.model()), loaded.digest());
    }

    @Override
    public void close() {
        inspector.close();
    }
}
