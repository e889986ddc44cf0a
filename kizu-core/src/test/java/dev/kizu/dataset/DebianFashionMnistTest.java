package dev.kizu.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Real files, as Debian's package dataset-fashion-mnist installs them. */
class DebianFashionMnistTest {
    private static final Path FOLDER = Path.of("/usr/share/datasets/fashion-mnist");

    @Test
    void sneakersAgainstAnkleBootsAreThere() throws IOException {
        assumeThat(FOLDER).as("Debian's package dataset-fashion-mnist is not installed").isDirectory();
        OneClassTask task = IdxDataset.open(FOLDER).oneClassTask("7", "9");
        assertThat(task.train()).hasSize(6000);
        assertThat(task.testNormal()).hasSize(1000);
        assertThat(task.testAnomalous()).hasSize(1000);
        assertThat(task.train()).allMatch(image -> image.height() == 28 && image.width() == 28);
        assertThat(task.train().get(0).get(0, 0, 0)).isZero();
        assertThat(task.train()).anyMatch(image -> image.get(0, 14, 14) > 0.5f);
    }
}
