package dev.kizu.cli;

import java.io.PrintStream;

/** Where Java enters. Apart from {@link Kizu}, so that the version is there before picocli is loaded. */
public final class Main {
    private Main() {}

    /** Runs the command and ends the JVM with its exit code. */
    public static void main(String[] args) {
        // The report draws pictures but opens no window: a display, where there is one, is not to be asked for.
        System.setProperty("java.awt.headless", "true");
        int code = args.length == 1 && (args[0].equals("--version") || args[0].equals("-V"))
                ? version(System.out)
                : Kizu.run(args, System.out, System.err);
        // From JDK 21 on, System.exit sets up the JDK's own log, which takes longer than the version.
        if (code != ExitCode.DONE) {
            System.exit(code);
        }
    }

    private static int version(PrintStream out) {
        Version.lines().forEach(out::println);
        return out.checkError() ? ExitCode.FAILED : ExitCode.DONE;
    }
}
