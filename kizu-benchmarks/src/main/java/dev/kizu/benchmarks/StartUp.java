package dev.kizu.benchmarks;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * How long the command takes to start, beside a Java program that does nothing. Both run in turn, as processes of their own, and the
 * medians are compared. Prints a Markdown table.
 *
 * <p>Run it with {@code java -cp kizu-benchmarks/target/benchmarks.jar dev.kizu.benchmarks.StartUp [LAUNCHER | JAVA_HOME]...}: the
 * launchers to measure, {@code ./kizu} unless others are given, each with every JDK, the one that runs this unless others are given.
 */
public final class StartUp {
    private static final int ROUNDS = 41;
    private static final int SCORING_ROUNDS = 7;

    private StartUp() {}

    /** A command to measure: until it ends, or until it prints a line that begins in a certain way. */
    private record Run(String name, List<String> command, Path javaHome, String until) {
        double milliseconds() throws IOException, InterruptedException {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("JAVA_HOME", javaHome.toString());
            long start = System.nanoTime();
            Process process = builder.start();
            process.getOutputStream().close();
            long seen = 0;
            StringBuilder output = new StringBuilder();
            try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (seen == 0 && !until.isEmpty() && line.startsWith(until)) {
                        seen = System.nanoTime();
                    }
                    output.append(line).append('\n');
                }
            }
            int code = process.waitFor();
            long end = until.isEmpty() ? System.nanoTime() : seen;
            if (code != 0 || end == 0) {
                throw new IOException("%s ended with exit code %d%s:%n%s"
                        .formatted(command, code, end == 0 ? ", without '" + until + "'" : "", output));
            }
            return (end - start) * 1e-6;
        }
    }

    /** Measures and prints. */
    public static void main(String[] args) throws IOException, InterruptedException {
        List<Path> launchers = new ArrayList<>();
        List<Path> javaHomes = new ArrayList<>();
        for (String arg : args) {
            (Files.isDirectory(Path.of(arg)) ? javaHomes : launchers)
                    .add(Path.of(arg).toAbsolutePath());
        }
        if (launchers.isEmpty()) {
            launchers.add(Path.of("kizu").toAbsolutePath());
        }
        if (javaHomes.isEmpty()) {
            javaHomes.add(Path.of(System.getProperty("java.home")));
        }
        Path folder = Files.createTempDirectory("kizu-start-up");
        try {
            writeEmptyMain(folder);
            writeImages(folder.resolve("data"));
            System.out.println("| Java | command | median, ms | least, ms | times the empty program |");
            System.out.println("|---|---|---|---|---|");
            for (Path javaHome : javaHomes) {
                measure(javaHome, launchers, folder);
            }
        } finally {
            delete(folder);
        }
    }

    private static void measure(Path javaHome, List<Path> launchers, Path folder)
            throws IOException, InterruptedException {
        Run empty = new Run(
                "empty program",
                List.of(javaHome.resolve("bin/java").toString(), "-cp", folder.toString(), "Empty"),
                javaHome,
                "");
        List<Run> answers = new ArrayList<>(List.of(empty));
        List<Run> scorings = new ArrayList<>(List.of(empty));
        for (Path launcher : launchers) {
            for (String option : List.of("--version", "--help")) {
                answers.add(new Run(launcher + " " + option, List.of(launcher.toString(), option), javaHome, ""));
            }
            List<String> experiment = List.of(
                    launcher.toString(),
                    "experiment",
                    "--data=" + folder.resolve("data"),
                    "--normal=1",
                    "--anomaly=9",
                    "--preset=article",
                    "--patches=128",
                    "--epochs=1",
                    "--out=" + folder.resolve("report"));
            scorings.add(new Run(
                    launcher + " experiment, until four images are scored", experiment, javaHome, "Scoring: 100 %"));
        }
        print(javaHome, answers, ROUNDS);
        print(javaHome, scorings, SCORING_ROUNDS);
    }

    private static void print(Path javaHome, List<Run> runs, int rounds) throws IOException, InterruptedException {
        double[][] times = new double[runs.size()][rounds];
        // The first round, which may build, and which brings files into memory, does not count.
        for (int round = -1; round < rounds; round++) {
            for (int i = 0; i < runs.size(); i++) {
                double time = runs.get(i).milliseconds();
                if (round >= 0) {
                    times[i][round] = time;
                }
            }
        }
        for (double[] ofOne : times) {
            Arrays.sort(ofOne);
        }
        for (int i = 0; i < runs.size(); i++) {
            double median = times[i][rounds / 2];
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %s | %.1f | %.1f | %.2f |%n",
                    javaHome.getFileName(),
                    runs.get(i).name(),
                    median,
                    times[i][0],
                    median / times[0][rounds / 2]);
        }
    }

    private static void writeEmptyMain(Path folder) throws IOException {
        Path source = Files.writeString(
                folder.resolve("Empty.java"), "class Empty { public static void main(String[] args) {} }");
        int code = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "--release", "17", "-d", folder.toString(), source.toString());
        if (code != 0) {
            throw new IOException("could not compile " + source);
        }
    }

    /** Images of two classes as IDX files: two of each for training, two of each for test. */
    private static void writeImages(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (String part : List.of("train", "t10k")) {
            ByteArrayOutputStream images = new ByteArrayOutputStream();
            ByteArrayOutputStream labels = new ByteArrayOutputStream();
            DataOutputStream imageData = new DataOutputStream(images);
            DataOutputStream labelData = new DataOutputStream(labels);
            for (int number : new int[] {0x803, 4, 28, 28}) {
                imageData.writeInt(number);
            }
            labelData.writeInt(0x801);
            labelData.writeInt(4);
            for (int image = 0; image < 4; image++) {
                labelData.writeByte(image % 2 == 0 ? 1 : 9);
                for (int pixel = 0; pixel < 28 * 28; pixel++) {
                    imageData.writeByte(pixel * (image + 3));
                }
            }
            Files.write(folder.resolve(part + "-images-idx3-ubyte"), images.toByteArray());
            Files.write(folder.resolve(part + "-labels-idx1-ubyte"), labels.toByteArray());
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
