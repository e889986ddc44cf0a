package dev.kizu.report;

import java.time.Instant;

/**
 * Where a report comes from, beyond what the result of the experiment says itself. All texts are for people.
 *
 * @param version version of Kizu
 * @param command the exact command that repeats the run
 * @param time when the run was made
 * @param java the Java runtime
 * @param system operating system, architecture and number of processors
 */
public record Provenance(String version, String command, Instant time, String java, String system) {
    /** The provenance of a run made now, in this Java runtime, on this machine. */
    public static Provenance ofThisMachine(String version, String command) {
        String java = "%s (%s)".formatted(Runtime.version(), System.getProperty("java.vendor"));
        String system = "%s %s, %s, %d processors"
                .formatted(
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        System.getProperty("os.arch"),
                        Runtime.getRuntime().availableProcessors());
        return new Provenance(version, command, Instant.now(), java, system);
    }
}
