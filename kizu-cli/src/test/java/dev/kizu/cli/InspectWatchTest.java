package dev.kizu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class InspectWatchTest extends InspectedPictures {
    @Test
    void watchTakesPicturesThatArriveAndWaitsForHalfWrittenOnes() throws Exception {
        Path arriving = Files.createDirectories(folder.resolve("arriving"));
        Parts.write(arriving.resolve("first.png"), 7, false);
        byte[] second = Parts.png(8, true, 64, 64);
        Files.write(arriving.resolve("second.png"), Arrays.copyOf(second, 900));
        Thread camera = new Thread(() -> {
            try {
                // By then the half of the second has been looked at as well.
                while (!Files.exists(out.resolve("results.jsonl")) || lines().isEmpty()) {
                    Thread.sleep(5);
                }
                Parts.write(arriving.resolve("sub/third.png"), 9, false);
                Files.write(arriving.resolve("second.png"), second);
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        camera.start();

        Outcome outcome = inspect(arriving, "--watch", "--settle", "0.3", "--idle-exit", "0.5");
        camera.join();

        assertThat(lines())
                .extracting(line -> arriving.relativize(Path.of(line.get("file").asString())) + " "
                        + line.get("verdict").asString())
                .containsExactlyInAnyOrder("first.png normal", "second.png anomalous", "sub/third.png normal");
        assertThat(outcome.code()).isZero();

        assertThat(inspect(arriving, "--watch", "--settle", "0.05", "--idle-exit", "0.1", "--resume")
                        .code())
                .isZero();
        assertThat(lines()).hasSize(3);
    }

    @Test
    void watchReportsPicturesThatStayDamagedOnce() throws IOException {
        Outcome outcome = inspect("--watch", "--settle", "0.02", "--idle-exit", "0.1");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err().lines()).singleElement().asString().contains("c.png");
        assertThat(lines()).hasSize(4);
    }
}
