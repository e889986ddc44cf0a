package dev.kizu.cli;

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
    /**
     * Opens a model.
     *
     * @throws IOException if it cannot be read, or is no model of parts; the message says why
     */
    static PartFile open(Path file) throws IOException {
        LoadedInspection loaded = ModelFile.loadInspection(file);
        return new PartFile(new Inspector(loaded.model()), loaded.digest());
    }

    @Override
    public void close() {
        inspector.close();
    }
}
