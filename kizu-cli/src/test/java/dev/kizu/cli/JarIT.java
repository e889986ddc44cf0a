package dev.kizu.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JarIT {
    @TempDir
    private Path folder;

    @BeforeEach
    void writeDataSet() throws IOException {
        TinyIdx.write(folder.resolve("data"));
    }

    private static String[] experiment(String... more) {
        return experiment(1, more);
    }

    private static String[] experiment(int epochs, String... more) {
        List<String> args = new ArrayList<>(List.of(
                "experiment",
                "--data",
                "data",
                "--normal",
                "1",
                "--anomaly",
                "9",
                "--patches",
                "128",
                "--stride",
                "10",
                "--epochs",
                String.valueOf(epochs)));
        args.addAll(List.of(more));
        return args.toArray(String[]::new);
    }

    private static String quoted(List<String> command) {
        return "'" + String.join("' '", command) + "'";
    }

    @Test
    void theVersionIsTheManifests() throws Exception {
        Outcome outcome = JarOutcome.run(folder, JarOutcome.shortCommand("--version"));

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).matches("(?s)kizu \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\\R.*");
        assertThat(outcome.err()).isEmpty();
        assertThat(JarOutcome.run(folder, JarOutcome.shortCommand("--quiet", "--version"))
                        .out())
                .as("what picocli prints")
                .isEqualTo(outcome.out());
    }

    @Test
    void aVersionThatCannotBeWrittenIsAFailure() throws Exception {
        assumeThat(Path.of("/dev/full")).as("a device that is always full").exists();
        String shell = quoted(JarOutcome.shortCommand("--version")) + " > /dev/full";

        assertThat(JarOutcome.run(folder, List.of("/bin/sh", "-c", shell)).code())
                .isEqualTo(1);
    }

    @Test
    void aUsageErrorExitsWithTwoAndLeavesStandardOutputEmpty() throws Exception {
        Outcome outcome = JarOutcome.run(
                folder,
                JarOutcome.shortCommand(
                        "experiment", "--data", "data", "--normal", "1", "--anomaly", "9", "--stride", "0"));

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains("--stride", "'0'", "at least 1").hasLineCount(2);
    }

    @Test
    void aMissingFolderExitsWithOneAndOneLine() throws Exception {
        Outcome outcome = JarOutcome.run(
                folder, JarOutcome.shortCommand("experiment", "--data", "missing", "--normal", "1", "--anomaly", "9"));

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).startsWith("kizu: ").contains("missing").hasLineCount(1);
    }

    @Test
    void debugAddsTheStackTrace() throws Exception {
        Outcome outcome = JarOutcome.run(
                folder,
                JarOutcome.shortCommand(
                        "experiment", "--data", "missing", "--normal", "1", "--anomaly", "9", "--debug"));

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).contains("\tat dev.kizu.");
    }

    @Test
    void jsonAloneIsOnStandardOutputWithAndWithoutTheVectorModuleAndTheScoresAreTheSame() throws Exception {
        Outcome vector = JarOutcome.run(folder, JarOutcome.shortCommand(experiment("--json")));
        List<String> plain = new ArrayList<>(JarOutcome.shortCommand(experiment("--json")));
        plain.removeAll(List.of("--add-modules", "jdk.incubator.vector"));
        Outcome scalar = JarOutcome.run(folder, plain);

        assertThat(vector.code()).as(vector.err()).isZero();
        assertThat(scalar.code()).as(scalar.err()).isZero();
        JsonNode vectorJson = JsonMapper.shared().readTree(vector.out());
        JsonNode scalarJson = JsonMapper.shared().readTree(scalar.out());
        assertThat(scalarJson.get("scores")).isEqualTo(vectorJson.get("scores"));
        assertThat(Path.of(vectorJson.get("report").asString())).isAbsolute().isNotEmptyFile();
        assertThat(folder.resolve("kizu-experiment-report/index.html")).isNotEmptyFile();
    }

    /** With a fixed time the file is the same, byte for byte, for any number of threads and on either kernel. */
    @Test
    void theSameSeedDataAndOptionsGiveTheSameModelFile() throws Exception {
        List<String> vector = JarOutcome.shortCommand(experiment("--save", "one/model.onnx", "--threads", "1"));
        List<String> scalar =
                new ArrayList<>(JarOutcome.shortCommand(experiment("--save", "two/model.onnx", "--threads", "2")));
        scalar.removeAll(List.of("--add-modules", "jdk.incubator.vector"));
        Files.createDirectories(folder.resolve("moved"));
        Files.move(folder.resolve("data"), folder.resolve("moved/data"));
        scalar.set(scalar.indexOf("data"), "moved/data");
        for (List<String> command : List.of(scalar, vector)) {
            List<String> fixed = new ArrayList<>(List.of("/usr/bin/env", "SOURCE_DATE_EPOCH=1700000000"));
            fixed.addAll(command);
            Outcome outcome = JarOutcome.run(folder, fixed);
            assertThat(outcome.code()).as(outcome.err()).isZero();
            if (command == scalar) {
                Files.move(folder.resolve("moved/data"), folder.resolve("data"));
            }
        }

        assertThat(folder.resolve("one/model.onnx")).hasSameBinaryContentAs(folder.resolve("two/model.onnx"));
    }

    @Test
    @Tag("slow")
    void theDemoNeedsNothingButTheJar() throws Exception {
        Outcome outcome = JarOutcome.run(folder, JarOutcome.command("demo", "--json"));

        assertThat(outcome.code()).as(outcome.err()).isZero();
        JsonNode json = JsonMapper.shared().readTree(outcome.out());
        assertThat(json.get("scoring").get("images").asInt()).isEqualTo(2000);
        assertThat(folder.resolve("kizu-demo-report/index.html")).isNotEmptyFile();
    }

    @Test
    void aReaderThatGoesAwayIsNoCrash() throws Exception {
        String shell = quoted(JarOutcome.shortCommand("--help")) + " | true";

        Outcome outcome = JarOutcome.run(folder, List.of("/bin/sh", "-c", shell));

        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void jsonThatCannotBeWrittenIsAFailure() throws Exception {
        assumeThat(Path.of("/dev/full")).as("a device that is always full").exists();
        String shell = quoted(JarOutcome.shortCommand(experiment("--json", "--quiet"))) + " > /dev/full";

        Outcome outcome = JarOutcome.run(folder, List.of("/bin/sh", "-c", shell));

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err())
                .startsWith("kizu: could not write the JSON to standard output")
                .hasLineCount(1);
    }

    @Test
    void onATerminalThereIsABar() throws Exception {
        assumeThat(Path.of("/usr/bin/script"))
                .as("the program script, which makes a terminal")
                .exists();
        String run = quoted(JarOutcome.shortCommand(experiment()));

        Outcome outcome = JarOutcome.run(folder, List.of("/usr/bin/script", "-q", "-e", "-c", run, "/dev/null"));

        assertThat(outcome.code()).as(outcome.out()).isZero();
        assertThat(outcome.out()).containsPattern("\rTraining \\[#+] 100 %").containsPattern("\rScoring \\[#+] 100 %");
    }

    @Test
    void stoppedWhileItTrainsItLeavesNothingBehind() throws Exception {
        Path err = folder.resolve("err.txt");
        Process process = new ProcessBuilder(JarOutcome.shortCommand(experiment(100_000, "--out", "new/report")))
                .directory(folder.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(err.toFile())
                .start();
        try {
            waitFor(process, err, "Training: ");
            assertThat(folder.resolve("new/report")).isEmptyDirectory();
            process.destroy();

            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).isEqualTo(128 + 15);
            assertThat(folder.resolve("new")).doesNotExist();
            assertThat(Files.readString(err)).doesNotContain("\tat ");
        } finally {
            process.destroyForcibly();
        }
    }

    private static void waitFor(Process process, Path file, String text) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (!Files.readString(file, StandardCharsets.UTF_8).contains(text)) {
            assertThat(process.isAlive()).as(Files.readString(file)).isTrue();
            assertThat(System.nanoTime())
                    .as("time for the first line of progress")
                    .isLessThan(deadline);
            Thread.sleep(100);
        }
    }

    @Test
    void theJarHoldsNoNativeLibraryButThatOfOnnxRuntimeAndNamesItsLicences() throws IOException {
        try (JarFile jar = new JarFile(JarOutcome.JAR.toFile())) {
            assertThat(jar.stream().map(entry -> entry.getName()))
                    .noneMatch(name -> !name.startsWith("ai/onnxruntime/native/")
                            && (name.endsWith(".so") || name.endsWith(".dll") || name.endsWith(".jnilib")))
                    .noneMatch(name -> name.endsWith("module-info.class"))
                    .contains("META-INF/LICENSE", "META-INF/NOTICE", "META-INF/THIRD-PARTY.txt");
            assertThat(jar.getManifest().getMainAttributes().getValue("Main-Class"))
                    .isEqualTo(Main.class.getName());
        }
    }
}
