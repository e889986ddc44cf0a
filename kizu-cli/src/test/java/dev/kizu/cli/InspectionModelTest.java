package dev.kizu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kizu.calibrate.HeldOutScores;
import dev.kizu.calibrate.InspectionThreshold;
import dev.kizu.calibrate.ScaleCalibration;
import dev.kizu.calibrate.ThresholdMethod;
import dev.kizu.image.ImageFiles;
import dev.kizu.image.Mask;
import dev.kizu.image.Preparation;
import dev.kizu.image.Region;
import dev.kizu.inspect.Inspector;
import dev.kizu.model.InspectionModel;
import dev.kizu.model.ModelFile;
import dev.kizu.model.Provenance;
import dev.kizu.model.ScaleModel;
import dev.kizu.patch.PatchSpec;
import dev.kizu.score.Aggregation;
import dev.kizu.score.ScoreKind;
import dev.kizu.vae.Vae;
import dev.kizu.vae.VaeOptions;
import dev.kizu.vae.VaeStructure;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code kizu info} and {@code kizu score} with the model of an inspection. */
class InspectionModelTest {
    @TempDir
    private static Path folder;

    private static Path model;
    private static InspectionModel content;

    @BeforeAll
    static void save() throws IOException {
        picture("plain", 0);
        picture("striped", 100);
        picture("other", 40);
        ImageIO.write(
                new BufferedImage(20, 20, BufferedImage.TYPE_BYTE_GRAY),
                "png",
                path("small").toFile());
        Files.writeString(path("broken"), "no picture");
        InspectionModel open = content(Float.POSITIVE_INFINITY);
        double low = new Inspector(open)
                .inspect(ImageFiles.read(path("plain")))
                .verdict()
                .score();
        double high = new Inspector(open)
                .inspect(ImageFiles.read(path("striped")))
                .verdict()
                .score();
        assertThat(high).isGreaterThan(low);
        content = content((float) ((low + high) / 2));
        model = folder.resolve("part.onnx");
        ModelFile.saveInspection(content, model);
    }

    /** A network that was not trained: grey surprises it less than black and white. */
    private static InspectionModel content(float threshold) {
        VaeStructure structure = new VaeStructure(new PatchSpec(8, 8, 1), 2, 2, 2, 0.004f);
        int size = structure.tensorShapes().values().stream()
                .mapToInt(shape -> (int) shape.stream().mapToLong(side -> side).reduce(1, (a, b) -> a * b))
                .sum();
        float[] values = new float[size];
        Arrays.fill(values, 0.01f);
        boolean[] inside = new boolean[32 * 24];
        Arrays.fill(inside, 0, 32 * 12, true);
        float[] scores = {1, 2, 3};
        return new InspectionModel(
                new Preparation(1, 24, 32, new Region(4, 2, 40, 30), Mask.of(24, 32, inside)),
                List.of(new ScaleModel(2, Vae.of(structure, values), 1, ScaleCalibration.none(48))),
                4,
                ScoreKind.UNREGULARIZED,
                Aggregation.topShare(0.1),
                new HeldOutScores(Map.of(ScoreKind.UNREGULARIZED, scores), Map.of(ScoreKind.UNREGULARIZED, scores)),
                new InspectionThreshold(threshold, 7.5f, ThresholdMethod.COST, 0.02, 10, 1),
                Provenance.unknown()
                        .withTraining(new Provenance.Training(
                                "", VaeOptions.robust().withSeed(5), 0.2, "good", 30, "00ff", 3, -2.5)));
    }

    private static void picture(String name, int contrast) throws IOException {
        BufferedImage picture = new BufferedImage(50, 40, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < 40; y++) {
            for (int x = 0; x < 50; x++) {
                picture.getRaster()
                        .setSample(x, y, 0, 110 + (x % 8 < 4 ? contrast : -contrast) + (31 * x + 17 * y) % 20);
            }
        }
        ImageIO.write(picture, "png", path(name).toFile());
    }

    private static Path path(String name) {
        return folder.resolve(name + ".png");
    }

    private static Outcome run(String command, String... args) {
        List<String> all = new ArrayList<>(List.of(command, model.toString()));
        all.addAll(List.of(args));
        return Outcome.of(all.toArray(String[]::new));
    }

    private static JsonNode json(Outcome outcome) {
        return JsonMapper.shared().readTree(outcome.out());
    }

