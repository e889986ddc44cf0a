package dev.kizu.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import dev.kizu.image.PngEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is wrong with what a method on features is given: a message that says what to do, the right exit code, and no model. */
class FeatureInputTest {
    @TempDir
    private static Path shared;

    private static Path data;
    private static Path network;
    private static Path padim;

    @TempDir
    private Path folder;

    @BeforeAll
    static void train() throws IOException {
        data = shared.resolve("parts/train/good");
        Parts.training(data);
        network = TinyNetwork.write(shared.resolve("tiny.onnx"));
        padim = shared.resolve("padim.onnx");
        FeatureParts.train(shared, "padim", data, padim, "--color", "rgb");
    }

    private Path out() {
        return folder.resolve("made/parts.onnx");
    }

    private Outcome train(String method, Path backbone, String... more) {
        List<String> args = new ArrayList<>(List.of(
                "train",
                data.toString(),
                "--method",
                method,
                "--backbone",
                backbone.toString(),
                "--out",
                out().toString(),
                "-q"));
        args.addAll(List.of(more));
        return Outcome.of(args.toArray(String[]::new));
    }

    private void assertRefused(Outcome outcome, int code, String... message) {
        assertThat(outcome.err()).startsWith("kizu: ").contains(message).doesNotContain("unexpected", "Exception");
        assertThat(outcome.err().lines().filter(line -> !line.startsWith("Try ")))
                .as(outcome.err())
                .hasSize(1);
        assertThat(outcome.code()).as(outcome.err()).isEqualTo(code);
        assertThat(folder.resolve("made")).doesNotExist();
    }

    @Test
    void backboneThatIsMissingOrBrokenIsNamed() throws IOException {
        Path missing = folder.resolve("none.onnx");
        assertRefused(train("padim", missing), ExitCode.FAILED, missing.toString());
        Path text = Files.writeString(folder.resolve("text.onnx"), "no network at all");
        assertRefused(train("padim", text), ExitCode.FAILED, text.toString(), "ONNX");
        byte[] whole = Files.readAllBytes(network);
        Path half = Files.write(folder.resolve("half.onnx"), Arrays.copyOf(whole, whole.length / 2));
        assertRefused(train("patchcore", half), ExitCode.FAILED, half.toString());
        Path empty = Files.write(folder.resolve("empty.onnx"), new byte[0]);
        assertRefused(train("patchcore", empty), ExitCode.FAILED, empty.toString());
        assertRefused(train("patchcore", folder), ExitCode.FAILED, folder.toString());
    }

    @Test
    void unknownLayerIsToldWithThoseThatThereAre() {
        assertRefused(train("padim", network, "--layers", "max_4,feat_8"), ExitCode.FAILED, "feat_8", "max_4");
    }

    @Test
    void networkThatTakesNoColourImagesIsRefused() throws IOException {
        Path grey = TinyNetwork.write(folder.resolve("grey.onnx"), "1", "h", "w");
        assertRefused(train("padim", grey), ExitCode.FAILED, grey.toString(), "1", "3");
        Path four = TinyNetwork.write(folder.resolve("four.onnx"), "4", "h", "w");
        assertRefused(train("padim", four), ExitCode.FAILED, four.toString(), "4", "3");
    }

    @Test
    void sizeThatTheNetworkDoesNotTakeIsRefusedAndItsOwnIsTheDefault() throws IOException {
        Path fixed = TinyNetwork.write(folder.resolve("fixed.onnx"), "3", "96", "64");
        assertRefused(train("padim", fixed, "--size", "64x64"), ExitCode.USAGE, "64", "96");
        Outcome own = train("padim", fixed, "--json");
        assertThat(own.code()).as(own.err()).isZero();
        assertThat(own.out()).contains("\"size\":\"64x96\"");
    }

    @Test
    void sizeThatTheLayersDoNotDivideIsRefused() {
        assertRefused(train("padim", network, "--size", "60x64"), ExitCode.USAGE, "--size");
    }

    @Test
    void tooFewPicturesAreToldWithTheNumberThatItTakes() throws IOException {
        for (int i = 0; i < 3; i++) {
            Parts.write(folder.resolve("three/" + i + ".png"), i, false);
        }
        for (String method : List.of("padim", "patchcore", "auto")) {
            Outcome outcome = Outcome.of(
                    "train",
                    folder.resolve("three").toString(),
                    "--method",
                    method,
                    "--backbone",
                    network.toString(),
                    "--out",
                    out().toString(),
                    "-q");
            assertRefused(outcome, ExitCode.USAGE, "at least 4 pictures", "3 can be read");
        }
    }

