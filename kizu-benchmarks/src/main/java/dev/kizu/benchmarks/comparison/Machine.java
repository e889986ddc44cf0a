package dev.kizu.benchmarks.comparison;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jdk.incubator.vector.FloatVector;

/** What everything runs on. */
public final class Machine {
    private Machine() {}

    /** Lines for people. */
    public static List<String> describe() {
        return List.of(
                "Processor: %s, %d cores, vectors of %d bits"
                        .formatted(
                                processor(),
                                Runtime.getRuntime().availableProcessors(),
                                FloatVector.SPECIES_PREFERRED.vectorBitSize()),
                "System: %s %s, %s"
                        .formatted(
                                System.getProperty("os.name"),
                                System.getProperty("os.version"),
                                System.getProperty("os.arch")),
                "Java: %s %s".formatted(System.getProperty("java.vm.name"), System.getProperty("java.vm.version")));
    }

    private static String processor() {
        Path file = Path.of("/proc/cpuinfo");
        try {
            List<String> lines = Files.isReadable(file) ? Files.readAllLines(file) : List.of();
            String name = field(lines, "model name");
            return name.isEmpty()
                    ? System.getProperty("os.arch")
                    : "%s (family %s, model %s)".formatted(name, field(lines, "cpu family"), field(lines, "model"));
        } catch (IOException e) {
            return "unknown (%s)".formatted(e.getMessage());
        }
    }

    private static String field(List<String> lines, String name) {
        return lines.stream()
                .map(line -> line.split(":", 2))
                .filter(parts -> parts.length == 2 && parts[0].strip().equals(name))
                .map(parts -> parts[1].strip())
                .findFirst()
                .orElse("");
    }
}