    @Test
    void infoTellsPeopleWhatIsInIt() {
        Outcome outcome = run("info");

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out())
                .contains("ONNX, ", "format version 2", "SHA-256 of the model ")
                .contains("pictures of any size, brought to 32 x 24 pixels (width x height), grey")
                .contains("Region:      4,2,40,30 (x,y,width,height)", "Mask:        50 % of the pixels count")
                .contains("1/2 of the size, a window every 1 pixel", "patches of 8x8, depth 2, 2 filters")
                .contains("unregularized score, top10% of the map's cells of 4x4 pixels")
                .contains("Reference:   nothing: scores are as they are")
                .contains("least cost, 10 for a miss and 1 for a false alarm", "above 7.50000")
                .contains("3 normal images", "mean 2.000, standard deviation 1.000, from 1.000 to 3.000, median 2.000")
                .contains("seed 5", "30 normal ones (class good), of which 3 were held out")
                .doesNotContain("preset");
    }

    @Test
    void infoTellsProgramsTheSame() {
        JsonNode info = json(run("info", "--json"));

        assertThat(List.copyOf(info.propertyNames()))
                .containsExactly(
                        "file",
                        "bytes",
                        "formatVersion",
                        "sha256",
                        "preparation",
                        "scales",
                        "features",
                        "map",
                        "autoencoders",
                        "threshold",
                        "heldOut",
                        "kizuVersion",
                        "training",
                        "made");
        assertThat(info.get("preparation").get("region").get("width").asInt()).isEqualTo(40);
        assertThat(info.get("preparation").get("maskPixels").asInt()).isEqualTo(384);
        assertThat(info.get("scales").get(0).get("factor").asInt()).isEqualTo(2);
        assertThat(info.get("scales").get(0).get("network").get("latent").asInt())
                .isEqualTo(2);
        assertThat(info.get("map").get("reference").asString()).isEqualTo("none");
        assertThat(info.get("threshold").get("method").asString()).isEqualTo("cost");
        assertThat((float) info.get("threshold").get("value").asDouble())
                .isEqualTo(content.threshold().value());
        assertThat(info.get("heldOut")
                        .get("unregularized")
                        .get("peak")
                        .get("max")
                        .asDouble())
                .isEqualTo(3);
    }

    @Test
    void picturesAreJudgedAsTheInspectorDoesHoweverManyThreadsThereAre() throws IOException {
        List<String> names = List.of("striped", "plain", "other", "plain", "striped");
        for (String threads : List.of("1", "2", "7")) {
            List<String> args = new ArrayList<>(
                    names.stream().map(name -> path(name).toString()).toList());
            args.addAll(List.of("--json", "--threads", threads));
            Outcome outcome = run("score", args.toArray(String[]::new));

            assertThat(outcome.code()).as(outcome.err()).isZero();
            JsonNode images = json(outcome).get("images");
            for (int i = 0; i < names.size(); i++) {
                var verdict = new Inspector(content)
                        .inspect(ImageFiles.read(path(names.get(i))))
                        .verdict();
                assertThat(images.get(i).get("score").asDouble()).isEqualTo(verdict.score());
                assertThat(images.get(i).get("anomalous").asBoolean()).isEqualTo(verdict.anomalous());
            }
            assertThat(images.get(0).get("anomalous").asBoolean()).isTrue();
            assertThat(images.get(1).get("anomalous").asBoolean()).isFalse();
        }
    }

    @Test
    void whatCannotBeScoredIsReportedAndTheRestIsScored() {
        Outcome outcome = run(
                "score",
                path("plain").toString(),
                path("small").toString(),
                path("broken").toString(),
                path("missing").toString(),
                path("striped").toString());

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out())
                .startsWith("Score: unregularized; anomalous above ")
                .contains("2 images scored, 1 anomalous, 3 failed");
        assertThat(outcome.err())
                .contains("kizu: " + path("small") + ": region 4,2,40,30")
                .contains("kizu: cannot read " + path("broken"))
                .contains("kizu: " + path("missing") + ": no such file")
                .doesNotContain("\tat ");
    }

    @Test
    void anInfiniteThresholdIsNoVerdict() throws IOException {
        Path open = folder.resolve("open.onnx");
        ModelFile.saveInspection(content(Float.POSITIVE_INFINITY), open);

        assertThat(Outcome.of("score", open.toString(), path("striped").toString())
                        .out())
                .contains("The model has no threshold")
                .doesNotContain("anomalous");
        assertThat(json(Outcome.of("info", open.toString(), "--json"))
                        .get("threshold")
                        .get("value")
                        .isNull())
                .isTrue();
    }
}
