package dev.kizu.benchmarks.comparison;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A contender in a process of its own, as seen from outside: so neither what a compiler has seen of others nor their threads disturb it.
 * What the environment says about BLAS and OpenMP does not reach it.
 */
public final class WorkerProcess implements AutoCloseable {
    private final String name;
    private final Process process;
    private final Path errors;
    private final Writer commands;
    private final BufferedReader answers;
    private final List<String> notes = new ArrayList<>();

    /** Starts the process and waits until it is ready. */
    public WorkerProcess(ContenderFactory contender, Workload workload) {
        name = contender.name();
        try {
            errors = Files.createTempFile("kizu-worker", ".log");
            ProcessBuilder builder = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "--add-modules=jdk.incubator.vector",
                            "-XX:+UseG1GC",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Worker.class.getName(),
                            name,
                            workload.name())
                    .redirectError(errors.toFile());
            Map<String, String> environment = builder.environment();
            environment
                    .keySet()
                    .removeIf(key -> key.startsWith("OPENBLAS_") || key.startsWith("OMP_") || key.startsWith("MKL_"));
            // OpenBLAS has threads of its own, which get in the way of libtorch's: with two, libtorch is up to 1.6
            // times slower.
            environment.put("OPENBLAS_NUM_THREADS", "1");
            process = builder.start();
            commands = process.outputWriter(StandardCharsets.UTF_8);
            answers = process.inputReader(StandardCharsets.UTF_8);
            for (String line = answer(); !line.equals(Worker.READY); line = answer()) {
                if (line.startsWith(Worker.NOTE)) {
                    notes.add(line.substring(Worker.NOTE.length()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the contender is called. */
    public String name() {
        return name;
    }

    /** What it found out while it got ready. */
    public List<String> notes() {
        return notes;
    }

    /** Patches a second, empty if it does not train. */
    public OptionalDouble train(int threads) {
        return measure(Worker.TRAIN + threads);
    }

    /** Windows a second. */
    public double score(int threads) {
        return measure(Worker.SCORE + threads).orElseThrow();
    }

    private OptionalDouble measure(String command) {
        try {
            commands.write(command + "\n");
            commands.flush();
            String line = answer();
            while (!line.startsWith(Worker.RATE)) {
                line = answer();
            }
            double rate = Double.parseDouble(line.substring(Worker.RATE.length()));
            return Double.isNaN(rate) ? OptionalDouble.empty() : OptionalDouble.of(rate);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IllegalStateException("%s ended early. Its last words:%n%s".formatted(name, lastWords()));
        }
        if (line.startsWith(Worker.ERROR)) {
            throw new IllegalStateException(name + ": " + line.substring(Worker.ERROR.length()));
        }
        return line;
    }

    private String lastWords() throws IOException {
        List<String> lines = Files.readAllLines(errors);
        return String.join(System.lineSeparator(), lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    }

    @Override
    public void close() {
        try {
            commands.close();
            process.waitFor();
            Files.deleteIfExists(errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroy();
        }
    }
}
