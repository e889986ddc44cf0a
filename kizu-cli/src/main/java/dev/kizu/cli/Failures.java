package dev.kizu.cli;

import dev.kizu.vae.TrainingDivergedException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns failures into one message and an exit code. A stack trace is shown only with {@code --debug}. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private static final Map<String, String> LESS = new TreeMap<>(Map.of(
            "--batch",
            "a smaller --batch",
            "--dimensions",
            "fewer --dimensions",
            "--filters",
            "fewer --filters",
            "--size",
            "a smaller --size",
            "--stride",
            "a larger --stride",
            "--threads",
            "fewer --threads"));

    private final PrintStream err;

    Failures(PrintStream err) {
        this.err = err;
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        err.println("kizu: " + e.getMessage());
        if (e instanceof UnmatchedArgumentException unmatched) {
            unmatched.getSuggestions().stream()
                    .limit(3)
                    .forEach(suggestion -> err.println("Did you mean " + suggestion + "?"));
        }
        err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.USAGE;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        return report(e, command);
    }

    /** Reports a failure; also for an {@link Error}, which picocli would not hand over. */
    int report(Throwable e, CommandLine command) {
        Kizu kizu = (Kizu) command.getCommandSpec().root().userObject();
        err.println("kizu: " + message(e, kizu));
        if (kizu.debug()) {
            e.printStackTrace(err);
        }
        if (e instanceof IllegalArgumentException) {
            err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
            return ExitCode.USAGE;
        }
        return ExitCode.FAILED;
    }

    /** What to tell people of a failure. */
    static String message(Throwable e, Kizu kizu) {
        Throwable cause = e instanceof UncheckedIOException ? e.getCause() : null;
        if (cause != null) {
            return message(cause, kizu);
        }
        if (e instanceof FileSystemException file) {
            return message(file);
        }
        boolean foreseen = e instanceof IOException
                || e instanceof IllegalArgumentException
                || e instanceof TrainingDivergedException;
        String text = e.getMessage();
        if (foreseen && text != null && !text.isBlank()) {
            return text;
        }
        if (e instanceof OutOfMemoryError) {
            long heap = Runtime.getRuntime().maxMemory() >> 20;
            return "out of memory with a heap of %d MB; use %s, or ".formatted(heap, less(kizu.asked()))
                    + "a larger heap with the environment variable KIZU_JAVA_OPTS=-Xmx%1$dm (see README; JDK_JAVA_OPTIONS=-Xmx%1$dm where "
                            .formatted(2 * heap)
                    + "Java is started without Kizu's launcher)";
        }
        String hint = kizu.debug()
                ? ""
                : ". This should not happen: run it again with --debug to see the stack trace, and report it";
        return "unexpected error: " + e + hint;
    }

    /** How a command can do with less memory, by the options that it has. */
    private static String less(CommandLine command) {
        Set<String> options = command.getCommandSpec().optionsMap().keySet();
        OptionSpec asked = command.getCommandSpec().findOption("--method");
        TrainMethod method =
                asked != null && asked.getValue() instanceof TrainMethod chosen ? chosen : TrainMethod.AUTO;
        List<String> ways = new ArrayList<>();
        LESS.forEach((option, way) -> {
            if (options.contains(option) && goesWith(method, option)) {
                ways.add(way);
            }
        });
        ways.add("fewer images");
        return String.join(", ", ways);
    }

    /** Some options go with autoencoders alone, others with features alone. */
    private static boolean goesWith(TrainMethod method, String option) {
        return switch (method) {
            case AUTO -> true;
            case VAE -> !option.equals("--dimensions");
            case PADIM, PATCHCORE, BOTH -> !option.equals("--filters") && !option.equals("--stride");
        };
    }

    /** The JDK's exceptions name the file, but many say nothing else. */
    private static String message(FileSystemException e) {
        String reason = e.getReason();
        if (reason == null && e instanceof NoSuchFileException) {
            reason = "no such file or folder; check the path";
        } else if (reason == null && e instanceof AccessDeniedException) {
            reason = "permission denied; check its access rights";
        } else if (reason == null) {
            reason = e.getClass().getSimpleName();
        }
        return e.getFile() == null ? reason : e.getFile() + ": " + reason;
    }
}
