package dev.kizu.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import dev.kizu.experiment.Experiment;
import dev.kizu.score.ScoreKind;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.lang.reflect.RecordComponent;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the README says can be typed and compiled as it stands there. */
class ReadmeTest {
    @TempDir
    private Path folder;

    private static String readme() throws IOException {
        for (Path path = Path.of("").toAbsolutePath(); path != null; path = path.getParent()) {
            if (Files.isRegularFile(path.resolve("README.md"))) {
                return Files.readString(path.resolve("README.md"));
            }
        }
        throw new AssertionError("README.md is in no folder above the working folder");
    }

    private static List<String> blocks(String language) throws IOException {
        Matcher block = Pattern.compile("(?sm)^```" + language + "\n(.*?)^```").matcher(readme());
        return block.results().map(found -> found.group(1)).toList();
    }

    /** Commands in blocks, one a line and perhaps with a comment, and those within text. */
    static List<String> commands() throws IOException {
        Stream<String> typed = blocks("sh").stream().flatMap(String::lines);
        Stream<String> inText = Pattern.compile("`([^`\n]*\\./kizu [^`\n]+)`")
                .matcher(readme())
                .results()
                .map(m -> m.group(1));
        return Stream.concat(typed, inText)
                .filter(line -> line.contains("./kizu "))
                .map(line -> line.substring(line.indexOf("./kizu ") + 7)
                        .replaceFirst(" +#.*", "")
                        .strip())
                .distinct()
                .toList();
    }

