package dev.kizu.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One picture among those held out shows a defect. */
class OddPictureTest {
    private static final int PICTURES = 24;

    @TempDir
    private Path folder;

    private Path data;
    private List<Path> files;
    private String odd;

    @BeforeEach
    void draw() throws IOException {
        data = folder.resolve("parts");
        files = new ArrayList<>();
        for (int i = 0; i < PICTURES; i++) {
            files.add(Parts.write(data.resolve("day 1/part-%02d.png".formatted(i)), i, false));
        }
        Path scratched = files.get(5);
        Parts.write(scratched, 77, true);
        odd = "day 1/" + scratched.getFileName();
    }

    private Path model() {
        return folder.resolve("parts.onnx");
    }

    private Outcome train(String... more) {
        List<String> args = new ArrayList<>(List.of("train", data.toString(), "--out", model().toString()));
        args.addAll(List.of(
                "--patches",
                "1500",
                "--epochs",
                "1",
                "--filters",
                "4",
                "--latent",
                "2",
                "--scales",
                "1",
                "--stride",
                "4"));
        args.addAll(List.of(more));
        return Outcome.of(args.toArray(String[]::new));
    }

    private Outcome calibrate(Path out, String... more) {
        List<String> args = new ArrayList<>(
                List.of("calibrate", model().toString(), data.toString(), "--out", out.toString(), "-q"));
        args.addAll(List.of(more));
        return Outcome.of(args.toArray(String[]::new));
    }

    @Test
    void isNamedWithItsScoreAndWhatToDo() throws IOException {
        Outcome outcome = train("-q");

        assertThat(outcome.code()).isZero();
        InspectionModel model = ModelFile.loadInspection(model()).model();
        assertThat(outcome.out())
                .contains(
                        "at least 99 held-out pictures, and there are 24: the threshold is the largest of their scores")
                .containsPattern(
                        "With --false-alarm-rate 10% it would be -?[0-9.]+ instead of [0-9.]+; 'kizu calibrate MODEL'")
                .contains("Odd: 1 of the 24 held-out pictures lies far above the others, whose scores reach ")
                .contains("  %s  %.4f%n".formatted(odd, model.threshold().value()))
                .contains("The threshold is so high because of it")
                .contains("run train again, or calibrate, with --exclude '" + odd + "'")
                .contains("--false-alarm-rate 8% or more, for which it does not decide");
        assertThat(Outcome.of("info", model().toString()).out())
                .contains("Odd: %.6g".formatted(model.threshold().value()));
        JsonNode info = new JsonMapper()
                .readTree(Outcome.of("info", model().toString(), "--json").out());
        assertThat(info.get("heldOut").get("joint").get("odd").get("scores")).hasSize(1);

        Outcome rate = calibrate(folder.resolve("rate.onnx"), "--false-alarm-rate", "8%");
        assertThat(rate.out()).contains("Odd: 1 of the 24").doesNotContain("The threshold is so high");
    }

    @Test
    void isAFieldOfTheJsonObject() throws IOException {
        JsonMapper mapper = new JsonMapper();

        JsonNode trained = mapper.readTree(train("--json", "-q").out());
        JsonNode calibrated = mapper.readTree(
                calibrate(folder.resolve("again.onnx"), "--json").out());

        for (JsonNode json : List.of(trained, calibrated)) {
            assertThat(json.get("odd")).hasSize(1);
            JsonNode one = json.get("odd").get(0);
            assertThat(one.propertyNames()).containsExactly("file", "score");
            assertThat(one.get("file").asString()).isEqualTo(data.resolve(odd).toString());
            assertThat(one.get("score").asDouble())
                    .isEqualTo(json.get("threshold").get("value").asDouble());
        }
    }

    @Test
    void leftOutOfTheCalibrationItNoLongerDecidesAndTheOthersAreStillThoseHeldOut() throws IOException {
        train("-q");
        float before = ModelFile.loadInspection(model()).model().threshold().value();

        Path out = folder.resolve("without.onnx");
        Outcome outcome = calibrate(out, "--exclude", odd);

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out())
                .contains("Calibrated by 23 good pictures that were held out when the model was trained")
                .doesNotContain("Odd");
        assertThat(ModelFile.loadInspection(out).model().threshold().value()).isLessThan(before / 2);
    }

    @Test
    void leftOutOfTheTrainingItIsNotLookedAtAndCalibrateKnowsThePicturesAgain() throws IOException {
        Files.writeString(data.resolve(odd), "no picture");
        Outcome trained = train("--exclude", "**/" + Path.of(odd).getFileName());
        Path again = folder.resolve("again.onnx");

        Outcome calibrated = calibrate(again, "--exclude", odd);

        assertThat(trained.code()).isZero();
        assertThat(trained.err()).contains("23 pictures of good parts in " + data + ", and 1 left out");
        assertThat(calibrated.code()).isZero();
        assertThat(calibrated.out()).contains("that were held out when the model was trained");
        assertThat(ModelFile.loadInspection(again).digest())
                .isEqualTo(ModelFile.loadInspection(model()).digest());
    }

    @Test
    void slipInWhatIsLeftOutIsAUsageErrorBeforeAnythingIsDone() {
        Outcome outcome = train("-q", "--exclude", "part-99.png");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("'part-99.png'", "such as day 1/part-00.png");
        assertThat(model()).doesNotExist();
    }
}
