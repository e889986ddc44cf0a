package dev.kizu.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the packaged jar as a user would, in a process of its own. */
final class JarOutcome {
    static final Path JAR = Path.of(System.getProperty("kizu.jar"));
    static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    private JarOutcome() {}

    /** The command line with the vector module. */
    static List<String> command(String... args) {
        List<String> command = new ArrayList<>(
                List.of(JAVA.toString(), "--add-modules", "jdk.incubator.vector", "-jar", JAR.toString()));
        command.addAll(List.of(args));
        return command;
    }

    /** The same for a run so short that it ends before Java's second compiler would pay; anything longer crawls. */
    static List<String> shortCommand(String... args) {
        List<String> command = command(args);
        command.add(1, "-XX:TieredStopAtLevel=1");
        return command;
    }

    /** Runs a command line in a folder, with output and error apart. */
    static Outcome run(Path folder, List<String> command) throws IOException, InterruptedException {
        Path out = Files.createTempFile("kizu-out", ".txt");
        Path err = Files.createTempFile("kizu-err", ".txt");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IOException("still running after two minutes: " + command + "\n" + Files.readString(err));
            }
            return new Outcome(process.exitValue(), Files.readString(out), withoutJavaWarning(Files.readString(err)));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    /** The JVM itself announces the incubator module. */
    private static String withoutJavaWarning(String err) {
        return err.replaceFirst("WARNING: Using incubator modules: jdk.incubator.vector\\R", "");
    }
}
