package dev.kizu.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kizu.dataset.IdxDataset;
import dev.kizu.dataset.OneClassTask;
import dev.kizu.vae.TrainingListener;
import dev.kizu.vae.VaeOptions;
import dev.kizu.vae.VaeTrainer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Whatever is wrong: a message without a stack trace, the right exit code, and no folder left behind. */
class BadInputTest {
    private static final String IMAGES = "t10k-images-idx3-ubyte";
    private static final String LABELS = "t10k-labels-idx1-ubyte";

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

    private void replace(String file, byte[] bytes) throws IOException {
        Files.write(data.resolve(file), bytes);
    }

    private byte[] bytes(String file) throws IOException {
        return Files.readAllBytes(data.resolve(file));
    }

    private void zip() throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(bytes(IMAGES));
        }
        Files.delete(data.resolve(IMAGES));
        replace(IMAGES + ".gz", zipped.toByteArray());
    }

    private void assertDataRefused(String file, String... message) {
        Outcome outcome = experiment("--normal", "1", "--anomaly", "9");
        assertRefused(outcome, 1, message);
        assertThat(outcome.err()).contains(data.resolve(file).toString()).hasLineCount(1);
    }

    @Test
    void aFileInPlaceOfTheFolder() throws IOException {
        data = Files.createFile(folder.resolve("data.zip"));

        assertRefused(
                experiment("--normal", "1", "--anomaly", "9"), 1, data + " is a file, expected a folder", "download");
    }

    @Test
    void aTruncatedFile() throws IOException {
        replace(IMAGES, Arrays.copyOf(bytes(IMAGES), 5000));

        assertDataRefused(IMAGES, "ends too early, after 6 of 60 images", "truncated", "again");
    }

    @Test
    void anEmptyFile() throws IOException {
        replace(IMAGES, new byte[0]);

        assertDataRefused(IMAGES, "ends too early", "again");
    }

    @Test
    void aFileThatIsNoIdx() throws IOException {
        replace(IMAGES, "<html>not found</html>".getBytes(StandardCharsets.UTF_8));

        assertDataRefused(IMAGES, "not an IDX file of images", "begins with 3c68746d, expected 00000803", "again");
    }

    @Test
    void aHeaderThatAnnouncesImagesWithoutRows() throws IOException {
        byte[] bytes = bytes(IMAGES);
        Arrays.fill(bytes, 8, 12, (byte) 0);
        replace(IMAGES, bytes);

        assertDataRefused(IMAGES, "announces 0 rows, expected 1 to 65535", "again");
    }

    @Test
    void labelsUnderTheNameOfImages() throws IOException {
        replace(IMAGES, bytes(LABELS));

        assertDataRefused(IMAGES, "holds labels where images are expected", "right name");
    }

    @Test
    void imagesUnderTheNameOfLabels() throws IOException {
        replace(LABELS, bytes(IMAGES));

        assertDataRefused(LABELS, "holds images where labels are expected", "right name");
    }

    @Test
    void aTruncatedGzip() throws IOException {
        zip();
        byte[] zipped = bytes(IMAGES + ".gz");
        replace(IMAGES + ".gz", Arrays.copyOf(zipped, zipped.length / 2));

        assertDataRefused(IMAGES + ".gz", "ends too early", "truncated", "again");
    }

    @Test
    void aGzipWhoseSumIsWrong() throws IOException {
        zip();
        byte[] zipped = bytes(IMAGES + ".gz");
        zipped[zipped.length - 6] ^= 1;
        replace(IMAGES + ".gz", zipped);

        assertDataRefused(IMAGES + ".gz", "damaged", "again");
    }

    @Test
    void aGzipDamagedInside() throws IOException {
        zip();
        byte[] zipped = bytes(IMAGES + ".gz");
        for (int i = 1000; i < 1400; i++) {
            zipped[i] ^= (byte) 0xff;
        }
        replace(IMAGES + ".gz", zipped);

        assertDataRefused(IMAGES + ".gz", "again");
    }

    @Test
    void labelsThatDoNotMatchTheImages() throws IOException {
        byte[] labels = Arrays.copyOf(bytes(LABELS), 8 + 59);
        labels[7] = 59;
        replace(LABELS, labels);

        assertDataRefused(LABELS, "holds 60 images", "holds 59 labels", "one data set");
    }

    @Test
    void aStrideOfZero() {
        assertRefused(
                experiment("--normal", "1", "--anomaly", "9", "--stride", "0"),
                2,
                "--stride",
                "got '0', expected a whole number, at least 1");
    }

    @Test
    void aSinglePatch() {
        assertRefused(
                Outcome.of(
                        "experiment",
                        "--data",
                        data.toString(),
                        "--out",
                        out.toString(),
                        "--normal",
                        "1",
                        "--anomaly",
                        "9",
                        "--patches",
                        "1"),
                2,
                "patches is 1, expected at least 2");
    }

    @Test
    void noClassIsLeftForTheAnomalies() {
        assertRefused(experiment("--normal", "1,9", "--anomaly", "rest"), 2, "no anomalies", "present: 1, 9", "Leave");
    }

    @Test
    void anOutputFolderThatIsAFile() throws IOException {
        out = Files.writeString(folder.resolve("file"), "kept");

        assertRefused(
                experiment("--normal", "1", "--anomaly", "9"),
                1,
                "cannot write into the output folder " + out,
                "is a file, not a folder",
                "--out");
        assertThat(out).hasContent("kept");
    }

    @Test
    void anOutputFolderThatMayNotBeWritten() throws IOException {
        Path locked = Files.createDirectory(folder.resolve("locked"));
        assumeTrue(locked.toFile().setWritable(false) && !Files.isWritable(locked), "needs a user who is not root");
        out = locked.resolve("report");

        assertRefused(experiment("--normal", "1", "--anomaly", "9"), 1, "permission denied in " + out, "--out");
        assertThat(locked).isEmptyDirectory();
    }

    @Test
    void anOutputFolderWhereTheSystemAllowsNone() {
        assumeTrue(Files.isDirectory(Path.of("/proc")), "needs a file system that takes no folders");
        out = Path.of("/proc/kizu");

        assertRefused(experiment("--normal", "1", "--anomaly", "9"), 1, "/proc/kizu: ", "--out");
    }

    @Test
    void aLossThatIsNotANumberIsOneLineWithAdvice() throws IOException {
        OneClassTask task = IdxDataset.open(data).oneClassTask("1", "9");
        VaeOptions options = VaeOptions.article().withPatches(256).withEpochs(1).withLearningRate(1e30f);
        Throwable diverged = catchThrowable(() -> VaeTrainer.train(task.train(), options, TrainingListener.NONE));
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        CommandLine kizu = Kizu.commandLine(new Invocation(List.of("experiment"), stream, stream));

        int code = new Failures(stream).report(diverged, kizu.getSubcommands().get("experiment"));

        assertThat(code).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("kizu: training diverged in epoch 1 of 1: the loss is ")
                .contains("Use the preset robust", "a lower learning rate")
                .hasLineCount(1);
    }

    @Test
    void aClassWithoutImages() {
        assertRefused(experiment("--normal", "1", "--anomaly", "5"), 2, "class 5", "present: 1, 9", "Choose");
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
