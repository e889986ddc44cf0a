package dev.kizu.cli;

import dev.kizu.cli.progress.Progress;
import dev.kizu.cli.progress.Terminal;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The {@code kizu} command. */
@Command(
        name = "kizu",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        versionProvider = Version.Provider.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        header = "Finds defects in images after seeing only good ones.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:failed, e.g. a file could not be read or training diverged", "2:wrong usage"})
public final class Kizu implements Runnable {
    @Option(
            names = {"-q", "--quiet"},
            scope = ScopeType.INHERIT,
            description = "No progress, and only warnings in the log.")
    private boolean quiet;

    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "Log everything, and show stack traces of failures.")
    private boolean debug;

    @Spec
    private CommandSpec spec;

    private final Invocation invocation;
    private Terminal terminal = Terminal.NONE;

    Kizu(Invocation invocation) {
        this.invocation = invocation;
    }

    /**
     * Runs the command.
     *
     * @param args the arguments, without the name of the command
     * @param out receives results: the summary, or JSON and nothing else
     * @param err receives progress, logs and errors; log lines go to {@link System#err} whatever is given here
     * @return the exit code: 0 done, 1 failed, 2 wrong usage
     */
    public static int run(String[] args, PrintStream out, PrintStream err) {
        CommandLine kizu = commandLine(new Invocation(List.of(args), out, err));
        int code;
        try {
            code = kizu.execute(args);
        } catch (Error e) {
            // Out of memory, mostly: picocli hands over exceptions only.
            code = ((Failures) kizu.getExecutionExceptionHandler()).report(e, kizu);
        }
        // A reader that went away, or a full disk: the caller must not take what arrived for the whole.
        return out.checkError() && code == ExitCode.DONE ? ExitCode.FAILED : code;
    }

    private static CommandLine asked(CommandLine command) {
        ParseResult parsed = command.getParseResult();
        return parsed != null && parsed.hasSubcommand()
                ? asked(parsed.subcommand().commandSpec().commandLine())
                : command;
    }

    /** The command that was asked for, as far as the arguments were understood. */
    CommandLine asked() {
        return asked(spec.commandLine());
    }

    static CommandLine commandLine(Invocation invocation) {
        CommandLine kizu = new CommandLine(new Kizu(invocation));
        Subcommand.addTo(kizu, invocation.args());
        Failures failures = new Failures(invocation.err());
        return kizu.setOut(new PrintWriter(invocation.out(), true, Charset.defaultCharset()))
                .setErr(new PrintWriter(invocation.err(), true, Charset.defaultCharset()))
                .setExpandAtFiles(false)
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures);
    }

    Invocation invocation() {
        return invocation;
    }

    boolean quiet() {
        return quiet;
    }

    /** To be called before work that logs or shows progress; the help does without, and is there at once. */
    void begin() {
        terminal = quiet ? Terminal.NONE : Terminal.of(invocation.err());
        Logging.start(quiet, debug, terminal.interactive());
    }

    /** A display for long work, as the options ask. */
    Progress progress() {
        return quiet ? Progress.SILENT : Progress.on(invocation.err(), terminal);
    }

    /** A line about what is under way, where progress is shown. */
    void say(String line) {
        if (!quiet) {
            invocation.err().println(line);
        }
    }

    boolean debug() {
        return debug;
    }

    /** Without a sub-command: the help. */
    @Override
    public void run() {
        spec.commandLine().usage(invocation.out());
    }
}
