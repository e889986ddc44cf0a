package dev.kizu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kizu.calibrate.Reference;
import dev.kizu.calibrate.ThresholdMethod;
import dev.kizu.model.InspectionModel;
import dev.kizu.model.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TrainCommandTest {
    @TempDir
    private Path folder;

    private Path data;

    @BeforeEach
    void draw() throws IOException {
        data = folder.resolve("parts");
        Parts.training(data.resolve("train/good"));
        // Nothing of these may be looked at.
        Parts.write(data.resolve("test/scratch/0.png"), 300, true);
        Parts.write(data.resolve("test/good/0.png"), 200, false);
    }

    private Path out() {
        return folder.resolve("made/parts.onnx");
    }

    private Outcome train(Path pictures, String... more) {
        List<String> args = new ArrayList<>(List.of(
                "train",
                pictures.toString(),
                "--out",
                out().toString(),
                "--patches",
                "1000",
                "--epochs",
                "1",
                "--filters",
                "4",
                "--latent",
                "2"));
        args.addAll(List.of(more));
        return Outcome.of(args.toArray(String[]::new));
    }

    @Test
    void jsonIsOneObjectWithTheNamesAndOrderThatAreDocumented() throws IOException {
        Outcome outcome = train(data, "--json", "--quiet", "--false-alarm-rate", "0.2", "--seed", "3");

        assertThat(outcome.code()).isEqualTo(ExitCode.DONE);
        assertThat(outcome.err()).isEmpty();
        JsonNode json = JsonMapper.shared().readTree(outcome.out());
        assertThat(json.propertyNames())
                .containsExactly(
                        "model",
                        "method",
                        "images",
                        "heldOut",
                        "folds",
                        "seconds",
                        "patches",
                        "size",
                        "patch",
                        "stride",
                        "score",
                        "calibration",
                        "threshold",
                        "odd");
        assertThat(json.get("images").asInt()).isEqualTo(Parts.TRAINING);
        assertThat(json.get("heldOut").asInt()).isEqualTo(Parts.TRAINING);
        assertThat(json.get("folds").asInt()).isEqualTo(2);
        assertThat(json.get("size").asString()).isEqualTo("64x64");
        assertThat(json.get("patch").asString()).isEqualTo("8x8");
        assertThat(json.get("score").asString()).isEqualTo("joint");
        assertThat(json.get("threshold").get("method").asString()).isEqualTo("false-alarm-rate");
        InspectionModel model =
                ModelFile.loadInspection(Path.of(json.get("model").asString())).model();
        assertThat(model.threshold().value())
                .isEqualTo((float) json.get("threshold").get("value").asDouble());
        assertThat(model.threshold().falseAlarmRate()).isEqualTo(0.2);
        assertThat(model.provenance().training().options().seed()).isEqualTo(3);
    }

    @Test
    void eachChoiceIsToldWithItsReason() {
        Outcome outcome = train(data);

        assertThat(outcome.code()).isEqualTo(ExitCode.DONE);
        assertThat(outcome.err())
                .contains("12 pictures of good parts")
                .contains("gray (the pictures show no colours)")
                .contains("64x64 (the pictures are mostly 64x64)")
                .contains("patch     8x8 (a fixed default)", "depth     2 (a fixed default)")
                .contains("variance  at least 0.00025 (a fixed default: a deviation of 4 of 255 grey levels")
                .contains("filters   4 (as asked)", "patches   1,000 (as asked; for each epoch")
                .contains(
                        "each of 12 pictures once, in 2 folds (so few that calibration needs them all; dealt by seed 0;");
        assertThat(outcome.out())
                .contains(
                        "Trained on 12 pictures of good parts, calibrated by all of them, each seen by networks that had")
                .contains("takes at least 99 held-out pictures")
                .contains("Model: " + out());
    }

    @Test
    void whatIsAskedForIsDone() throws IOException {
        Outcome outcome = train(
                data,
                "-q",
                "--color",
                "rgb",
                "--roi",
                "8,0,48,64",
                "--scales",
                "1",
                "--folds",
                "2",
                "--stride",
                "2",
                "--variance-floor",
                "0.01",
                "--calibration",
                "image",
                "--score",
                "elbo",
                "--aggregate",
                "max",
                "--threshold",
                "4.5");

        assertThat(outcome.code()).isEqualTo(ExitCode.DONE);
        InspectionModel model = ModelFile.loadInspection(out()).model();
        assertThat(model.preparation().channels()).isEqualTo(3);
        assertThat(model.preparation().region()).hasToString("8,0,48,64");
        assertThat(model.scales()).hasSize(2);
        assertThat(model.scales()).allMatch(scale -> scale.vae().structure().varianceFloor() == 0.01f);
        assertThat(model.cell()).isEqualTo(2);
        assertThat(model.reference()).isEqualTo(Reference.IMAGE);
        assertThat(model.score().id()).isEqualTo("elbo");
        assertThat(model.aggregation()).hasToString("max");
        assertThat(model.threshold().value()).isEqualTo(4.5f);
        assertThat(model.threshold().method()).isEqualTo(ThresholdMethod.FIXED);
    }

    @Test
    void aThresholdThatIsGivenPromisesNoRate() throws IOException {
        JsonNode given = JsonMapper.shared()
                .readTree(train(data, "--threshold", "4.5", "--json", "-q").out())
                .get("threshold");

        assertThat(given.get("method").asString()).isEqualTo("fixed");
        assertThat(given.get("promisedRate").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "-0.1", "small", "NaN"})
    void varianceThatIsNoneIsAUsageError(String variance) {
        Outcome outcome = train(data, "--variance-floor", variance);

        assertThat(outcome.code()).isEqualTo(ExitCode.USAGE);
        assertThat(outcome.err()).contains("got '" + variance + "', expected a variance of at least 0 and below 1");
        assertThat(out()).doesNotExist();
    }

    @Test
    void shareHeldOutTakesTheFoldsAway() throws IOException {
        Outcome outcome = train(data, "-q", "--held-out", "0.25", "--scales", "1");

        assertThat(outcome.code()).isEqualTo(ExitCode.DONE);
        assertThat(outcome.out()).contains("Trained on 9 pictures of good parts, calibrated by 3");
        assertThat(ModelFile.loadInspection(out()).model().scales()).hasSize(1);
        Outcome both = train(data, "-q", "--held-out", "0.25", "--folds", "2");
        assertThat(both.code()).isEqualTo(ExitCode.USAGE);
        assertThat(both.err()).contains("Leave out --held-out, or --folds");
    }

    @Test
    void pictureThatCannotBeReadIsNamedAndLeftOutAndTheExitCodeSaysSo() throws IOException {
        Files.writeString(data.resolve("train/good/part-03.png"), "no picture");

        Outcome outcome = train(data);

        assertThat(outcome.code()).isEqualTo(ExitCode.FAILED);
        assertThat(outcome.err()).contains("part-03.png: it is not a PNG");
        assertThat(outcome.out()).contains("1 could not be read");
        assertThat(out()).exists();
    }

    @Test
    void whatCannotWorkLeavesNoModelAndSaysWhatToDo() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("empty"));
        Outcome none = train(empty, "-q");
        assertThat(none.code()).isEqualTo(ExitCode.FAILED);
        assertThat(none.err()).contains("holds no images").contains("train/good");

        Path three = folder.resolve("three");
        for (int i = 0; i < 3; i++) {
            Parts.write(three.resolve(i + ".png"), i, false);
        }
        Outcome few = train(three, "-q");
        assertThat(few.code()).isEqualTo(2);
        assertThat(few.err()).contains("at least 4 pictures").contains("3 can be read");

        Outcome outside = train(data, "-q", "--roi", "60,0,40,40");
        assertThat(outside.code()).isEqualTo(2);
        assertThat(outside.err())
                .contains("region 60,0,40,40", "within none of the pictures", "64 x 64")
                .hasLineCount(2);

        Outcome contradiction = train(data, "-q", "--calibration", "none", "--score", "joint");
        assertThat(contradiction.code()).isEqualTo(2);
        assertThat(contradiction.err()).contains("joint score needs");
        assertThat(folder.resolve("made")).doesNotExist();
    }

    @Test
    void nameThatNoFileSystemTakesIsRefusedBeforeTraining() {
        Path file = folder.resolve("made/" + "x".repeat(300));
        Outcome outcome =
                Outcome.of("train", data.toString(), "--out", file.toString(), "--epochs", "1", "--patches", "500");

        assertThat(outcome.code()).isEqualTo(ExitCode.FAILED);
        assertThat(outcome.err()).contains("--out " + folder).doesNotContain("Training", "unexpected");
        assertThat(folder.resolve("made")).doesNotExist();
    }

    @Test
    void maskOfAnotherSizeThanThePicturesIsRefused() throws IOException {
        Path mask = folder.resolve("mask.png");
        Files.write(mask, Parts.png(1, false, 32, 48));

        Outcome outcome = train(data, "-q", "--mask", mask.toString());

        assertThat(outcome.code()).isEqualTo(ExitCode.USAGE);
        assertThat(outcome.err()).contains("the mask has 48 x 32 pixels", "64 x 64");
    }
}
