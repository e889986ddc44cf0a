package dev.kizu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is wrong: a message without a stack trace, the right exit code, and no folder left behind. */
class BadInputTest {
    @TempDir
    private Path folder;

    private Path data;
    private Path out;

    @BeforeEach
    void writeDataSet() throws IOException {
        data = folder.resolve("data");
        out = folder.resolve("new/report");
        TinyIdx.write(data);
    }

    private Outcome experiment(String... more) {
        List<String> args = new ArrayList<>(List.of(
                "experiment",
                "--data",
                data.toString(),
                "--out",
                out.toString(),
                "--patches",
                "2000",
                "--epochs",
                "1"));
        args.addAll(Arrays.asList(more));
        return Outcome.of(args.toArray(String[]::new));
    }

    private void assertRefused(Outcome outcome, int code, String... message) {
        assertThat(outcome.code()).isEqualTo(code);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).startsWith("kizu: ").contains(message).doesNotContain("\tat ");
        assertThat(folder.resolve("new")).doesNotExist();
    }

    @Test
    void aMissingFolder() {
        data = folder.resolve("missing");

        assertRefused(experiment("--normal", "1", "--anomaly", "9"), 1, data.toString());
    }

    @Test
    void aFolderWithoutIdxFiles() throws IOException {
        data = Files.createDirectory(folder.resolve("empty"));

        assertRefused(experiment("--normal", "1", "--anomaly", "9"), 1, data.toString(), "train-images-idx3-ubyte");
    }

    @Test
    void aTruncatedFile() throws IOException {
        Path images = data.resolve("t10k-images-idx3-ubyte");
        Files.write(images, Arrays.copyOf(Files.readAllBytes(images), 5000));

        assertRefused(experiment("--normal", "1", "--anomaly", "9"), 1, images.toString());
    }

    @Test
    void aClassWithoutImages() {
        assertRefused(experiment("--normal", "1", "--anomaly", "5"), 2, "class 5");
    }

    @Test
    void aClassThatIsNoNumber() {
        assertRefused(experiment("--normal", "one", "--anomaly", "9"), 2, "one");
    }

    @Test
    void anOutputFolderBelowAFileIsRefusedBeforeTraining() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        out = file.resolve("report");

        assertRefused(
                experiment("--normal", "1", "--anomaly", "9"),
                1,
                "cannot write into the output folder " + out,
                "--out");
    }

    @Test
    void aPatchLargerThanTheImage() {
        assertRefused(experiment("--normal", "1", "--anomaly", "9", "--patch", "32x8"), 2, "32", "28");
    }

    @Test
    void aPatchThatTheDepthDoesNotDivide() {
        assertRefused(experiment("--normal", "1", "--anomaly", "9", "--patch", "6x8"), 2, "6", "4");
    }
}
