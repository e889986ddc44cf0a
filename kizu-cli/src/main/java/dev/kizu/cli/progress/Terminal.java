package dev.kizu.cli.progress;

import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * What standard error is connected to.
 *
 * <p>{@link System#console()} cannot tell: up to JDK 21 it is null when standard <em>input or output</em> is redirected, from
 * JDK 22 on it may always be there, and neither version looks at standard error. So the shell is asked, which takes a few
 * milliseconds and is asked only before work that takes seconds. Where there is no POSIX shell, the console has to do.
 *
 * @param interactive whether a person watches: a terminal that can return to the start of its line
 * @param columns characters in a line
 */
public record Terminal(boolean interactive, int columns) {
    private static final int USUAL_COLUMNS = 80;

    /** No terminal. */
    public static final Terminal NONE = new Terminal(false, USUAL_COLUMNS);

    /** What a stream is connected to; no terminal, unless it is standard error. */
    @SuppressWarnings("ReferenceEquality") // a stream is connected to what this very stream is connected to, or unknown
    public static Terminal of(PrintStream stream) {
        return stream == System.err ? ofStandardError() : NONE;
    }

    private static Terminal ofStandardError() {
        if ("dumb".equals(System.getenv("TERM"))) {
            return NONE;
        }
        if (System.getProperty("os.name").startsWith("Windows")) {
            return new Terminal(consoleIsTerminal(), USUAL_COLUMNS);
        }
        return askShell();
    }

    private static Terminal askShell() {
        try {
            Process shell = new ProcessBuilder("/bin/sh", "-c", "test -t 2 && stty size <&2")
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            shell.getOutputStream().close();
            String answer = new String(shell.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            if (!shell.waitFor(2, TimeUnit.SECONDS)) {
                shell.destroy();
                return NONE;
            }
            return new Terminal(shell.exitValue() == 0, columns(answer));
        } catch (IOException e) {
            return new Terminal(consoleIsTerminal(), USUAL_COLUMNS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return NONE;
        }
    }

    /** The second number of {@code "24 80"}, the answer of {@code stty size}. */
    static int columns(String rowsAndColumns) {
        String[] numbers = rowsAndColumns.strip().split(" ", -1);
        try {
            int columns = numbers.length == 2 ? Integer.parseInt(numbers[1]) : 0;
            // A terminal that does not know its size says 0.
            return columns >= 20 ? columns : USUAL_COLUMNS;
        } catch (NumberFormatException e) {
            return USUAL_COLUMNS;
        }
    }

    @SuppressWarnings("SystemConsoleNull") // it is null on Java 17, and later ones are asked
    private static boolean consoleIsTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            // Before JDK 22 a console that exists is a terminal.
            return true;
        }
    }
}
