package dev.kizu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ends real processes in the middle of their work. */
@Tag("slow")
class InspectKilledTest {
    private static final int PICTURES = 200;
    private static final int KILLS = 20;
    private static final long SEED = 11;

    @TempDir
    private Path folder;

    private Path model;
    private Path pictures;

    @BeforeEach
    void draw() throws IOException {
        model = Parts.model(Parts.training(folder.resolve("good")), folder.resolve("parts.onnx"));
        pictures = folder.resolve("pictures");
        for (int i = 0; i < PICTURES; i++) {
            Parts.write(pictures.resolve("%d/%03d.png".formatted(i % 3, i)), i, i % 4 == 0);
        }
        Files.write(pictures.resolve("1/damaged.png"), new byte[10]);
    }

    private Process start(Path out, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName(),
                "inspect",
                model.toString(),
                pictures.toString(),
                "--out",
                out.toString(),
                "--overlay",
                "all",
                "--map",
                "npy",
                "--mask",
                "-q"));
        command.addAll(List.of(more));
        // A build in the background ignores Ctrl-C, and what it starts would too.
        List<String> heeding = List.of("env", "--default-signal=INT");
        if (succeeds(heeding, "true")) {
            command.addAll(0, heeding);
        }
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
    }

    /** Older systems have no such {@code env}. */
    private static boolean succeeds(List<String> prefix, String program) {
        List<String> command = new ArrayList<>(prefix);
        command.add(program);
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private int end(Process process) throws Exception {
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }

    private static long lines(Path out) throws IOException {
        Path file = out.resolve("results.jsonl");
        if (!Files.exists(file)) {
            return 0;
        }
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                .chars()
                .filter(c -> c == '\n')
                .count();
    }

    @Test
    void resultsAreThoseOfAnUninterruptedRunHoweverOftenItWasKilled() throws Exception {
        Path whole = folder.resolve("whole");
        assertThat(end(start(whole))).isEqualTo(1);
        Path out = folder.resolve("killed");
        Random random = new Random(SEED);
        int inWork = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            long before = lines(out);
            Process process = start(out, "--resume");
            int wait = random.nextInt(PICTURES / KILLS);
            while (process.isAlive() && lines(out) < before + wait) {
                Thread.sleep(1);
            }
            TimeUnit.MICROSECONDS.sleep(random.nextInt(20_000));
            inWork += process.isAlive() ? 1 : 0;
            process.destroyForcibly();
            process.waitFor();
        }

        assertThat(end(start(out, "--resume"))).isEqualTo(1);

        assertThat(inWork).as("kills in the middle of work, seed " + SEED).isGreaterThan(KILLS / 2);
        Map<String, String> expected = Results.of(whole);
        Map<String, String> actual = Results.of(out);
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        for (String name : expected.keySet()) {
            assertThat(actual.get(name).equals(expected.get(name))).as(name).isTrue();
        }
    }

    @Test
    void interruptOfAWatchThatIsToFailOnAnomaliesKeepsItsExitCode() throws Exception {
        Path out = folder.resolve("failing");
        Process process = start(out, "--watch", "--settle", "0.1", "--fail-on-anomaly");
        while (process.isAlive() && lines(out) < 10) {
            Thread.sleep(5);
        }

        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();

        assertThat(end(process)).isEqualTo(ExitCode.ANOMALY);
        assertThat(Files.readString(folder.resolve("log"))).contains("anomalous", "Results: ");
        assertThat(Csv.parse(Files.readString(out.resolve("results.csv")))).hasSize((int) lines(out) + 1);
    }

    @Test
    void watchEndsOnInterruptWithItsSummaryAndWholeResults() throws Exception {
        Path out = folder.resolve("watched");
        Process process = start(out, "--watch", "--settle", "0.1");
        while (process.isAlive() && lines(out) < 10) {
            Thread.sleep(5);
        }

        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();

        assertThat(end(process)).isEqualTo(130);
        String[] log = Files.readString(folder.resolve("log")).split("\n", -1);
        long done = lines(out);
        assertThat(log).anyMatch(line -> line.startsWith("%d pictures: ".formatted(done)));
        assertThat(Csv.parse(Files.readString(out.resolve("results.csv")))).hasSize((int) done + 1);
    }
}
