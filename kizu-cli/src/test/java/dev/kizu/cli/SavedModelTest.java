package dev.kizu.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kizu.model.ModelContent;
import dev.kizu.model.ModelFile;
import dev.kizu.model.Provenance;
import dev.kizu.patch.PatchSpec;
import dev.kizu.score.Aggregation;
import dev.kizu.score.ScoreKind;
import dev.kizu.vae.Vae;
import dev.kizu.vae.VaeStructure;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code --save}, {@code kizu info} and {@code kizu score}. */
class SavedModelTest {
    @TempDir
    private static Path folder;

    private static Path model;
    private static Outcome saving;

    @BeforeAll
    static void save() throws IOException {
        TinyIdx.write(folder.resolve("data"));
        model = folder.resolve("new/model.onnx");
        saving = experiment("--save", model.toString(), "--json", "--seed", "5", "--false-alarms", "10%");
        for (int i = 0; i < 3; i++) {
            picture("upright-" + i, true, BufferedImage.TYPE_BYTE_GRAY, TinyIdx.SIZE);
            picture("across-" + i, false, BufferedImage.TYPE_3BYTE_BGR, TinyIdx.SIZE);
        }
        picture("small", true, BufferedImage.TYPE_BYTE_GRAY, 20);
        Files.writeString(folder.resolve("broken.png"), "no picture");
    }

    private static Outcome experiment(String... more) {
        List<String> args = new ArrayList<>(List.of(
                "experiment",
                "--data",
                folder.resolve("data").toString(),
                "--normal",
                "1",
                "--anomaly",
                "9",
                "--patches",
                "500",
                "--stride",
                "4",
                "--epochs",
                "2",
                "--out",
                folder.resolve("report").toString()));
        args.addAll(List.of(more));
        return Outcome.of(args.toArray(String[]::new));
    }

