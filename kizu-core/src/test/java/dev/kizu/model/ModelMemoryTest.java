package dev.kizu.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.kizu.patch.PatchSpec;
import dev.kizu.random.CounterRandom;
import dev.kizu.score.Aggregation;
import dev.kizu.score.ScoreKind;
import dev.kizu.vae.Vae;
import dev.kizu.vae.VaeStructure;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Memory for loading a model is in proportion to its file, and sizes that would take far more are refused before it is taken. */
class ModelMemoryTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /**
     * Times the file's size that loading allocates: the file itself, all values on the way, the network's own copy, a layer's folded copy,
     * the packed copy, and for the comparison of the graph all values and its constants.
     */
    private static final int COPIES = 7;

    @TempDir
    private Path folder;

    private static ModelContent untrained(int filters, int latent) {
        VaeStructure structure = new VaeStructure(new PatchSpec(16, 16, 1), 2, filters, latent, 0.004f);
        int size = 0;
        for (List<Long> shape : structure.tensorShapes().values()) {
            size += (int) shape.stream().mapToLong(Long::longValue).reduce(1, (a, b) -> a * b);
        }
        CounterRandom random = new CounterRandom(1, "untrained");
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.unit(i, 0);
        }
        return new ModelContent(
                Vae.of(structure, values),
                2,
                Aggregation.top(1),
                ScoreKind.ELBO,
                0.01,
                null,
                null,
                Provenance.unknown());
    }

    private long excess(int filters, int latent, int copies) throws IOException {
        Path file = folder.resolve(filters + ".onnx");
        ModelFile.save(untrained(filters, latent), file);
        ModelFile.load(file);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        ModelFile.load(file);
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        return allocated - copies * Files.size(file);
    }

    @Test
    void aModelOfTenMegabytesTakesAFewTimesItsSize() throws IOException {
        assertThat(ModelFile.toBytes(untrained(64, 600)).length).isGreaterThan(9_000_000);
        assertThat(excess(64, 600, COPIES)).isLessThan(4L << 20);
    }

    @Test
    void aModelOfTheArticlesSizeTakesAtMost64MegabytesMoreThanItsFile() throws IOException {
        assertThat(excess(16, 2, 1)).isLessThan(64L << 20);
    }

    @ParameterizedTest
    @CsvSource({
        "4, 65536, 0, 0, the patch's width is 65536",
        "40000, 2, 0, 0, the patch's height is 40000",
        "2048, 4, 65536, 4, the number of windows along the image's height"
    })
    void sizesWhoseConstantsWouldBeHugeAreRefused(int height, int width, int rows, int columns, String message) {
        VaeStructure structure = new VaeStructure(new PatchSpec(height, width, 1), 1, 1, 1, 0.004f);

        assertThatThrownBy(() -> ModelFile.checkLimits(structure, 1, rows, columns))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a model file holds at most")
                .satisfies(e -> assertThat(e.getMessage().replace(",", "")).contains(message));
    }

    @Test
    void weightsThatNoFileHoldsAreRefused() {
        VaeStructure structure = new VaeStructure(new PatchSpec(16, 16, 1), 2, 512, 4096, 0.004f);

        assertThatThrownBy(() -> ModelFile.checkLimits(structure, 1, 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Use fewer filters");
    }
}
