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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class InspectCommandTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private static Path shared;

    private static Path model;

    @TempDir
    private Path folder;

    private Path pictures;
    private Path out;

    @BeforeAll
    static void train() throws IOException {
        model = Parts.model(Parts.training(shared.resolve("good")), shared.resolve("parts.onnx"));
    }

    @BeforeEach
    void draw() throws IOException {
        pictures = folder.resolve("day 1");
        out = folder.resolve("results");
        Parts.write(pictures.resolve("a/part.png"), 100, false);
        Parts.write(pictures.resolve("b/part.png"), 101, true);
        Parts.write(pictures.resolve("b/teil, \"größer\" 傷.png"), 102, true);
        Files.write(pictures.resolve("c.png"), Arrays.copyOf(Parts.png(1, false, 64, 64), 700));
    }

    private Outcome inspect(String... more) {
        return inspect(pictures, more);
    }

    private Outcome inspect(Path path, String... more) {
        List<String> args =
                new ArrayList<>(List.of("inspect", model.toString(), path.toString(), "--out", out.toString(), "-q"));
        args.addAll(List.of(more));
        return Outcome.of(args.toArray(String[]::new));
    }

    private List<JsonNode> lines() throws IOException {
        return Files.readString(out.resolve("results.jsonl"))
                .lines()
                .map(JSON::readTree)
                .toList();
    }

    private String file(int line) throws IOException {
        return lines().get(line).get("file").asString();
    }

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

    @Test
    void runThatWasEndedGoesOnToTheSameResults() throws IOException {
        inspect("--overlay", "all", "--mask");
        Map<String, String> whole = Results.of(out);
        byte[] lines = Files.readAllBytes(out.resolve("results.jsonl"));
        byte[] table = Files.readAllBytes(out.resolve("results.csv"));

        for (double share : new double[] {0, 0.2, 0.4, 0.6, 0.8, 0.99, 1}) {
            Files.write(out.resolve("results.jsonl"), Arrays.copyOf(lines, (int) (lines.length * share)));
            Files.write(out.resolve("results.csv"), Arrays.copyOf(table, (int) (table.length * (1 - share))));
            Files.write(out.resolve(".kizu-0.tmp"), new byte[3]);
            Files.write(out.resolve("masks/.kizu-1.tmp"), new byte[3]);

            Outcome outcome = inspect("--overlay", "all", "--mask", "--resume");

            assertThat(outcome.code()).isEqualTo(1);
            assertThat(Results.of(out)).as("ended after %s", share).isEqualTo(whole);
        }
    }

    @Test
    void resumedRunTakesNewPicturesOnly() throws IOException {
        inspect(pictures.resolve("a"));
        String before = Files.readString(out.resolve("results.jsonl"));

        Outcome outcome = inspect("--resume");

        assertThat(Files.readString(out.resolve("results.jsonl"))).startsWith(before);
        assertThat(lines()).hasSize(4);
        assertThat(outcome.out()).contains("4 pictures", "1 were there before");
    }

    @Test
    void earlierResultsAreNotTouchedUnlessAskedFor() throws IOException {
        inspect("--overlay", "all");
        Map<String, String> before = Results.of(out);

        Outcome refused = inspect();
        Outcome other = inspect("--resume", "--threshold", "3");

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("holds results already", "--resume", "--force");
        assertThat(other.code()).isEqualTo(1);
        assertThat(other.err()).contains("threshold 3.0 instead of", "overlay anomalous instead of all", "--force");
        assertThat(Results.of(out)).isEqualTo(before);

        inspect(pictures.resolve("a"), "--force");
        assertThat(Results.of(out).keySet()).containsExactly("inspection.json", "results.csv", "results.jsonl");
    }

    @Test
    void resultsOfAnotherModelAreNotResumed() throws IOException {
        Outcome calibrated = Outcome.of(
                "calibrate",
                model.toString(),
                shared.resolve("good").toString(),
                "--out",
                folder.resolve("other.onnx").toString(),
                "--threshold",
                "1",
                "-q");
        assertThat(calibrated.code()).isZero();
        inspect();

        Outcome outcome = Outcome.of(
                "inspect",
                folder.resolve("other.onnx").toString(),
                pictures.toString(),
                "--out",
                out.toString(),
                "--resume");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).contains("model digest");
    }

    @Test
    void damagedResultsAreRefused() throws IOException {
        inspect();
        Path lines = out.resolve("results.jsonl");
        Files.writeString(lines, "{]\n" + Files.readString(lines));

        assertThat(inspect("--resume").err()).contains("line 1 is not a result", "--force");
        assertThat(inspect("--force").code()).isEqualTo(1);
        assertThat(lines()).hasSize(4);
    }

    @Test
    void pictureGivenTwiceHasOneLine() throws IOException {
        Outcome outcome = Outcome.of(
                "inspect",
                model.toString(),
                pictures.resolve("b").toString(),
                pictures.resolve("b/part.png").toString(),
                pictures.resolve("./b").toString(),
                "--out",
                out.toString());

        assertThat(outcome.code()).isZero();
        assertThat(lines()).hasSize(2);
    }

    @Test
    void resultsAmongThePicturesAreNotTakenForPictures() throws IOException {
        out = pictures.resolve("results");
        inspect("--overlay", "all");
        inspect("--overlay", "all", "--resume");

        assertThat(lines()).hasSize(4);
    }

    @Test
    void veryLongNamesAndWaysUpwardsHaveFiles() throws IOException {
        Path inner = Files.createDirectories(folder.resolve("day 1/inner"));
        String name = "長".repeat(80) + ".png";
        Parts.write(pictures.resolve(name), 5, true);

        inspect(inner.resolve("..").resolve(name), "--overlay", "all");

        String overlay = lines().get(0).get("overlay").asString();
        assertThat(overlay).startsWith("overlays/(root)/").contains("inner/(up)/長");
        assertThat(out.resolve(overlay)).isRegularFile();
    }

    @Test
    void oddPicturesGetTheirOwnLines() throws IOException {
        Path odd = Files.createDirectories(folder.resolve("odd"));
        Files.write(odd.resolve("1x1.png"), PngEncoder.rgb(1, 1, new int[] {0xff0000}));
        Files.write(odd.resolve("empty.png"), new byte[0]);
        Files.writeString(odd.resolve("text.png"), "no picture");
        byte[] header = Arrays.copyOf(Parts.png(1, false, 64, 64), 1024);
        header[18] = 0x4e;
        header[19] = 0x20;
        header[22] = 0x4e;
        header[23] = 0x20;
        Files.write(odd.resolve("wide.png"), header);
        Files.createSymbolicLink(odd.resolve("loop"), odd);
        Files.createSymbolicLink(odd.resolve("nowhere.png"), odd.resolve("gone.png"));

        Outcome outcome = inspect(odd);

        assertThat(lines())
                .extracting(line ->
                        line.get("verdict").asString() + " " + line.get("file").asString())
                .hasSize(4)
                .anySatisfy(line -> assertThat(line).endsWith("1x1.png").doesNotStartWith("error"))
                .anySatisfy(line -> assertThat(line).startsWith("error").endsWith("wide.png"));
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).contains("loop: a link to a folder", "nowhere.png: a link that leads nowhere");
    }

    @Test
    void wrongPathsEndTheCommandBeforeAnythingIsWritten() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("empty"));

        assertThat(inspect(folder.resolve("missing")).err()).contains("missing: no such file or folder");
        assertThat(inspect(empty).err()).contains("there are no pictures in " + empty);
        assertThat(out).doesNotExist();
        out = pictures;
        assertThat(inspect().err()).contains("is the folder of the pictures itself");
    }

    @Test
    void contradictoryOptionsAreUsageErrors() {
        assertThat(inspect("--resume", "--force").code()).isEqualTo(2);
        assertThat(inspect("--idle-exit", "1").code()).isEqualTo(2);
        assertThat(inspect("--map", "gif").err()).contains("got 'gif', expected png or npy");
        assertThat(inspect("--threshold", "nan").code()).isEqualTo(2);
        assertThat(out).doesNotExist();
    }

    @Test
    void watchTakesPicturesThatArriveAndWaitsForHalfWrittenOnes() throws Exception {
        Path arriving = Files.createDirectories(folder.resolve("arriving"));
        Parts.write(arriving.resolve("first.png"), 7, false);
        byte[] second = Parts.png(8, true, 64, 64);
        Files.write(arriving.resolve("second.png"), Arrays.copyOf(second, 900));
        Thread camera = new Thread(() -> {
            try {
                // By then the half of the second has been looked at as well.
                while (!Files.exists(out.resolve("results.jsonl")) || lines().isEmpty()) {
                    Thread.sleep(5);
                }
                Parts.write(arriving.resolve("sub/third.png"), 9, false);
                Files.write(arriving.resolve("second.png"), second);
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        camera.start();

        Outcome outcome = inspect(arriving, "--watch", "--settle", "0.3", "--idle-exit", "0.5");
        camera.join();

        assertThat(lines())
                .extracting(line -> arriving.relativize(Path.of(line.get("file").asString())) + " "
                        + line.get("verdict").asString())
                .containsExactlyInAnyOrder("first.png normal", "second.png anomalous", "sub/third.png normal");
        assertThat(outcome.code()).isZero();

        assertThat(inspect(arriving, "--watch", "--settle", "0.05", "--idle-exit", "0.1", "--resume")
                        .code())
                .isZero();
        assertThat(lines()).hasSize(3);
    }

    @Test
    void watchReportsPicturesThatStayDamagedOnce() throws IOException {
        Outcome outcome = inspect("--watch", "--settle", "0.02", "--idle-exit", "0.1");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err().lines()).singleElement().asString().contains("c.png");
        assertThat(lines()).hasSize(4);
    }

    @Test
    void outputThatCannotBeWrittenEndsTheRunWithWholeResults() throws IOException {
        inspect();
        Map<String, String> whole = Results.of(out);
        Path overlays = out.resolve("overlays");
        List<String> lines = Files.readAllLines(out.resolve("results.jsonl"));
        Files.writeString(out.resolve("results.jsonl"), lines.get(0) + "\n");
        Path moved = Files.move(overlays, folder.resolve("overlays"));
        Files.writeString(overlays, "in the way");

        Outcome outcome = inspect("--resume");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).contains("cannot write " + overlays, "--resume");
        assertThat(lines()).hasSize(1);
        Files.delete(overlays);
        Files.move(moved, overlays);
        inspect("--resume");
        assertThat(Results.of(out)).isEqualTo(whole);
    }
}
