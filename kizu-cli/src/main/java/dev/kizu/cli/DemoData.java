package dev.kizu.cli;

import dev.kizu.dataset.DatasetException;
import dev.kizu.dataset.IdxDataset;
import dev.kizu.dataset.IdxSource;
import dev.kizu.dataset.OneClassTask;
import java.io.IOException;
import java.io.InputStream;

/**
 * The images inside the jar: Fashion-MNIST's sneakers (6,000 for training, 1,000 for test) and ankle boots (1,000 for test), by
 * Zalando SE, MIT licence.
 */
final class DemoData {
    static final String NAME = "Fashion-MNIST (embedded: sneaker, ankle boot)";

    private static final String FOLDER = "fashion-mnist/";

    private DemoData() {}

    /** Reads the task: sneakers (class 7) are normal, ankle boots (class 9) anomalous. */
    static OneClassTask load() throws IOException {
        return IdxDataset.of(
                        NAME,
                        source("train-images-idx3-ubyte.gz"),
                        source("train-labels-idx1-ubyte.gz"),
                        source("t10k-images-idx3-ubyte.gz"),
                        source("t10k-labels-idx1-ubyte.gz"))
                .oneClassTask("7", "9");
    }

    private static IdxSource source(String name) {
        return new IdxSource("embedded " + name, () -> {
            InputStream stream = DemoData.class.getResourceAsStream(FOLDER + name);
            if (stream == null) {
                throw new DatasetException("%s%s is missing from the jar; build it again".formatted(FOLDER, name));
            }
            return stream;
        });
    }
}
