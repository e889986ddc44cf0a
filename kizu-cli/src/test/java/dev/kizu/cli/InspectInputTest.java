package dev.kizu.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kizu.image.PngEncoder;
import dev.kizu.model.ModelFile;
import dev.kizu.score.ScoreKind;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class InspectInputTest extends InspectedPictures {
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
    void everyKindOfScoreHasItsPValue() throws IOException {
        inspect();

        float[] heldOut = ModelFile.loadInspection(model).model().heldOut().image(ScoreKind.ELBO);
        for (JsonNode line : lines()) {
            if (line.get("verdict").asString().equals("error")) {
                assertThat(line.get("pValues").isNull()).isTrue();
                continue;
            }
            assertThat(line.get("pValues").propertyNames())
                    .isEqualTo(line.get("scores").propertyNames());
            assertThat(line.get("pValues").get("joint")).isEqualTo(line.get("pValue"));
            float elbo = (float) line.get("scores").get("elbo").asDouble();
            int above = 0;
            for (float score : heldOut) {
                above += score >= elbo ? 1 : 0;
            }
            assertThat(line.get("pValues").get("elbo").asDouble()).isEqualTo((1.0 + above) / (1 + heldOut.length));
        }
        JsonNode scored = JSON.readTree(Outcome.of(
                        "score",
                        model.toString(),
                        pictures.resolve("a/part.png").toString(),
                        "--json")
                .out());
        assertThat(scored.get("images").get(0).get("pValues"))
                .isEqualTo(lines().get(0).get("pValues"));
    }

    @Test
    void coloursThatAreMissingAreWarnedOfOnceInARun() throws IOException {
        Path coloured = folder.resolve("coloured.onnx");
        Outcome.of(
                "train",
                shared.resolve("good").toString(),
                "--color",
                "rgb",
                "--out",
                coloured.toString(),
                "--patches",
                "1000",
                "--epochs",
                "1",
                "--filters",
                "4",
                "-q");

        Outcome grey = Outcome.of("inspect", coloured.toString(), pictures.toString(), "--out", out.toString(), "-q");
        assertThat(grey.err()).containsOnlyOnce("the model was trained on colours, and none of the pictures has any");
        int[] red = new int[64 * 64];
        Arrays.fill(red, 0xc04040);
        Files.write(pictures.resolve("red.png"), PngEncoder.rgb(64, 64, red));
        Outcome mixed = Outcome.of(
                "inspect", coloured.toString(), pictures.toString(), "--out", out.toString(), "--force", "-q");
        assertThat(mixed.err()).doesNotContain("colours");
        assertThat(inspect("--force").err()).doesNotContain("colours");
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
    void namesAndPathsAsLongAsAFileSystemTakesHaveFilesOfTheirOwn() throws IOException {
        Path many = folder.resolve("many");
        Parts.write(many.resolve("n".repeat(251) + ".png"), 5, true);
        Parts.write(many.resolve("n".repeat(250) + "m.png"), 6, true);
        Path deep = many;
        while (deep.toString().length() < 3600) {
            deep = deep.resolve("d".repeat(200));
        }
        Parts.write(deep.resolve("part.png"), 7, true);

        Outcome outcome = inspect(many, "--overlay", "all", "--map", "npy", "--mask");

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(lines()).hasSize(3).allSatisfy(line -> {
            for (String kind : List.of("overlay", "map", "mask")) {
                assertThat(out.resolve(line.get(kind).asString())).isRegularFile();
            }
        });
        assertThat(lines().stream().map(line -> line.get("overlay").asString())).doesNotHaveDuplicates();
    }

    @Test
    void depthAndColoursOfThePicturesMayBeOthersThanThoseOfTheTraining() throws IOException {
        Path other = Files.createDirectories(folder.resolve("other"));
        BufferedImage eight = ImageIO.read(pictures.resolve("b/part.png").toFile());
        for (int type : new int[] {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_USHORT_GRAY}) {
            BufferedImage gray = new BufferedImage(Parts.SIZE, Parts.SIZE, type);
            int scale = type == BufferedImage.TYPE_USHORT_GRAY ? 257 : 1;
            for (int y = 0; y < Parts.SIZE; y++) {
                for (int x = 0; x < Parts.SIZE; x++) {
                    gray.getRaster().setSample(x, y, 0, scale * (eight.getRGB(x, y) & 0xff));
                }
            }
            ImageIO.write(gray, "png", other.resolve(scale + ".png").toFile());
        }
        inspect(pictures.resolve("b/part.png"));
        double score = lines().get(0).get("score").asDouble();

        Outcome outcome = inspect(other, "--force");

        assertThat(outcome.code()).isZero();
        assertThat(lines()).hasSize(2).allSatisfy(line -> {
            assertThat(line.get("verdict").asString()).isEqualTo("anomalous");
            assertThat(line.get("score").asDouble()).isCloseTo(score, within(0.01));
        });
    }
}
