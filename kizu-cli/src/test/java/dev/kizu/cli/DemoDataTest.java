package dev.kizu.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.kizu.dataset.IdxDataset;
import dev.kizu.dataset.OneClassTask;
import dev.kizu.image.Image;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoDataTest {
    private static final Path WHOLE = Path.of("/usr/share/datasets/fashion-mnist");

    @Test
    void sneakersAndAnkleBootsAreEmbedded() throws IOException {
        OneClassTask task = DemoData.load();
        assertThat(task.data()).isEqualTo("Fashion-MNIST (embedded: sneaker, ankle boot)");
        assertThat(task.normal()).isEqualTo("7");
        assertThat(task.anomaly()).isEqualTo("9");
        assertThat(task.train()).hasSize(6000).allMatch(DemoDataTest::isOfTheRightSize);
        assertThat(task.testNormal()).hasSize(1000).allMatch(DemoDataTest::isOfTheRightSize);
        assertThat(task.testAnomalous()).hasSize(1000).allMatch(DemoDataTest::isOfTheRightSize);
        assertThat(new HashSet<>(task.testNormal())).doesNotContainAnyElementsOf(task.testAnomalous());
    }

    @Test
    void embeddedImagesEqualTheOriginals() throws IOException {
        assumeThat(WHOLE).as("Debian's package dataset-fashion-mnist is not installed").isDirectory();
        OneClassTask embedded = DemoData.load();
        OneClassTask whole = IdxDataset.open(WHOLE).oneClassTask("7", "9");
        // Plain comparisons: a failure must not print thousands of images.
        assertThat(embedded.train().equals(whole.train())).isTrue();
        assertThat(embedded.testNormal().equals(whole.testNormal())).isTrue();
        assertThat(embedded.testAnomalous().equals(whole.testAnomalous())).isTrue();
    }

    @Test
    void theLicenceLiesBesideTheImages() throws IOException {
        String licence = new String(resource("LICENSE.txt"), StandardCharsets.UTF_8);
        assertThat(licence).contains("MIT License", "2017 Zalando SE", "THE SOFTWARE IS PROVIDED");
    }

    @ParameterizedTest
    @CsvSource({
        "train-images-idx3-ubyte.gz, 4000000",
        "train-labels-idx1-ubyte.gz, 1000",
        "t10k-images-idx3-ubyte.gz, 995000",
        "t10k-labels-idx1-ubyte.gz, 3000"
    })
    void filesStaySmallSoThatTheJarDoes(String name, int limit) throws IOException {
        assertThat(resource(name).length).isBetween(1, limit);
    }

    private static boolean isOfTheRightSize(Image image) {
        return image.channels() == 1 && image.height() == 28 && image.width() == 28;
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(DemoData.class.getResourceAsStream("fashion-mnist/" + name), name)) {
            return in.readAllBytes();
        }
    }
}
