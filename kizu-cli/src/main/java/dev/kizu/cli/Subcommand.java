package dev.kizu.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The sub-commands, in the order of the help. */
enum Subcommand {
    DEMO("demo", "Runs the whole experiment on images that come with Kizu.", DemoCommand.class),
    EXPERIMENT(
            "experiment",
            "Trains on normal images of a data set, scores its test images, and reports.",
            ExperimentCommand.class),
    DOWNLOAD("download", "Fetches a public data set for 'kizu experiment'.", DownloadCommand.class),
    TRAIN("train", "Learns what good parts look like from a folder of pictures.", TrainCommand.class),
    INSPECT("inspect", "Inspects folders of pictures: verdicts, flaws and overlays.", InspectCommand.class),
    CALIBRATE("calibrate", "Calibrates a model anew, without training.", CalibrateCommand.class),
    EVALUATE("evaluate", "Tells how often a model is right on labelled pictures.", EvaluateCommand.class),
    COMPARE("compare", "Trains several methods on the same pictures and compares them.", CompareCommand.class),
    INFO("info", "Tells what is in a saved model.", InfoCommand.class),
    SCORE("score", "Scores image files by a saved model.", ScoreCommand.class),
    BACKBONE("backbone", "Keeps pretrained networks: list, add, download, info.", BackboneCommand.class),
    HELP("help", "Display help information about the specified command.", HelpCommand.class);

    private final String title;
    private final String header;
    private final Class<?> type;

    Subcommand(String title, String header, Class<?> type) {
        this.title = title;
        this.header = header;
        this.type = type;
    }

    /** What is typed. */
    String title() {
        return title;
    }

    /**
     * Adds all to the main command. Reading the options of one takes picocli tens of milliseconds, so that only those are read whose
     * names are among the arguments; of the others the main command knows the name and the header, for the help and for suggestions.
     *
     * @param args the arguments of the main command
     */
    static void addTo(CommandLine kizu, List<String> args) {
        for (Subcommand subcommand : values()) {
            CommandSpec spec = args.contains(subcommand.title)
                    ? CommandSpec.forAnnotatedObject(subcommand.type)
                    : CommandSpec.create();
            spec.usageMessage().header(subcommand.header);
            if (subcommand == EXPERIMENT && spec.userObject() != null) {
                spec.resourceBundle(new PresetDefaults());
            }
            kizu.addSubcommand(subcommand.title, spec);
        }
    }
}