    @Test
    void optionsOfAnotherMethodAreRefusedByName() {
        assertRefused(train("padim", network, "--bank", "10"), ExitCode.USAGE, "--bank", "patchcore");
        assertRefused(train("padim", network, "--epochs", "2"), ExitCode.USAGE, "--epochs", "--method vae");
        assertRefused(train("both", network, "--epochs", "2"), ExitCode.USAGE, "--epochs", "--method vae or auto");
        for (String method : List.of("padim", "both", "auto")) {
            assertRefused(train(method, network, "--folds", "2"), ExitCode.USAGE, "--folds", "--method vae;");
        }
        assertRefused(train("patchcore", network, "--score", "elbo"), ExitCode.USAGE, "--score", "--method vae");
        assertRefused(train("vae", network), ExitCode.USAGE, "--backbone", "--method padim, patchcore, both or auto");
        assertRefused(
                train("best", network),
                ExitCode.USAGE,
                "got 'best', expected vae or padim or patchcore or both or auto");
    }

    @Test
    void cudaThatIsNotThereIsToldByEveryCommandThatTakesIt() throws IOException {
        assumeFalse(OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA), "this machine has CUDA");
        Path picture = data.resolve("part-00.png");
        Path labelled = shared.resolve("labelled");
        Parts.write(labelled.resolve("test/good/0.png"), 200, false);
        Parts.write(labelled.resolve("test/scratch/0.png"), 300, true);
        String[] wanted = {"CUDA was asked for", "onnxruntime_gpu", "--provider cpu"};
        String made = folder.resolve("made/x").toString();

