package dev.kizu.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code kizu backbone}. */
@Command(
        name = "backbone",
        description = {
            "",
            "A backbone is a pretrained network in an ONNX file, whose values are the features that PaDiM and PatchCore look at. Those in your store, "
                    + "~/.kizu/backbones (or backbones in the folder of the environment variable KIZU_HOME), can be named.",
            ""
        },
        subcommands = {
            BackboneListCommand.class,
            BackboneAddCommand.class,
            BackboneDownloadCommand.class,
            BackboneInfoCommand.class
        })
final class BackboneCommand implements Runnable {
    @ParentCommand
    private Kizu kizu;

    @Spec
    private CommandSpec spec;

    Kizu kizu() {
        return kizu;
    }

    /** Without a sub-command: the help. */
    @Override
    public void run() {
        spec.commandLine().usage(kizu.invocation().out());
    }
}