    private static void picture(String name, boolean upright, int type, int size) throws IOException {
        BufferedImage picture = new BufferedImage(size, size, type);
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                int value = (Math.abs((upright ? x : y) - size / 2) < 3 ? 200 : 0) + (31 * x + 17 * y) % 50;
                for (int band = 0; band < picture.getRaster().getNumBands(); band++) {
                    picture.getRaster().setSample(x, y, band, value);
                }
            }
        }
        ImageIO.write(picture, "png", path(name).toFile());
    }

    private static Path path(String name) {
        return folder.resolve(name + ".png");
    }

    private static Outcome score(String... args) {
        List<String> all = new ArrayList<>(List.of("score", model.toString()));
        all.addAll(List.of(args));
        return Outcome.of(all.toArray(String[]::new));
    }

    private static JsonNode json(Outcome outcome) {
        return JsonMapper.shared().readTree(outcome.out());
    }

    @Test
    void savingSaysWhereTheModelIs() {
        assertThat(saving.code()).as(saving.err()).isZero();
        assertThat(json(saving).get("model").asString()).isEqualTo(model.toString());
        assertThat(model).isNotEmptyFile();
        assertThat(saving.err()).contains("Model:    " + model).contains("at most 10 %");
        assertThat(json(experiment("--json")).has("model")).isFalse();
    }

    @Test
    void infoTellsPeopleWhatIsInIt() {
        Outcome outcome = Outcome.of("info", model.toString());

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out())
                .contains("ONNX, ", "format version 1", "SHA-256 of the model ")
                .contains("grey images of exactly 28 x 28 pixels")
                .contains("patches of 8x8, depth 2, 16 filters, latent size 2")
                .contains("joint score, stride 4, top30% of the windows")
                .contains("positional, 6 x 6 windows")
                .contains("chosen for at most 10 % false alarms, by 20 held-out normal images")
                .contains("preset robust, seed 5, 500 patches, 2 epochs, final loss")
                .contains("100 normal ones (class 1), of which 20 were held out")
                .contains("Data:        " + folder.resolve("data"))
                .contains("Java:        " + Runtime.version(), "Kernel:      ");
    }

    @Test
    void infoTellsProgramsTheSame() {
        JsonNode info = json(Outcome.of("info", model.toString(), "--json"));

        assertThat(List.copyOf(info.propertyNames()))
                .containsExactly(
                        "file",
                        "bytes",
                        "formatVersion",
                        "sha256",
                        "network",
                        "scoring",
                        "calibration",
                        "threshold",
                        "kizuVersion",
                        "training",
                        "made");
        assertThat(info.get("bytes").asLong()).isEqualTo(model.toFile().length());
        assertThat(info.get("sha256").asString()).matches("[0-9a-f]{64}");
        assertThat(info.get("scoring").get("stride").asInt()).isEqualTo(4);
        assertThat(info.get("threshold").get("falseAlarmRate").asDouble()).isEqualTo(0.1);
        assertThat(info.get("threshold").get("heldOut").get("count").asInt()).isEqualTo(20);
        assertThat(info.get("training").get("seed").asLong()).isEqualTo(5);
        assertThat(info.get("training").get("images").asInt()).isEqualTo(100);
        assertThat(info.get("training").get("finalLoss").asDouble())
                .isEqualTo(json(saving).get("train").get("finalLoss").asDouble());
        assertThat(Instant.parse(info.get("made").get("time").asString()))
                .isBetween(Instant.now().minusSeconds(3600), Instant.now());
    }

    @Test
    void barsAcrossAreAnomalousAndUprightOnesAreNot() {
        Outcome outcome = score(
                path("upright-0").toString(),
                path("across-0").toString(),
                path("across-1").toString(),
                path("upright-1").toString());

        assertThat(outcome.code()).as(outcome.err()).isZero();
        List<String> lines = outcome.out().lines().toList();
        assertThat(lines).hasSize(6);
        assertThat(lines.get(0)).matches("Score: joint; anomalous above \\d+\\.\\d{4}\\.");
        assertThat(lines.get(1)).contains("normal").endsWith(path("upright-0").toString());
        assertThat(lines.get(2)).contains("anomalous").endsWith(path("across-0").toString());
        assertThat(lines.get(3)).contains("anomalous");
        assertThat(lines.get(4)).contains("normal");
        assertThat(lines.get(5)).isEqualTo("4 images scored, 2 anomalous");
    }

    @Test
    void whatCannotBeScoredIsReportedAndTheRestIsScored() {
        Outcome outcome = score(
                path("upright-0").toString(),
                path("broken").toString(),
                path("missing").toString(),
                path("small").toString(),
                path("across-0").toString(),
                "--json");
        JsonNode json = json(outcome);

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(List.copyOf(json.propertyNames()))
                .containsExactly("model", "score", "threshold", "images", "anomalous", "failed");
        assertThat(json.get("failed").asInt()).isEqualTo(3);
        assertThat(json.get("anomalous").asInt()).isEqualTo(1);
        assertThat(json.get("images").valueStream().map(image -> image.has("error")))
                .containsExactly(false, true, true, true, false);
        JsonNode first = json.get("images").get(0);
        assertThat(List.copyOf(first.propertyNames())).containsExactly("file", "score", "anomalous", "scores");
        assertThat(first.get("score").asDouble())
                .isEqualTo(first.get("scores").get("joint").asDouble());
        assertThat(outcome.err())
                .contains(
                        "kizu: cannot read " + path("broken") + ": it is not a PNG, JPEG, BMP, GIF, TIFF or WebP image")
                .contains("kizu: " + path("missing") + ": no such file")
                .contains("images of 28 x 28 pixels (height x width), this one has 20 x 20")
                .doesNotContain("\tat ");
    }

    @Test
    void theScoresAreThoseOfTheLibraryHoweverManyThreadsThereAre() throws IOException {
        double expected = dev.kizu.detect.Detector.load(model)
                .inspect(dev.kizu.image.ImageFiles.read(path("across-2"), 1))
                .verdict()
                .score();
        List<String> args = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            args.add(path("across-2").toString());
        }
        args.addAll(List.of("--json", "--threads", "3"));

        JsonNode images = json(score(args.toArray(String[]::new))).get("images");

        assertThat(images.valueStream().map(image -> image.get("score").asDouble()))
                .hasSize(150)
                .containsOnly(expected);
    }

    @Test
    void withoutHeldOutImagesThereIsNoVerdict() {
        Path article = folder.resolve("article.onnx");
        Outcome outcome = experiment("--preset", "article", "--save", article.toString());

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("It has no threshold, since no images were held out");
        assertThat(Outcome.of("info", article.toString()).out())
                .contains("images of 8 x 8 pixels (height x width) or more")
                .contains(
                        "Threshold:   none", "Calibration: none", "unregularized score, stride 4, max of the windows");
        Outcome scored = Outcome.of("score", article.toString(), path("small").toString());
        assertThat(scored.code()).as(scored.err()).isZero();
        assertThat(scored.out())
                .contains("The model has no threshold", "1 image scored")
                .doesNotContain("anomalous");
        assertThat(json(Outcome.of("score", article.toString(), path("small").toString(), "--json"))
                        .get("threshold")
                        .isNull())
                .isTrue();
    }

    @Test
    void theScoreThatDecidesCanBeChosen() {
        Path other = folder.resolve("elbo.onnx");

        assertThat(experiment("--score", "elbo", "--save", other.toString()).code())
                .isZero();
        assertThat(Outcome.of("info", other.toString()).out()).contains("elbo score");
        Outcome impossible = experiment("--score", "joint", "--calibration", "none");
        assertThat(impossible.code()).isEqualTo(2);
        assertThat(impossible.err()).contains("the joint score needs a calibration");
    }

    @Test
    void whatIsNoModelIsRefusedWithTheReason() {
        Outcome outcome = Outcome.of("info", path("broken").toString());

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .startsWith("kizu: cannot load " + path("broken") + ": it is not an ONNX file")
                .doesNotContain("\tat ")
                .hasLineCount(1);
        assertThat(Outcome.of("score", "missing.onnx", "a.png").err())
                .startsWith("kizu: missing.onnx: no such file or folder");
    }

    @Test
    void aPlaceThatCannotBeWrittenIsRefusedBeforeTraining() {
        Outcome directory = experiment("--save", folder.toString());
        Outcome underFile =
                experiment("--save", path("broken").resolve("model.onnx").toString());
        Outcome seeds = experiment("--save", folder.resolve("s.onnx").toString(), "--seeds", "2");

        assertThat(directory.code()).isEqualTo(1);
        assertThat(directory.err())
                .contains("this is a folder, expected the name of a file")
                .doesNotContain("Training");
        assertThat(underFile.code()).isEqualTo(1);
        assertThat(underFile.err()).contains("Choose another with --save").doesNotContain("Training");
        assertThat(seeds.code()).isEqualTo(2);
        assertThat(seeds.err())
                .contains("--save keeps one model and --seeds trains several")
                .doesNotContain("Training");
    }

    @Test
    void aModelThatNoFileCanHoldIsRefusedBeforeTraining() {
        Outcome outcome =
                experiment("--save", folder.resolve("huge.onnx").toString(), "--latent", "4096", "--filters", "4096");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err())
                .contains("a model file holds at most 67,108,864. Use fewer filters")
                .doesNotContain("Training");
    }

    /** Finite weights whose products are not. */
    @Test
    void aScoreThatIsNotFiniteIsAnErrorAndNoVerdict() throws IOException {
        Path overflowing = untrained(1, 3e38f);
        Outcome outcome =
                Outcome.of("score", overflowing.toString(), path("upright-0").toString(), "--json");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err())
                .contains("kizu: " + path("upright-0") + ": its score is ", "expected a finite number");
        JsonNode image = json(outcome).get("images").get(0);
        assertThat(List.copyOf(image.propertyNames())).containsExactly("file", "error");
        assertThat(json(outcome).get("failed").asInt()).isEqualTo(1);
    }

    @Test
    void channelsThatNoImageFileHasAreRefusedAtOnce() throws IOException {
        Outcome outcome = Outcome.of(
                "score", untrained(2, 0.01f).toString(), path("missing").toString());

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains("takes images of 2 channels, and image files have 1 (grey) or 3 (colour)");
    }

    @Test
    void anImageSmallerThanThePatchIsToldWhatItNeeds() throws IOException {
        picture("tiny", true, BufferedImage.TYPE_BYTE_GRAY, 6);
        Outcome outcome = Outcome.of(
                "score",
                untrained(1, 0.01f).toString(),
                path("upright-0").toString(),
                path("tiny").toString());

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err())
                .contains("it has 6 x 6 pixels (height x width), this model needs at least 8 x 8; give a larger image");
        assertThat(outcome.out()).contains("1 image scored, 1 failed");
    }

    private static Path untrained(int channels, float value) throws IOException {
        VaeStructure structure = new VaeStructure(new PatchSpec(8, 8, channels), 2, 2, 2, 0.004f);
        int size = structure.tensorShapes().values().stream()
                .mapToInt(shape -> (int) shape.stream().mapToLong(side -> side).reduce(1, (a, b) -> a * b))
                .sum();
        float[] values = new float[size];
        Arrays.fill(values, value);
        Path file = folder.resolve("untrained-%d-%s.onnx".formatted(channels, value));
        ModelFile.save(
                new ModelContent(
                        Vae.of(structure, values),
                        4,
                        Aggregation.top(1),
                        ScoreKind.ELBO,
                        0.1,
                        null,
                        null,
                        Provenance.unknown()),
                file);
        return file;
    }

    @Test
    void theEnvironmentsTimeIsReadOrRefused() {
        assertThat(ModelSaver.time(null)).isNull();
        assertThat(ModelSaver.time(" ")).isNull();
        assertThat(ModelSaver.time("1700000000")).isEqualTo(Instant.parse("2023-11-14T22:13:20Z"));
        for (String bad : List.of("yesterday", "9999999999999999999", "999999999999999999")) {
            assertThatThrownBy(() -> ModelSaver.time(bad))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("SOURCE_DATE_EPOCH is '" + bad + "'");
        }
    }
}