        assertRefused(train("padim", network, "--provider", "cuda"), ExitCode.FAILED, wanted);
        assertRefused(cuda("score", picture.toString()), ExitCode.FAILED, wanted);
        assertRefused(cuda("inspect", picture.toString(), "--out", made), ExitCode.FAILED, wanted);
        assertRefused(cuda("evaluate", labelled.toString(), "--out", made), ExitCode.FAILED, wanted);
        assertRefused(cuda("calibrate", data.toString(), "--out", made), ExitCode.FAILED, wanted);
        assertThat(Outcome.of("score", padim.toString(), picture.toString(), "--provider", "cpu", "-q")
                        .code())
                .isZero();
        assertThat(Outcome.of("score", padim.toString(), picture.toString(), "--provider", "tpu", "-q")
                        .err())
                .contains("got 'tpu', expected cpu or cuda");
    }

    private static Outcome cuda(String command, String... more) {
        List<String> args = new ArrayList<>(List.of(command, padim.toString()));
        args.addAll(List.of(more));
        args.addAll(List.of("--provider", "cuda", "-q"));
        return Outcome.of(args.toArray(String[]::new));
    }

    @Test
    void providerForAModelThatKizuComputesItselfIsRefused() throws IOException {
        Path vae = Parts.model(Parts.training(folder.resolve("good")), folder.resolve("vae.onnx"));
        for (String command : List.of("score", "evaluate")) {
            Path input = command.equals("score") ? data.resolve("part-00.png") : labelled();
            Outcome outcome = Outcome.of(command, vae.toString(), input.toString(), "--provider", "cuda", "-q");
            assertRefused(outcome, ExitCode.USAGE, "--provider cuda is for models on features", vae.toString());
        }
    }

    @Test
    void searchIsForModelsWithABank() throws IOException {
        Path picture = data.resolve("part-00.png");
        Path vae = Parts.model(Parts.training(folder.resolve("good")), folder.resolve("vae.onnx"));
        String made = folder.resolve("made/x").toString();
        for (Path model : List.of(padim, vae)) {
            String file = model.toString();
            String wanted = "index is for models with a bank (patchcore, both and auto)";
            assertRefused(search("index", "score", file, picture.toString()), ExitCode.USAGE, wanted);
            assertRefused(search("index", "inspect", file, picture.toString(), "--out", made), ExitCode.USAGE, wanted);
            assertRefused(search("index", "evaluate", file, labelled().toString()), ExitCode.USAGE, wanted);
            assertRefused(search("index", "calibrate", file, data.toString(), "--out", made), ExitCode.USAGE, wanted);
            assertThat(search("auto", "score", file, picture.toString()).code()).isZero();
        }
        assertThat(search("fast", "score", padim.toString(), picture.toString()).err())
                .contains("got 'fast', expected exact or index or auto");
    }

    private static Outcome search(String how, String... command) {
        List<String> args = new ArrayList<>(List.of(command));
        args.addAll(List.of("--search", how, "-q"));
        return Outcome.of(args.toArray(String[]::new));
    }

    @Test
    void bothSearchesGiveTheSameScores() throws IOException {
        Path model = folder.resolve("bank.onnx");
        FeatureParts.train(folder, "patchcore", data, model, "--bank", "400");
        List<String> scores = new ArrayList<>();
        for (String how : List.of("exact", "index", "auto")) {
            Outcome outcome =
                    search(how, "score", model.toString(), labelled().toString() + "/test/scratch/0.png", "--json");
            assertThat(outcome.code()).as(outcome.err()).isZero();
            assertThat(outcome.err()).isEmpty();
            scores.add(outcome.out().replaceAll("(?s).*\"images\":.*?\"score\":([0-9.]+).*", "$1"));
        }
        double exact = Double.parseDouble(scores.get(0));
        assertThat(Double.parseDouble(scores.get(1))).isCloseTo(exact, withPercentage(0.01));
        assertThat(scores.get(2)).isEqualTo(scores.get(0));
    }

    @Test
    void resultsOfOneSearchAreNotMixedWithThoseOfAnother() throws IOException {
        Path model = folder.resolve("bank.onnx");
        FeatureParts.train(folder, "patchcore", data, model, "--bank", "400");
        String[] inspect = {
            "inspect",
            model.toString(),
            labelled().toString(),
            "--out",
            folder.resolve("out").toString()
        };
        assertThat(search("index", inspect).code()).isZero();
        List<String> resumed = new ArrayList<>(List.of(inspect));
        resumed.add("--resume");
        Outcome refused = search("exact", resumed.toArray(String[]::new));
        assertThat(refused.code()).isNotZero();
        assertThat(refused.err()).contains("search", "index", "exact");
        assertThat(search("index", resumed.toArray(String[]::new)).code()).isZero();
    }

    private Path labelled() throws IOException {
        Path labelled = folder.resolve("labelled");
        Parts.write(labelled.resolve("test/good/0.png"), 200, false);
        Parts.write(labelled.resolve("test/scratch/0.png"), 300, true);
        return labelled;
    }

    @Test
    void modelThatIsTruncatedOrChangedIsRefusedByEveryCommand() throws IOException {
        byte[] whole = Files.readAllBytes(padim);
        byte[] changed = whole.clone();
        changed[whole.length / 2] ^= 1;
        for (byte[] bytes : List.of(changed, Arrays.copyOf(whole, whole.length - 5), Arrays.copyOf(whole, 200))) {
            Path bad = Files.write(folder.resolve("bad.onnx"), bytes);
            Path picture = data.resolve("part-00.png");
            String made = folder.resolve("made/x").toString();
            assertRefused(Outcome.of("info", bad.toString(), "-q"), ExitCode.FAILED, bad.toString());
            assertRefused(
                    Outcome.of("score", bad.toString(), picture.toString(), "-q"), ExitCode.FAILED, bad.toString());
            assertRefused(
                    Outcome.of("inspect", bad.toString(), picture.toString(), "--out", made, "-q"),
                    ExitCode.FAILED,
                    bad.toString());
            assertRefused(
                    Outcome.of("calibrate", bad.toString(), data.toString(), "--out", made, "-q"),
                    ExitCode.FAILED,
                    bad.toString());
        }
    }

    @Test
    void pictureOfAnyOtherSizeOrWithoutColoursIsInspected() throws IOException {
        int[] rgb = new int[150 * 20];
        Arrays.fill(rgb, 0x804020);
        Path other = Files.write(folder.resolve("other.png"), PngEncoder.rgb(20, 150, rgb));
        Path one = Files.write(folder.resolve("one.png"), PngEncoder.rgb(1, 1, new int[] {0x112233}));
        Path grey = data.resolve("part-00.png");

        Outcome outcome =
                Outcome.of("score", padim.toString(), other.toString(), one.toString(), grey.toString(), "-q");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("3 images");

        Outcome inspected = Outcome.of(
                "inspect",
                padim.toString(),
                grey.toString(),
                "--out",
                folder.resolve("results").toString(),
                "-q");
        assertThat(inspected.code()).isZero();
        assertThat(inspected.err()).contains("the model was trained on colours, and none of the pictures has any");
    }

    @Test
    void regionThatIsNotWithinAPictureIsTold() throws IOException {
        Path model = folder.resolve("roi.onnx");
        FeatureParts.train(folder, "patchcore", data, model, "--roi", "0,0,48,48");
        Path small = Files.write(folder.resolve("small.png"), Parts.png(1, false, 32, 32));

        Outcome outcome = Outcome.of("score", model.toString(), small.toString(), "-q");

        assertThat(outcome.code()).isEqualTo(ExitCode.FAILED);
        assertThat(outcome.err()).contains("small.png", "region 0,0,48,48");
    }
}
