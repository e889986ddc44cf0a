package dev.kizu.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * The least heap with which a command of the launcher runs to its end, found by halving. Prints a Markdown table.
 *
 * <p>Run it with {@code java -cp kizu-benchmarks/target/benchmarks.jar dev.kizu.benchmarks.LeastHeap ./kizu demo}, or any other command.
 */
public final class LeastHeap {
    private static final int STEP = 4;
    private static final int MOST = 1024;
    /** What a run needs depends a little on when the garbage collector runs. */
    private static final int REPEATS = 3;

    private LeastHeap() {}

    /** Measures and prints. */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length == 0) {
            System.err.println("Give the command to measure, for instance: ./kizu demo");
            System.exit(2);
        }
        List<String> command = List.of(args);
        System.out.println("| -Xmx, MB | result | seconds |");
        System.out.println("|---|---|---|");
        int tooSmall = 0;
        int enough = MOST;
        if (!suffices(command, MOST)) {
            System.exit(1);
        }
        while (enough - tooSmall > STEP) {
            int middle = (enough + tooSmall) / 2 / STEP * STEP;
            if (suffices(command, middle)) {
                enough = middle;
            } else {
                tooSmall = middle;
            }
        }
        System.out.printf("%nLeast heap of `%s`: %d MB%n", String.join(" ", command), enough);
    }

    private static boolean suffices(List<String> command, int megabytes) throws IOException, InterruptedException {
        for (int i = 0; i < REPEATS; i++) {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().put("KIZU_JAVA_OPTS", "-Xmx" + megabytes + "m");
            long start = System.nanoTime();
            int code = builder.start().waitFor();
            System.out.printf(
                    Locale.ROOT,
                    "| %d | %s | %.1f |%n",
                    megabytes,
                    code == 0 ? "done" : "exit code " + code,
                    (System.nanoTime() - start) * 1e-9);
            if (code != 0) {
                return false;
            }
        }
        return true;
    }
}
