package dev.kizu.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kizu.calibrate.Reference;
import dev.kizu.calibrate.ThresholdMethod;
import dev.kizu.image.ImageFiles;
import dev.kizu.inspect.Inspector;
import dev.kizu.model.InspectionModel;
import dev.kizu.model.ModelFile;
import dev.kizu.train.HeldOutSplit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CalibrateCommandTest {
    private static final int NORMAL = 6;
    private static final int SCRATCHED = 3;

    @TempDir
    private static Path shared;

    /** As MVTec lays it out. */
    private static Path data;

    private static Path model;

    @TempDir
    private Path folder;

    @BeforeAll
    static void train() throws IOException {
        data = shared.resolve("parts");
        model = Parts.model(Parts.training(data.resolve("train/good")), shared.resolve("parts.onnx"));
        for (int i = 0; i < NORMAL; i++) {
            Parts.write(data.resolve("test/good/%d.png".formatted(i)), 200 + i, false);
        }
        for (int i = 0; i < SCRATCHED; i++) {
            Parts.write(data.resolve("test/scratch/%d.png".formatted(i)), 300 + i, true);
        }
    }

    private Outcome calibrate(Path pictures, String... more) {
        List<String> args = new ArrayList<>(
                List.of("calibrate", model.toString(), pictures.toString(), "--out", out().toString(), "-q"));
        args.addAll(List.of(more));
        return Outcome.of(args.toArray(String[]::new));
    }

    /** Trains for a moment, with the folds that so few pictures get. */
    private static Outcome train(Path pictures, Path out) {
        List<String> args = new ArrayList<>(List.of("train", pictures.toString(), "--out", out.toString(), "-q"));
        args.addAll(List.of("--patches", "1000", "--epochs", "1", "--filters", "4", "--stride", "4"));
        args.addAll(List.of("--false-alarm-rate", "0.2"));
        return Outcome.of(args.toArray(String[]::new));
    }

    private Path out() {
        return folder.resolve("calibrated.onnx");
    }

    private InspectionModel calibrated() throws IOException {
        return ModelFile.loadInspection(out()).model();
    }

    @Test
    void samePicturesAndOptionsGiveTheModelThatTrainingGave() throws IOException {
        Outcome outcome = calibrate(data, "--json");

        JsonNode summary = new JsonMapper().readTree(outcome.out());
        assertThat(outcome.code()).isZero();
        assertThat(summary.get("heldOut").asBoolean()).isTrue();
        assertThat(summary.get("normals").asInt()).isEqualTo(Parts.TRAINING / 2);
        assertThat(ModelFile.loadInspection(out()).digest())
                .isEqualTo(ModelFile.loadInspection(model).digest());
    }

    @Test
    void picturesOfFoldsAreSeenByTheNetworksThatHaveNotLearntFromThem() throws IOException {
        Path folds = folder.resolve("folds.onnx");
        Outcome train = train(data, folds);
        assertThat(train.code()).as(train.err()).isZero();
        assertThat(Outcome.of("info", folds.toString()).out())
                .contains("fold 1, full size", "fold 2, 1/2 of the size")
                .contains("12 normal ones (class good), each held out from one of 2 folds' networks");

        Outcome outcome =
                Outcome.of("calibrate", folds.toString(), data.toString(), "--out", out().toString(), "--json", "-q");

        JsonNode summary = new JsonMapper().readTree(outcome.out());
        assertThat(summary.get("heldOut").asBoolean()).isTrue();
        assertThat(summary.get("normals").asInt()).isEqualTo(Parts.TRAINING);
        assertThat(ModelFile.loadInspection(out()).digest())
                .isEqualTo(ModelFile.loadInspection(folds).digest());
        String[] excludeAllButOne =
                HeldOutSplit.folds(Parts.files(data.resolve("train/good")), 0, Parts.TRAINING, 2)
                        .get(1)
                        .heldOut()
                        .stream()
                        .skip(1)
                        .flatMap(file -> Stream.of("--exclude", "train/good/" + file.getFileName()))
                        .toArray(String[]::new);
        List<String> args = new ArrayList<>(List.of("calibrate", folds.toString(), data.toString(), "--out"));
        args.add(folder.resolve("few.onnx").toString());
        args.addAll(List.of(excludeAllButOne));
        Outcome few = Outcome.of(args.toArray(String[]::new));
        assertThat(few.code()).isEqualTo(ExitCode.USAGE);
        assertThat(few.err()).contains("of fold 2 there are 1", "Leave out fewer");
    }

    @Test
    void otherPicturesAreAllUsed() throws IOException {
        Outcome outcome = calibrate(data.resolve("test/good"), "--calibration", "image", "--score", "elbo");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out())
                .contains("Calibrated by 6 good pictures; they should not be among those")
                .contains("Calibration: image", "Score: elbo");
        assertThat(calibrated().reference()).isEqualTo(Reference.IMAGE);
        assertThat(calibrated().heldOut().image(calibrated().score())).hasSize(NORMAL);
    }

    @Test
    void rateThatTakesMorePicturesIsSaid() {
        Outcome outcome = calibrate(data, "--false-alarm-rate", "1%");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out())
                .contains(
                        "A false-alarm rate of 1 % takes at least 99 held-out pictures, and there are 6: the threshold is the largest of "
                                + "their scores, and a rate of 14.3 % is the least that it can promise");
    }

    @Test
    void labelledPicturesChooseScoreAndThreshold() throws IOException {
        Outcome outcome = calibrate(data, "--f1");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).contains("largest F1 on 9 labelled pictures");
        assertThat(calibrated().threshold().method()).isEqualTo(ThresholdMethod.F1);
        Inspector inspector = new Inspector(calibrated());
        for (int i = 0; i < SCRATCHED; i++) {
            Path scratched = data.resolve("test/scratch/%d.png".formatted(i));
            assertThat(inspector.inspect(ImageFiles.read(scratched)).verdict().anomalous())
                    .isTrue();
        }
        for (int i = 0; i < NORMAL; i++) {
            Path good = data.resolve("test/good/%d.png".formatted(i));
            assertThat(inspector.inspect(ImageFiles.read(good)).verdict().anomalous())
                    .isFalse();
        }
    }

    @Test
    void costsAreKeptInTheModel() throws IOException {
        assertThat(calibrate(data, "--cost-miss", "20", "--cost-alarm", "0.5", "--score", "unregularized")
                        .code())
                .isZero();

        assertThat(calibrated().threshold().method()).isEqualTo(ThresholdMethod.COST);
        assertThat(calibrated().threshold().missCost()).isEqualTo(20);
        assertThat(calibrated().threshold().alarmCost()).isEqualTo(0.5);
    }

    @Test
    void thresholdAndAggregationAreTakenAsGiven() throws IOException {
        assertThat(calibrate(data, "--threshold", "1.5", "--aggregate", "max", "--calibration", "none")
                        .code())
                .isZero();

        assertThat(calibrated().threshold().value()).isCloseTo(1.5f, within(0f));
        assertThat(calibrated().aggregation()).hasToString("max");
        assertThat(calibrated().reference()).isEqualTo(Reference.NONE);
    }

    @Test
    void labelsThatAreMissingAreNamed() {
        Outcome outcome = calibrate(data.resolve("test/good"), "--f1");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("of good parts and of defects, got 0 and 0");
        assertThat(out()).doesNotExist();
    }

    @Test
    void labelledPicturesCanBeNamedFolderByFolder() throws IOException {
        Outcome named = calibrate(
                data.resolve("train/good"),
                "--f1",
                "--normal",
                data.resolve("test/good").toString(),
                "--anomalous",
                data.resolve("test/scratch").toString());
        String digest = ModelFile.loadInspection(out()).digest();

        assertThat(named.code()).as(named.err()).isZero();
        assertThat(named.out()).contains("largest F1 on 9 labelled pictures");
        assertThat(calibrate(data, "--f1").code()).isZero();
        assertThat(ModelFile.loadInspection(out()).digest()).isEqualTo(digest);
    }

    @Test
    void withoutGoodPicturesToCalibrateByTheCalibrationStaysAndTheThresholdIsChosen() throws IOException {
        Path labelled = onlyToTestWith();

        Outcome outcome = calibrate(labelled, "--f1", "--score", "joint", "--json");

        assertThat(outcome.code()).as(outcome.err()).isZero();
        JsonNode json = JsonMapper.shared().readTree(outcome.out());
        assertThat(json.get("kept").asBoolean()).isTrue();
        assertThat(json.get("explainedByPosition").isNull()).isTrue();
        assertThat(json.get("threshold").get("promisedRate").isNull()).isTrue();
        InspectionModel before = ModelFile.loadInspection(model).model();
        assertThat(calibrated().heldOut().image(before.score()))
                .containsExactly(before.heldOut().image(before.score()));
        float keptBoth = calibrated().threshold().value();
        assertThat(calibrate(data, "--f1", "--score", "joint").code()).isZero();
        assertThat(calibrated().threshold().value()).isEqualTo(keptBoth);
        Outcome given = Outcome.of("calibrate", model.toString(), "--threshold", "4", "--out", out().toString(), "-q");
        assertThat(given.code()).as(given.err()).isZero();
        assertThat(given.out()).contains("No good pictures to calibrate by").doesNotContain("promise");
        assertThat(calibrated().threshold().value()).isEqualTo(4);
    }

    @Test
    void whatTakesGoodPicturesIsRefusedWithoutThem() throws IOException {
        Path labelled = onlyToTestWith();

        Outcome rate = calibrate(labelled, "--false-alarm-rate", "0.1");
        assertThat(rate.code()).isEqualTo(2);
        assertThat(rate.err()).contains("looked for train/good", "found 9 pictures to test with", "--f1");
        Outcome calibration = calibrate(labelled, "--f1", "--calibration", "image");
        assertThat(calibration.code()).isEqualTo(2);
        assertThat(calibration.err()).contains("looked for train/good");
        Outcome useless = calibrate(data, "--normal", data.resolve("test/good").toString());
        assertThat(useless.code()).isEqualTo(2);
        assertThat(useless.err()).contains("give --f1");
        Outcome both = calibrate(
                data.resolve("test/good"),
                "--f1",
                "--normal",
                data.resolve("test/good").toString(),
                "--anomalous",
                data.resolve("test/scratch").toString());
        assertThat(both.code()).isEqualTo(2);
        assertThat(both.err()).contains("Keep them apart");
        assertThat(out()).doesNotExist();
    }

    private Path onlyToTestWith() throws IOException {
        Path labelled = folder.resolve("labelled");
        for (int i = 0; i < NORMAL; i++) {
            Parts.write(labelled.resolve("test/good/%d.png".formatted(i)), 200 + i, false);
        }
        for (int i = 0; i < SCRATCHED; i++) {
            Parts.write(labelled.resolve("test/scratch/%d.png".formatted(i)), 300 + i, true);
        }
        return labelled;
    }

    @Test
    void thresholdThatStopsEverythingIsFiniteAndIsWarnedOf() throws IOException {
        // Labels turned around: whatever catches the good parts catches the scratched ones as well.
        Outcome outcome = calibrate(
                data.resolve("train/good"),
                "--cost-miss",
                "1000",
                "--cost-alarm",
                "1",
                "--normal",
                data.resolve("test/scratch").toString(),
                "--anomalous",
                data.resolve("test/good").toString());

        assertThat(outcome.code()).isZero();
        assertThat(outcome.err()).contains("it stops everything");
        assertThat(calibrated().threshold().value()).isFinite();
        Outcome scored = Outcome.of(
                "score", out().toString(), data.resolve("test/good/0.png").toString(), "-q");
        assertThat(scored.out()).contains("anomalous above", "1 anomalous");
    }

    @Test
    void whatIsNotAskedForStaysAsTheModelHasIt() throws IOException {
        assertThat(calibrate(data, "--calibration", "none", "--score", "elbo").code())
                .isZero();
        Path none = Files.move(out(), folder.resolve("none.onnx"));
        Path again = folder.resolve("again.onnx");

        Outcome kept = Outcome.of("calibrate", none.toString(), data.toString(), "--out", again.toString(), "-q");
        assertThat(kept.out()).contains("Calibration: none, as the model has it", "Score: elbo");
        assertThat(ModelFile.loadInspection(again).digest())
                .isEqualTo(ModelFile.loadInspection(none).digest());
        Outcome anew = Outcome.of(
                "calibrate",
                none.toString(),
                data.toString(),
                "--calibration",
                "auto",
                "--out",
                again.toString(),
                "-q");
        assertThat(anew.out()).contains("Score: joint").doesNotContain("as the model has it");
        assertThat(ModelFile.loadInspection(again).digest())
                .isEqualTo(ModelFile.loadInspection(model).digest());
    }

    @Test
    void infoTellsByWhichOtherPicturesAndWhatTheyPromise() throws IOException {
        Path good = data.resolve("test/good");
        assertThat(calibrate(good, "--false-alarm-rate", "1%").code()).isZero();

        Outcome info = Outcome.of("info", out().toString(), "-q");
        assertThat(info.out())
                .contains("by 6 other pictures of " + good)
                .contains("1 % false alarms were asked for and so few images can promise no less than 14.286 %");
        JsonNode json = JsonMapper.shared()
                .readTree(Outcome.of("info", out().toString(), "--json", "-q").out());
        assertThat(json.get("threshold").get("promisedRate").asDouble()).isCloseTo(1 / 7.0, within(1e-12));
        assertThat(json.get("threshold").get("missCost").isNull()).isTrue();
        assertThat(json.get("made").get("calibration").get("images").asInt()).isEqualTo(NORMAL);
        // By the pictures of training again, there is nothing to tell.
        assertThat(calibrate(data).code()).isZero();
        assertThat(Outcome.of("info", out().toString(), "-q").out()).doesNotContain("other pictures");
    }

    @Test
    void damagedPicturesAreReportedAndLeftOut() throws IOException {
        Path good = folder.resolve("good");
        for (int i = 0; i < NORMAL; i++) {
            Parts.write(good.resolve(i + ".png"), i, false);
        }
        Files.writeString(good.resolve("x.png"), "no picture");

        Outcome outcome = calibrate(good);

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).contains("x.png");
        assertThat(outcome.out()).contains("Calibrated by 6 good pictures");
    }

    @Test
    void picturesHeldOutAreFoundAgainAlsoIfTrainingDroppedOneThatIsDamagedInside() throws IOException {
        Path good = folder.resolve("good");
        Parts.training(good);
        byte[] whole = Parts.png(3, false, Parts.SIZE, Parts.SIZE);
        Files.write(good.resolve("part-03.png"), Arrays.copyOf(whole, whole.length / 2));
        Path trained = folder.resolve("trained.onnx");
        Outcome train = train(good, trained);
        assertThat(train.code()).isEqualTo(ExitCode.FAILED);
        assertThat(train.out()).contains("1 could not be read and was left out");

        Outcome outcome = Outcome.of("calibrate", trained.toString(), good.toString(), "--out", out().toString(), "-q");

        assertThat(outcome.out()).contains("that were held out when the model was trained");
        assertThat(ModelFile.loadInspection(out()).digest())
                .isEqualTo(ModelFile.loadInspection(trained).digest());
    }

    @Test
    void contradictionsAreUsageErrors() {
        assertThat(calibrate(data, "--f1", "--threshold", "1").code()).isEqualTo(2);
        assertThat(calibrate(data, "--cost-miss", "1").err()).contains("go together");
        assertThat(calibrate(data, "--score", "joint", "--calibration", "none").code())
                .isEqualTo(2);
        assertThat(calibrate(data, "--score", "best").err())
                .contains("got 'best', expected elbo or unregularized or joint or auto");
    }
}
