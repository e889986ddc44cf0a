package dev.kizu.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kizu.image.Image;
import dev.kizu.image.ImageFiles;
import dev.kizu.image.PngEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class InspectCommandTest extends InspectedPictures {
    @Test
    void verdictsAreInTheOrderOfThePicturesAndFlawsWhereTheyAre() throws IOException {
        Outcome outcome = inspect();

        assertThat(lines())
                .extracting(line -> line.get("verdict").asString())
                .containsExactly("normal", "anomalous", "anomalous", "error");
        assertThat(file(0)).isEqualTo(pictures.resolve("a/part.png").toString());
        JsonNode region = lines().get(1).get("regions").get(0);
        assertThat(region.get("x").asInt() + region.get("width").asInt() / 2.0)
                .isCloseTo(Parts.SCRATCH_X + Parts.SCRATCH_WIDTH / 2.0, within(8.0));
        assertThat(region.get("y").asInt() + region.get("height").asInt() / 2.0)
                .isCloseTo(Parts.SCRATCH_Y + Parts.SCRATCH_HEIGHT / 2.0, within(8.0));
        assertThat(lines().get(1).get("score").asDouble())
                .isGreaterThan(lines().get(1).get("threshold").asDouble())
                .isEqualTo(lines().get(1).get("scores").get("joint").asDouble());
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err().lines())
                .singleElement()
                .asString()
                .contains("c.png")
                .startsWith("kizu: cannot read");
        assertThat(outcome.out()).contains("4 pictures: 1 normal, 2 anomalous, 1 could not be inspected");
    }

    @Test
    void tableSaysTheSameAsTheLines() throws IOException {
        inspect("--mask");

        List<List<String>> table = Csv.parse(Files.readString(out.resolve("results.csv")));
        List<String> header = table.get(0);
        assertThat(table).hasSize(5).allSatisfy(row -> assertThat(row).hasSameSizeAs(header));
        for (int i = 1; i < table.size(); i++) {
            JsonNode line = lines().get(i - 1);
            for (String name : List.of("file", "verdict", "score", "pValue", "threshold", "width", "overlay", "mask")) {
                String cell = table.get(i).get(header.indexOf(name));
                assertThat(cell)
                        .as(name)
                        .isEqualTo(line.get(name).isNull() ? "" : line.get(name).asString());
            }
            String regions = table.get(i).get(header.indexOf("regions"));
            assertThat(regions)
                    .isEqualTo(
                            line.get("regions").isNull()
                                    ? ""
                                    : line.get("regions").toString());
        }
    }

    @Test
    void picturesOfTheSameNameHaveFilesOfTheirOwn() throws IOException {
        inspect("--overlay", "all", "--map", "npy", "--mask");

        List<String> names = new ArrayList<>();
        for (JsonNode line : lines().subList(0, 3)) {
            for (String kind : List.of("overlay", "map", "mask")) {
                names.add(line.get(kind).asString());
                assertThat(out.resolve(line.get(kind).asString())).isRegularFile();
            }
        }
        assertThat(names).doesNotHaveDuplicates();
        assertThat(lines().get(3).get("overlay").isNull()).isTrue();
        Image mask = ImageFiles.read(out.resolve(lines().get(1).get("mask").asString()));
        assertThat(mask.width()).isEqualTo(Parts.SIZE);
        assertThat(mask.get(0, Parts.SCRATCH_Y + 4, Parts.SCRATCH_X + 12)).isEqualTo(1f);
        assertThat(mask.get(0, 2, 2)).isZero();
    }

    @Test
    void onlyAnomalousPicturesHaveOverlaysUnlessAskedOtherwise() throws IOException {
        inspect();

        assertThat(lines()).extracting(line -> line.get("overlay").isNull()).containsExactly(true, false, false, true);
        assertThat(out.resolve("maps")).doesNotExist();
    }

    @Test
    void resultsDoNotDependOnThreads() throws IOException {
        for (int i = 0; i < 12; i++) {
            Parts.write(pictures.resolve("d/%02d.png".formatted(i)), i, i % 5 == 0);
        }
        inspect("--threads", "1", "--map", "png");
        Map<String, String> one = Results.of(out);
        inspect("--threads", "5", "--map", "png", "--force");

        assertThat(Results.of(out)).isEqualTo(one);
    }

    @Test
    void flawsAreInPixelsOfLargePictures() throws IOException {
        Path large = folder.resolve("large.png");
        Image small = ImageFiles.read(pictures.resolve("b/part.png"));
        int[] rgb = IntStream.range(0, 192 * 192)
                .map(i -> Math.round(255 * small.get(0, i / 192 / 3, i % 192 / 3)) * 0x10101)
                .toArray();
        Files.write(large, PngEncoder.rgb(192, 192, rgb));

        inspect(large, "--threshold", "-1000");

        JsonNode region = lines().get(0).get("regions").get(0);
        assertThat(region.get("x").asInt() + region.get("width").asInt() / 2.0)
                .isCloseTo(3 * (Parts.SCRATCH_X + Parts.SCRATCH_WIDTH / 2.0), within(24.0));
        assertThat(lines().get(0).get("width").asInt()).isEqualTo(192);
        assertThat(lines().get(0).get("threshold").asDouble()).isEqualTo(-1000);
    }

    @Test
    void smallFlawsAreLeftOut() throws IOException {
        inspect("--min-area", "4000");

        assertThat(lines().get(1).get("regions")).isEmpty();
        assertThat(lines().get(1).get("verdict").asString()).isEqualTo("anomalous");
    }

    @Test
    void anomalyIsAnExitCodeOfItsOwnIfAskedFor() {
        assertThat(inspect(pictures.resolve("b"), "--fail-on-anomaly").code()).isEqualTo(3);
        assertThat(inspect(pictures.resolve("b"), "--force").code()).isZero();
        assertThat(inspect(pictures.resolve("a"), "--force", "--fail-on-anomaly")
                        .code())
                .isZero();
        assertThat(inspect(pictures, "--force", "--fail-on-anomaly").code()).isEqualTo(3);
    }

    @Test
    void summaryIsOneJsonObjectOnStandardOutput() throws IOException {
        Outcome outcome = inspect("--json");

        assertThat(outcome.out().lines()).hasSize(1);
        JsonNode summary = JSON.readTree(outcome.out());
        assertThat(summary.get("pictures").asInt()).isEqualTo(4);
        assertThat(summary.get("anomalous").asInt()).isEqualTo(2);
        assertThat(summary.get("errors").asInt()).isEqualTo(1);
        assertThat(summary.get("modelDigest").asString())
                .isEqualTo(lines().get(0).get("modelDigest").asString());
        assertThat(Path.of(summary.get("csv").asString())).isEqualTo(out.resolve("results.csv"));
        assertThat(summary.propertyNames())
                .containsExactly(
                        "model",
                        "modelDigest",
                        "score",
                        "threshold",
                        "pictures",
                        "normal",
                        "anomalous",
                        "errors",
                        "before",
                        "problems",
                        "csv",
                        "jsonl",
                        "seconds",
                        "imagesPerSecond");
    }
}
