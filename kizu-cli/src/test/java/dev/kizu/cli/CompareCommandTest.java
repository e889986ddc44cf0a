package dev.kizu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kizu.image.MapFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CompareCommandTest {
    private static final String USER_HOME = "user.home";
    private static final int GOOD = 3;
    private static final int BAD = 2;
    private static final List<String> SMALL = List.of(
            "--size",
            "64",
            "--scales",
            "1",
            "--stride",
            "8",
            "--patches",
            "500",
            "--epochs",
            "1",
            "--filters",
            "4",
            "--latent",
            "2");

    @TempDir
    private Path folder;

    private String home = "";
    private Path data;
    private List<String> backbone = List.of();

    @BeforeEach
    void draw() throws IOException {
        // A store of backbones without any.
        home = System.getProperty(USER_HOME);
        System.setProperty(USER_HOME, folder.resolve("home").toString());
        data = folder.resolve("parts");
        Parts.training(data.resolve("train/good"));
        for (int i = 0; i < GOOD; i++) {
            Parts.write(data.resolve("test/good/%d.png".formatted(i)), 200 + i, false);
        }
        for (int i = 0; i < BAD; i++) {
            Parts.write(data.resolve("test/scratch/%d.png".formatted(i)), 300 + i, true);
            mask(data.resolve("ground_truth/scratch/%d_mask.png".formatted(i)));
        }
        Path network = TinyNetwork.write(folder.resolve("tiny.onnx"));
        backbone = List.of("--backbone", network.toString(), "--layers", "max_4,max_8", "--normalize", "0..1");
    }

    private static void mask(Path file) throws IOException {
        boolean[] inside = new boolean[Parts.SIZE * Parts.SIZE];
        for (int y = Parts.SCRATCH_Y; y < Parts.SCRATCH_Y + Parts.SCRATCH_HEIGHT; y++) {
            for (int x = Parts.SCRATCH_X; x < Parts.SCRATCH_X + Parts.SCRATCH_WIDTH; x++) {
                inside[y * Parts.SIZE + x] = true;
            }
        }
        Files.createDirectories(file.getParent());
        MapFiles.writeMask(file, inside, Parts.SIZE, Parts.SIZE);
    }

    @AfterEach
    void useTheUsersStoreAgain() {
        System.setProperty(USER_HOME, home);
    }

    private Path report() {
        return folder.resolve("made/report");
    }

    private Outcome compare(Object... more) {
        List<String> args = new ArrayList<>(List.of("compare", data.toString(), "--out", report().toString()));
        Stream.of(more).map(Object::toString).forEach(args::add);
        return Outcome.of(args.toArray(String[]::new));
    }

    private static Object[] all(List<?> first, Object... more) {
        return Stream.concat(first.stream(), Stream.of(more)).toArray();
    }

    private Object[] everything(Object... more) {
        return all(Stream.concat(SMALL.stream(), backbone.stream()).toList(), more);
    }

    private static List<String> names(JsonNode object) {
        return List.copyOf(object.propertyNames());
    }

    @Test
    void jsonHasEveryMethodWithItsFiguresUnderTheirNamesInOrder() throws IOException {
        Outcome outcome = compare(everything("--json", "-q", "--save", folder.resolve("models")));

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).hasLineCount(1);
        JsonNode json = JsonMapper.shared().readTree(outcome.out());
        assertThat(names(json)).containsExactly("data", "methods");
        assertThat(json.get("data").asString()).isEqualTo(data.toString());
        assertThat(json.get("methods"))
                .extracting(method -> method.get("name").asString())
                .containsExactly("vae", "padim", "patchcore", "auto");
        for (JsonNode method : json.get("methods")) {
            assertThat(names(method))
                    .containsExactly(
                            "name", "seed", "image", "pixel", "trainSeconds", "millisecondsPerImage", "modelBytes");
            Path model =
                    folder.resolve("models/%s.onnx".formatted(method.get("name").asString()));
            assertThat(method.get("seed").asLong()).isZero();
            assertThat(method.get("trainSeconds").asDouble()).isPositive();
            assertThat(method.get("millisecondsPerImage").asDouble()).isPositive();
            assertThat(method.get("modelBytes").asLong()).isEqualTo(Files.size(model));
            JsonNode evaluated = evaluated(model);
            assertThat(method.get("image")).isEqualTo(evaluated.get("image"));
            assertThat(method.get("pixel")).isEqualTo(evaluated.get("pixel"));
            assertThat(method.get("image").get("anomalous").asInt()).isEqualTo(BAD);
            assertThat(names(method.get("pixel"))).contains("auroc", "aupro30");
        }
        assertThat(report().resolve("index.html")).content().contains("patchcore");
    }

    private JsonNode evaluated(Path model) {
        Outcome outcome = Outcome.of("evaluate", model.toString(), data.toString(), "--json", "-q");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        return JsonMapper.shared().readTree(outcome.out());
    }

    @Test
    void eachSeedIsTrainedAndTheSameSeedGivesTheSameFigures() {
        Object[] two = all(backbone, "--size", "64", "--methods", "patchcore", "--dimensions", "8", "-q", "--json");
        JsonNode both = JsonMapper.shared()
                .readTree(compare(all(List.of(two), "--seeds", "2", "--seed", "6"))
                        .out());
        JsonNode second = JsonMapper.shared()
                .readTree(compare(all(List.of(two), "--seed", "7")).out());

        assertThat(both.get("methods"))
                .extracting(method -> method.get("seed").asLong())
                .containsExactly(6L, 7L);
        assertThat(second.get("methods")).hasSize(1);
        assertThat(both.get("methods").get(1).get("pixel"))
                .isEqualTo(second.get("methods").get(0).get("pixel"))
                .isNotEqualTo(both.get("methods").get(0).get("pixel"));
    }

    @Test
    void severalSeedsAreSummedUpByMeanAndLeast() throws IOException {
        Outcome outcome = compare(all(
                backbone, "--size", "64", "--methods", "padim,padim", "--seeds", "2", "--save", folder.resolve("m")));

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out().lines().map(line -> line.split(" +")[0] + " " + line.split(" +")[1]))
                .startsWith("method seed", "padim 0", "padim 1", "padim mean", "padim least");
        assertThat(outcome.err()).contains("padim, seed 1: Evaluating").containsOnlyOnce("backbone  tiny.onnx");
        try (Stream<Path> models = Files.list(folder.resolve("m"))) {
            assertThat(models.map(Path::getFileName))
                    .map(Path::toString)
                    .containsExactlyInAnyOrder("padim-0.onnx", "padim-1.onnx");
        }
    }

    @Test
    void withoutABackboneMethodsThatNeedOneAreLeftOutWithAWord() {
        Outcome outcome = compare(SMALL.toArray());

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.err()).contains("padim, patchcore and auto are left out: no backbone was given");
        assertThat(outcome.out()).contains("vae").doesNotContain("padim", "patchcore", "auto ");
    }

    @Test
    void withoutABackboneAutoIsVaeAndThatOnce() {
        Outcome outcome = compare(all(SMALL, "--methods", "vae,auto", "--json"));

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.err()).contains("the store has none: auto is vae");
        assertThat(JsonMapper.shared().readTree(outcome.out()).get("methods"))
                .extracting(method -> method.get("name").asString())
                .containsExactly("vae");
    }

    @Test
    void withoutABackboneMethodsThatNeedOneAreAnErrorWhenTheyAreNamed() {
        Outcome outcome = compare("--methods", "vae,padim", "-q");

        assertThat(outcome.code()).isEqualTo(ExitCode.USAGE);
        assertThat(outcome.err()).contains("no backbone was given", "--backbone");
        assertThat(folder.resolve("made")).doesNotExist();
    }

    @Test
    void aMethodThatFailsIsToldAndTheOthersGoOn() {
        Outcome outcome = compare(everything("--json", "-q", "--patch", "128"));

        assertThat(outcome.code()).isEqualTo(ExitCode.FAILED);
        assertThat(outcome.err())
                .contains(
                        "kizu: vae failed: patches of 128 x 128 pixels do not fit",
                        "kizu: auto failed: the autoencoders cannot be trained beside features: patches of 128 x 128")
                .hasLineCount(2);
        assertThat(JsonMapper.shared().readTree(outcome.out()).get("methods"))
                .extracting(method -> method.get("name").asString())
                .containsExactly("padim", "patchcore");
        assertThat(report().resolve("index.html")).exists();
    }

    @Test
    void aProviderThatIsNotThereFailsOnlyMethodsThatNeedIt() {
        Outcome outcome = compare(everything("--methods", "vae,padim", "--provider", "cuda", "--json", "-q"));

        assertThat(outcome.code()).isEqualTo(ExitCode.FAILED);
        assertThat(outcome.err()).contains("kizu: padim failed:", "CUDA").doesNotContain("vae failed");
        assertThat(JsonMapper.shared().readTree(outcome.out()).get("methods")).hasSize(1);
    }

    @Test
    void whereEveryMethodFailsNothingIsLeft() throws IOException {
        for (int i = 3; i < Parts.TRAINING; i++) {
            Files.delete(data.resolve("train/good/part-%02d.png".formatted(i)));
        }

        Outcome outcome = compare(all(SMALL, "--methods", "vae", "--json", "-q", "--save", folder.resolve("models")));

        assertThat(outcome.code()).isEqualTo(ExitCode.FAILED);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains("vae failed", "no method gave a model");
        assertThat(folder.resolve("made")).doesNotExist();
        assertThat(folder.resolve("models")).doesNotExist();
    }

    @Test
    void picturesThatCannotBeReadAreNamedOnceAndTheExitCodeSaysSo() throws IOException {
        Files.writeString(data.resolve("train/good/part-03.png"), "no picture");
        Files.writeString(data.resolve("test/good/1.png"), "no picture");

        Outcome outcome = compare(all(backbone, "--size", "64", "--methods", "padim,patchcore", "-q"));

        assertThat(outcome.code()).isEqualTo(ExitCode.FAILED);
        assertThat(outcome.err()).containsOnlyOnce("part-03.png:").containsOnlyOnce("1.png:");
        assertThat(outcome.out()).contains("padim", "patchcore", "Report: ");
    }

    @Test
    void optionsOfMethodsThatAreNotComparedAreRefused() {
        assertRefused(
                "--epochs goes with the methods vae and auto", all(backbone, "--methods", "padim", "--epochs", "2"));
        assertRefused("--folds goes with the method vae;", all(backbone, "--methods", "padim,auto", "--folds", "2"));
        assertRefused("--folds goes with the method vae;", all(backbone, "--methods", "padim,both", "--folds", "2"));
        assertRefused("--backbone goes with the methods padim", all(backbone, "--methods", "vae"));
        assertRefused(
                "--bank goes with the methods patchcore, both and auto",
                all(backbone, "--methods", "padim", "--bank", "9"));
        assertRefused("--threshold is in the unit of one", "--threshold", "3");
        assertThat(Outcome.of("help", "compare").out()).doesNotContain("--threshold");
        assertRefused("expected vae or padim or patchcore or both or auto", "--methods", "gan");
        assertRefused("use a smaller --seed", "--seed", Long.MAX_VALUE, "--seeds", "2");
        assertRefused("no backbone was given", "--dimensions", "8");
    }

    private void assertRefused(String message, Object... options) {
        Outcome outcome = compare(options);

        assertThat(outcome.code()).as(message).isEqualTo(ExitCode.USAGE);
        assertThat(outcome.err()).contains(message);
        assertThat(folder.resolve("made")).doesNotExist();
    }

    @Test
    void dataWithoutPicturesToEvaluateWithIsRefused() throws IOException {
        Path only = folder.resolve("only");
        Parts.training(only);

        Outcome outcome =
                Outcome.of("compare", only.toString(), "--out", report().toString(), "--methods", "vae", "-q");

        assertThat(outcome.code()).isEqualTo(ExitCode.FAILED);
        assertThat(outcome.err()).contains("12 pictures to train with and 0 labelled ones");
        assertThat(folder.resolve("made")).doesNotExist();
    }
}
