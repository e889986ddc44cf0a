package dev.kizu.cli;

import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kizu help}. Picocli's own stops at the first command, and would tell of {@code backbone} where {@code backbone add} is asked for. */
@Command(
        name = "help",
        helpCommand = true,
        description = {"", "Without a command, the help of kizu.", ""})
final class HelpCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "COMMAND",
            arity = "0..*",
            description = "The command, such as 'train', or one within another, such as 'backbone add'.")
    private List<String> names = List.of();

    @Override
    public void run() {
        CommandLine command = spec.commandLine().getParent();
        for (String name : names) {
            Map<String, CommandLine> within = command.getSubcommands();
            CommandLine next = within.get(name);
            if (next == null) {
                throw new ParameterException(
                        command,
                        within.isEmpty()
                                ? "'%s' has no commands within it, got '%s'"
                                        .formatted(command.getCommandSpec().qualifiedName(), name)
                                : "there is no command '%s', expected one of %s"
                                        .formatted(name, String.join(", ", within.keySet())));
            }
            command = next;
        }
        command.usage(command.getOut());
    }
}