    @Test
    void theCommandsAreFound() throws IOException {
        assertThat(commands())
                .contains("demo", "download mnist", "experiment --data DIR --normal 1 --anomaly 9")
                .hasSizeGreaterThanOrEqualTo(5);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandIsOneThatKizuTakes(String command) {
        String[] args = command.split(" +");
        CommandLine kizu = Kizu.commandLine(new Invocation(List.of(args), System.out, System.err));

        assertThatCode(() -> kizu.parseArgs(args)).doesNotThrowAnyException();
    }

    @Test
    void everyOptionIsOneOfTheExperiment() throws IOException {
        CommandLine kizu = Kizu.commandLine(new Invocation(List.of("experiment"), System.out, System.err));
        List<String> named = readme().lines()
                .filter(line -> line.startsWith("| `--"))
                .flatMap(line ->
                        Pattern.compile("`(--[a-z-]+)").matcher(line).results().map(m -> m.group(1)))
                .distinct()
                .toList();

        assertThat(named).hasSizeGreaterThan(10);
        assertThat(kizu.getSubcommands().get("experiment").getCommandSpec().optionsMap())
                .containsKeys(named.toArray(String[]::new));
    }

    @Test
    void theDefaultsAreThoseOfThePresets() throws IOException {
        ResourceBundle presets = new PresetDefaults();
        Map<String, String> defaults = optionDefaults();

        for (String option : List.of("seed", "patches", "epochs", "batch", "patch", "latent", "filters", "stride")) {
            assertThat("default: " + defaults.get(option).replace(",", ""))
                    .as(option)
                    .isEqualTo(presets.getString("preset." + option));
        }
        for (String option : List.of("aggregate", "calibration")) {
            assertThat("default: from the preset; robust: "
                            + defaults.get(option).replace(";", ","))
                    .as(option)
                    .isEqualTo(presets.getString("preset." + option));
        }
    }

    /** The second column of the table of options, by the name of the option. */
    private static Map<String, String> optionDefaults() throws IOException {
        return Pattern.compile("(?m)^\\| `--([a-z]+)[^|]*\\| *([^|]*?) *\\|")
                .matcher(readme())
                .results()
                .collect(Collectors.toMap(row -> row.group(1), row -> row.group(2)));
    }

    @Test
    void theJsonHasTheFieldsThatAreWritten() throws IOException {
        List<String> examples = blocks("json");
        assertThat(examples).hasSize(1);
        JsonNode json = JsonMapper.shared().readTree(examples.get(0));

        assertFields(json, ResultJson.class);
        assertFields(json.get("train"), ResultJson.Train.class);
        assertFields(json.get("scoring"), ResultJson.Scoring.class);
        assertFields(json.get("paired"), ResultJson.Paired.class);
        assertThat(json.get("scores"))
                .hasSize(ScoreKind.ofTerms().size())
                .allSatisfy(score -> assertFields(score, ResultJson.Score.class));
    }

    private static void assertFields(JsonNode object, Class<? extends Record> type) {
        assertThat(object.propertyNames())
                .containsExactlyElementsOf(Stream.of(type.getRecordComponents())
                        .map(RecordComponent::getName)
                        .toList());
    }

    /** The names that the Python lines use are those of the file, by ONNX Runtime's own account. */
    @Test
    void thePythonAsksForWhatAModelHas() throws Exception {
        TinyIdx.write(folder.resolve("data"));
        Path model = folder.resolve("model.onnx");
        Outcome saving = Outcome.of(
                "experiment",
                "--data",
                folder.resolve("data").toString(),
                "--normal",
                "1",
                "--anomaly",
                "9",
                "--patches",
                "128",
                "--stride",
                "10",
                "--epochs",
                "1",
                "--out",
                folder.resolve("report").toString(),
                "--save",
                model.toString());
        assertThat(saving.code()).as(saving.err()).isZero();
        List<String> python = blocks("python");
        assertThat(python).hasSize(1);
        Matcher run = Pattern.compile("session\\.run\\(\\[(.*)], \\{\"(.*)\":").matcher(python.get(0));

        assertThat(run.find()).isTrue();
        try (OrtSession session = OrtEnvironment.getEnvironment().createSession(model.toString())) {
            assertThat(session.getInputNames()).containsExactly(run.group(2));
            assertThat(session.getOutputNames())
                    .contains(run.group(1).replace("\"", "").split(", "));
        }
    }

    @Test
    void theSnippetCompilesAgainstTheLibraryAlone() throws Exception {
        compileSnippet();

        assertThat(folder.resolve("Snippet.class")).exists();
    }

    @Test
    @Tag("slow")
    void theSnippetRunsAndPrintsEveryScore() throws Exception {
        compileSnippet();
        Path data = Files.createDirectory(folder.resolve("fashion-mnist"));
        for (String file : List.of(
                "train-images-idx3-ubyte.gz",
                "train-labels-idx1-ubyte.gz",
                "t10k-images-idx3-ubyte.gz",
                "t10k-labels-idx1-ubyte.gz")) {
            try (InputStream embedded = DemoData.class.getResourceAsStream("fashion-mnist/" + file)) {
                Files.copy(embedded, data.resolve(file));
            }
        }
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules",
                        "jdk.incubator.vector",
                        "-cp",
                        folder + File.pathSeparator + library(),
                        "Snippet")
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES))
                    .as("the snippet ends")
                    .isTrue();
            assertThat(process.exitValue()).as(Files.readString(err)).isZero();
        } finally {
            process.destroyForcibly();
        }
        assertThat(Files.readString(out))
                .containsPattern("(?m)^ELBO +AUROC 0[.,]\\d{4}$")
                .containsPattern("(?m)^Unregularized +AUROC 0[.,]\\d{4}$")
                .containsPattern("(?m)^Joint +AUROC [01][.,]\\d{4}$")
                .containsPattern("(?m)^Joint of one boot: \\d+[.,]\\d\\d$")
                .hasLineCount(6);
    }

    /** The imports of the README above a class, the rest in its main method. */
    private void compileSnippet() throws Exception {
        List<String> imports = new ArrayList<>();
        List<String> body = new ArrayList<>();
        List<String> snippets = blocks("java");
        assertThat(snippets).hasSize(1);
        snippets.get(0).lines().forEach(line -> (line.startsWith("import ") ? imports : body).add(line));
        String source = String.join("\n", imports) + "\nclass Snippet {\n"
                + "public static void main(String[] args) throws Exception {\n" + String.join("\n", body) + "\n}\n}\n";
        Path file = Files.writeString(folder.resolve("Snippet.java"), source);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of("--release", "17", "-proc:none", "-cp", library(), "-d", folder.toString());
            boolean compiled = compiler.getTask(messages, files, null, options, null, files.getJavaFileObjects(file))
                    .call();
            assertThat(compiled).as("%s%n%s", messages, source).isTrue();
        }
    }

    /** Kizu's core and what it depends on; nothing else. */
    private static String library() {
        return Stream.of(Experiment.class, Logger.class, NullMarked.class)
                .map(ReadmeTest::home)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String home(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
