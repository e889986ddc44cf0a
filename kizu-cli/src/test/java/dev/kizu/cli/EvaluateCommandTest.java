package dev.kizu.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kizu.assess.Assessment;
import dev.kizu.assess.AssessmentListener;
import dev.kizu.assess.Assessor;
import dev.kizu.dataset.ImageFolder;
import dev.kizu.inspect.Inspector;
import dev.kizu.model.InspectionModel;
import dev.kizu.model.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EvaluateCommandTest {
    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private static Path model;
    private Path data;

    @BeforeAll
    static void train() throws IOException {
        model = shared.resolve("model.onnx");
        TinyParts.model(model);
    }

    @BeforeEach
    void draw() throws IOException {
        data = folder.resolve("data");
        TinyParts.write(data);
    }

    private static Outcome evaluate(Object... more) {
        return Outcome.of(Stream.concat(Stream.of("evaluate", model), Arrays.stream(more))
                .map(Object::toString)
                .toArray(String[]::new));
    }

    private static JsonNode json(Outcome outcome) {
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out()).hasLineCount(1);
        return JsonMapper.shared().readTree(outcome.out());
    }

    private static List<String> names(JsonNode object) {
        return List.copyOf(object.propertyNames());
    }

    @Test
    void jsonHasTheFiguresUnderTheirNamesInOrder() throws IOException {
        JsonNode json = json(evaluate(data, "--json"));

        InspectionModel loaded = ModelFile.loadInspection(model).model();
        Assessment assessment =
                Assessor.assess(new Inspector(loaded), ImageFolder.scan(data).test(), 1, AssessmentListener.NONE);
        assertThat(names(json))
                .containsExactly(
                        "model",
                        "data",
                        "score",
                        "threshold",
                        "image",
                        "pixel",
                        "defects",
                        "seconds",
                        "imagesPerSecond");
        assertThat(json.get("model").asString()).isEqualTo(model.toString());
        assertThat(json.get("data").asString()).isEqualTo(data.toString());
        assertThat(json.get("score").asString()).isEqualTo(loaded.score().id());
        assertThat(names(json.get("threshold"))).containsExactly("value", "method");
        assertThat((float) json.get("threshold").get("value").asDouble())
                .isEqualTo(loaded.threshold().value());
        assertThat(json.get("threshold").get("method").asString()).isEqualTo("false-alarm-rate");
        JsonNode image = json.get("image");
        assertThat(names(image))
                .containsExactly(
                        "auroc",
                        "aurocLow",
                        "aurocHigh",
                        "averagePrecision",
                        "f1Max",
                        "falseAlarmRate",
                        "missRate",
                        "normal",
                        "anomalous");
        assertThat(image.get("auroc").asDouble())
                .isEqualTo(assessment.evaluation().orElseThrow().auroc());
        assertThat(image.get("missRate").asDouble())
                .isCloseTo(assessment.confusion().missed() / 6.0, within(1e-12));
        assertThat(image.get("falseAlarmRate").asDouble())
                .isCloseTo(assessment.confusion().falseAlarms() / 4.0, within(1e-12));
        assertThat(image.get("normal").asInt()).isEqualTo(TinyParts.GOOD);
        assertThat(image.get("anomalous").asInt()).isEqualTo(2 * TinyParts.BAD);
        assertThat(names(json.get("pixel"))).containsExactly("auroc", "averagePrecision", "aupro30", "aupro05");
        assertThat(json.get("pixel").get("aupro30").asDouble())
                .isEqualTo(assessment.pixels().aupro30());
        assertThat(names(json.get("defects"))).containsExactly("dent", "hole");
        assertThat(names(json.get("defects").get("hole"))).containsExactly("count", "auroc", "missRate");
        assertThat(json.get("defects").get("hole").get("count").asInt()).isEqualTo(TinyParts.BAD);
        assertThat(json.get("seconds").asDouble()).isPositive();
        assertThat(json.get("imagesPerSecond").asDouble()).isPositive();
    }

    @Test
    void withJsonPeopleReadStandardErrorAndQuietSilencesIt() {
        assertThat(evaluate(data, "--json").err()).contains("Misses", "Pixels");
        assertThat(evaluate(data, "--json", "--quiet").err()).isEmpty();
    }

    @Test
    void textSaysWhatMatters() {
        Outcome outcome = evaluate(data, "--quiet");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out())
                .contains("4 good, 6 defective", "AUROC", "of 4 good parts stopped", "of 6 defective parts missed")
                .contains("hole: AUROC", "AUPRO");
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void reportNamesItsCommandAndHasATableBesideIt() throws IOException {
        Path out = folder.resolve("new/report");

        Outcome outcome = evaluate(data, "--out", out);

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains(out.resolve("index.html").toString());
        assertThat(Files.readString(out.resolve("index.html")))
                .contains("kizu evaluate " + model, "--out " + out, "<input id=\"slider\"");
        assertThat(Files.readAllLines(out.resolve("results.csv"))).hasSize(11);
    }

    @Test
    void foldersMayBeNamedOneByOne() {
        JsonNode named = json(evaluate(
                "--normal",
                data.resolve("test/good"),
                "--anomalous",
                data.resolve("test/dent"),
                "--anomalous",
                data.resolve("test/hole"),
                "--masks",
                data.resolve("ground_truth"),
                "--json"));
        JsonNode whole = json(evaluate(data, "--json"));

        assertThat(named.get("image")).isEqualTo(whole.get("image"));
        assertThat(named.get("pixel")).isEqualTo(whole.get("pixel"));
        assertThat(named.get("defects")).isEqualTo(whole.get("defects"));
        assertThat(named.get("data").asString()).contains("test/good, ", "test/dent, ", "test/hole");
    }

    @Test
    void withoutMasksPixelIsNull() {
        JsonNode json = json(
                evaluate("--normal", data.resolve("test/good"), "--anomalous", data.resolve("test/hole"), "--json"));

        assertThat(json.get("pixel").isNull()).isTrue();
        assertThat(json.get("image").get("auroc").isNumber()).isTrue();
    }

    @Test
    void withGoodPartsOnlyTheRestIsNullAndSaidSo() {
        Outcome outcome = evaluate("--normal", data.resolve("test/good"), "--json");
        JsonNode json = json(outcome);

        for (String name : List.of("auroc", "aurocLow", "aurocHigh", "averagePrecision", "f1Max", "missRate")) {
            assertThat(json.get("image").has(name)).isTrue();
            assertThat(json.get("image").get(name).isNull()).as(name).isTrue();
        }
        assertThat(json.get("image").get("falseAlarmRate").isNumber()).isTrue();
        assertThat(json.get("image").get("anomalous").asInt()).isZero();
        assertThat(json.get("pixel").isNull()).isTrue();
        assertThat(json.get("defects").isEmpty()).isTrue();
        assertThat(outcome.err()).contains("there are none of defective parts");
    }

    @Test
    void withDefectivePartsOnlyTheRestIsNull() {
        JsonNode json = json(evaluate("--anomalous", data.resolve("test/hole"), "--json"));

        assertThat(json.get("image").get("falseAlarmRate").isNull()).isTrue();
        assertThat(json.get("image").get("missRate").isNumber()).isTrue();
        assertThat(json.get("defects").get("hole").get("auroc").isNull()).isTrue();
    }

    @Test
    void masksOfAnotherSizeAreReportedWithBothSizes() throws IOException {
        for (String defect : List.of("dent", "hole")) {
            for (int i = 0; i < TinyParts.BAD; i++) {
                TinyParts.mask(data.resolve("ground_truth/%s/%d_mask.png".formatted(defect, i)), 40, 50, 4);
            }
        }

        Outcome outcome = evaluate(data, "--json", "--quiet");

        assertThat(json(outcome).get("pixel").isNull()).isTrue();
        assertThat(outcome.err()).hasLineCount(6).contains("50 x 40", "64 x 64", "0_mask.png");
    }

    @Test
    void damagedPicturesAreReportedCountedAndSkipped() throws IOException {
        Path broken = data.resolve("test/good/broken.png");
        byte[] whole = Files.readAllBytes(data.resolve("test/good/0.png"));
        Files.write(broken, Arrays.copyOf(whole, 200));
        Files.writeString(data.resolve("test/hole/text.png"), "no picture");

        Outcome outcome = evaluate(data, "--out", folder.resolve("report"), "--quiet");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out()).contains("4 good, 6 defective; 2 left out");
        assertThat(outcome.err()).contains("left out: ", broken.toString(), "text.png");
        assertThat(Files.readString(folder.resolve("report/results.csv"))).contains("broken.png,,");
    }

    @Test
    void whereNoPictureCanBeReadItFails() throws IOException {
        Path bad = Files.createDirectories(folder.resolve("bad"));
        Files.writeString(bad.resolve("text.png"), "no picture");

        Outcome outcome = evaluate("--normal", bad, "--json", "--out", folder.resolve("report"));

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains("none of the 1 pictures could be inspected");
        assertThat(folder.resolve("report")).doesNotExist();
    }

    @Test
    void anEmptyFolderAndOneWithoutLabelsFailAndSayWhatWasLookedFor() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("empty"));
        assertThat(evaluate(empty).code()).isEqualTo(1);
        assertThat(evaluate(empty).err()).contains("holds no images");

        Outcome flat = evaluate(data.resolve("test/hole"));
        assertThat(flat.code()).isEqualTo(1);
        assertThat(flat.err()).contains("no labelled pictures", "test/good", "--normal");
        assertThat(evaluate(folder.resolve("nowhere")).err()).contains("does not exist");
    }

    @Test
    void optionsThatDoNotGoTogetherAreUsageErrors() {
        assertThat(evaluate().code()).isEqualTo(2);
        assertThat(evaluate().err()).contains("no pictures are given");
        assertThat(evaluate(data, "--normal", data).code()).isEqualTo(2);
        assertThat(evaluate("--normal", data.resolve("test/good"), "--masks", data)
                        .code())
                .isEqualTo(2);
        assertThat(evaluate(data, "--threads", "0").err()).contains("from 1 to 1000");
    }

    @Test
    void aFileThatIsNoModelIsRefused() throws IOException {
        Path text = Files.writeString(folder.resolve("text.onnx"), "no model");

        Outcome outcome = Outcome.of("evaluate", text.toString(), data.toString());

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).contains("text.onnx");
        assertThat(outcome.out()).isEmpty();
    }
}
