package dev.kizu.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One call of the command.
 *
 * @param args the arguments, without the name of the command
 * @param out receives results
 * @param err receives progress and errors
 */
record Invocation(List<String> args, PrintStream out, PrintStream err) {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=,%+@-]+");

    /** The command as it can be typed into a POSIX shell. */
    String text() {
        return "kizu" + args.stream().map(arg -> " " + quoted(arg)).collect(Collectors.joining());
    }

    static String quoted(String arg) {
        return PLAIN.matcher(arg).matches() ? arg : "'" + arg.replace("'", "'\\''") + "'";
    }
}
