package dev.kizu.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kizu.calibrate.ThresholdMethod;
import dev.kizu.features.backbone.RunOptions;
import dev.kizu.features.model.FeatureInspector;
import dev.kizu.features.model.FeatureModel;
import dev.kizu.features.model.FeatureModelFile;
import dev.kizu.image.ImageFiles;
import dev.kizu.inspect.PartInspection;
import dev.kizu.score.ScoreKind;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FeatureCalibrationTest {
    private static final int NORMAL = 6;
    private static final int SCRATCHED = 3;

    @TempDir
    private static Path shared;

    private static Path data;

    @TempDir
    private Path folder;

    @BeforeAll
    static void train() throws IOException {
        data = shared.resolve("parts");
        Parts.training(data.resolve("train/good"));
        for (int i = 0; i < NORMAL; i++) {
            Parts.write(data.resolve("test/good/%d.png".formatted(i)), 200 + i, false);
        }
        for (int i = 0; i < SCRATCHED; i++) {
            Parts.write(data.resolve("test/scratch/%d.png".formatted(i)), 300 + i, true);
        }
        for (String method : List.of("padim", "patchcore", "both", "auto")) {
            assertThat(FeatureParts.train(shared, method, data, model(method)).err())
                    .isEmpty();
        }
    }

    private static Path model(String method) {
        return shared.resolve(method + ".onnx");
    }

    private static ScoreKind kind(String method) {
        return method.equals("auto") ? ScoreKind.COMBINED : ScoreKind.DISTANCE;
    }

    private Path out() {
        return folder.resolve("calibrated.onnx");
    }

    private Outcome calibrate(Path model, Object... more) {
        List<String> args = new ArrayList<>(List.of("calibrate", model.toString(), "--out", out().toString(), "-q"));
        Arrays.stream(more).map(String::valueOf).forEach(args::add);
        return Outcome.of(args.toArray(String[]::new));
    }

    private FeatureModel calibrated() throws IOException {
        return FeatureModelFile.load(out()).model();
    }

    private static String digest(Path model) throws IOException {
        return FeatureModelFile.load(model).digest();
    }

    @ParameterizedTest
    @ValueSource(strings = {"padim", "patchcore", "auto"})
    void picturesOfTrainingGiveTheModelThatTrainingGave(String method) throws IOException {
        Outcome outcome = calibrate(model(method), data, "--json");

        assertThat(outcome.code()).as(outcome.err()).isZero();
        JsonNode summary = JsonMapper.shared().readTree(outcome.out());
        assertThat(summary.get("heldOut").asBoolean()).isTrue();
        assertThat(summary.get("kept").asBoolean()).isTrue();
        assertThat(summary.get("normals").asInt()).isEqualTo(Parts.TRAINING);
        assertThat(summary.get("score").asString()).isEqualTo(kind(method).id());
        assertThat(summary.get("explainedByPosition").isNull()).isTrue();
        assertThat(digest(out())).isEqualTo(digest(model(method)));
        assertThat(calibrate(model(method), data).out())
                .contains("Calibrated by the scores of 12 good pictures in training", "Method: ", "Model: " + out());
    }

    @Test
    void withoutPicturesARateOrAThresholdIsAppliedToTheScoresInTheFile() throws IOException {
        Outcome outcome = calibrate(model("padim"), "--false-alarm-rate", "50%");

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("No good pictures to calibrate by");
        FeatureModel before = FeatureModelFile.load(model("padim")).model();
        float[] scores = before.heldOut().image(ScoreKind.DISTANCE).clone();
        assertThat(calibrated().heldOut().image(ScoreKind.DISTANCE)).containsExactly(scores);
        Arrays.sort(scores);
        // Of 12 scores, at most 13 / 2 may lie above: the sixth from above still does.
        assertThat(calibrated().threshold().value()).isEqualTo(scores[6]);
        assertThat(calibrated().threshold().falseAlarmRate()).isEqualTo(0.5);

        assertThat(calibrate(model("padim"), "--threshold", "7.5").code()).isZero();
        assertThat(calibrated().threshold().value()).isEqualTo(7.5f);
        assertThat(calibrated().threshold().method()).isEqualTo(ThresholdMethod.FIXED);

        Outcome nothing = calibrate(model("padim"));
        assertThat(nothing.code()).isEqualTo(ExitCode.USAGE);
        assertThat(nothing.err()).contains("no pictures are given").contains("--false-alarm-rate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"padim", "patchcore", "auto"})
    void otherPicturesAreScoredByTheModelAndTheirScoresAreKept(String method) throws IOException {
        Path good = data.resolve("test/good");
        Outcome outcome = calibrate(model(method), good, "--threads", 2);

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("Calibrated by 6 good pictures; they should not be among those");
        float[] scores = calibrated().heldOut().image(kind(method));
        float[] peaks = calibrated().heldOut().peak(kind(method));
        assertThat(scores).hasSize(NORMAL);
        try (FeatureInspector inspector =
                FeatureInspector.open(FeatureModelFile.load(model(method)).model(), RunOptions.standard())) {
            for (int i = 0; i < NORMAL; i++) {
                PartInspection seen = inspector.inspect(ImageFiles.read(good.resolve(i + ".png")));
                float largest = Float.NEGATIVE_INFINITY;
                for (float value : seen.map().values()) {
                    largest = Math.max(largest, value);
                }
                assertThat(scores[i]).isEqualTo((float) seen.verdict().score());
                assertThat(peaks[i]).isEqualTo(largest);
            }
        }
        assertThat(Outcome.of("info", out().toString(), "-q").out())
                .contains("by 6 other pictures of " + good)
                .doesNotContain("does not say how");

        // The scores of training are gone, and cannot come back by pictures that it was fitted to.
        Path again = folder.resolve("again.onnx");
        Outcome back = Outcome.of("calibrate", out().toString(), data.toString(), "--out", again.toString(), "-q");
        assertThat(back.code()).isEqualTo(ExitCode.USAGE);
        assertThat(back.err()).contains("it was calibrated anew later").contains("give other pictures");
        assertThat(again).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"padim", "patchcore", "both", "auto"})
    void someOfThePicturesThatTheModelWasFittedToAreRefused(String method) throws IOException {
        Path some = Files.createDirectories(folder.resolve("some"));
        for (String name : List.of("part-01.png", "part-02.png", "part-04.png", "part-08.png")) {
            Files.copy(data.resolve("train/good").resolve(name), some.resolve(name));
        }

        Outcome outcome = calibrate(model(method), some);

        assertThat(outcome.code()).as(outcome.out()).isEqualTo(ExitCode.USAGE);
        assertThat(outcome.err())
                .contains("the model was fitted to 4 of these 4 pictures, such as ", "part-01.png", "whole folder");
        assertThat(out()).doesNotExist();
        Files.copy(data.resolve("test/good/0.png"), some.resolve("new.png"));
        assertThat(calibrate(model(method), some).err()).contains("the model was fitted to 4 of these 5 pictures");
    }

    /** Copies have other bytes, so that only their scores tell. */
    @ParameterizedTest
    @ValueSource(strings = {"padim", "patchcore", "both", "auto"})
    void copiesOfThePicturesThatTheModelWasFittedToAreRefused(String method) throws IOException {
        Path copies = Files.createDirectories(folder.resolve("copies"));
        for (int i = 0; i < Parts.TRAINING; i++) {
            BufferedImage picture = ImageIO.read(
                    data.resolve("train/good/part-%02d.png".formatted(i)).toFile());
            ImageIO.write(picture, "bmp", copies.resolve(i + ".bmp").toFile());
        }

        Outcome outcome = calibrate(model(method), copies);

        assertThat(outcome.code()).as(outcome.out()).isEqualTo(ExitCode.USAGE);
        assertThat(outcome.err())
                .contains("all 12 pictures look better to the model than", "that training scored unseen");
        assertThat(out()).doesNotExist();
    }

    @Test
    void picturesThatTrainingHeldOutAreFoundAgainAndScoredAnewWhereNeedBe() throws IOException {
        Path trained = folder.resolve("trained.onnx");
        FeatureParts.train(folder, "padim", data, trained, "--held-out", "0.5", "--seed", "4");
        assertThat(calibrate(trained, data, "--json").out()).contains("\"kept\":true");
        assertThat(digest(out())).isEqualTo(digest(trained));

        Path later = folder.resolve("later.onnx");
        Outcome.of(
                "calibrate", trained.toString(), data.resolve("test/good").toString(), "--out", later.toString(), "-q");
        assertThat(digest(later)).isNotEqualTo(digest(trained));
        Outcome back = calibrate(later, data, "--json");

        assertThat(back.code()).as(back.err()).isZero();
        assertThat(back.out()).contains("\"heldOut\":true", "\"kept\":false", "\"normals\":6");
        float[] scores = FeatureModelFile.load(trained).model().heldOut().image(ScoreKind.DISTANCE);
        float[] anew = calibrated().heldOut().image(ScoreKind.DISTANCE);
        for (int i = 0; i < scores.length; i++) {
            assertThat(anew[i]).isCloseTo(scores[i], within(1e-4f * scores[i]));
        }
        assertThat(Outcome.of("info", out().toString(), "-q").out()).doesNotContain("other pictures");
    }

    @Test
    void pictureThatIsLeftOutNoLongerCounts() throws IOException {
        Outcome outcome = calibrate(model("patchcore"), data, "--exclude", "train/good/part-05.png");

        assertThat(outcome.code()).as(outcome.err()).isZero();
        float[] before =
                FeatureModelFile.load(model("patchcore")).model().heldOut().image(ScoreKind.DISTANCE);
        float[] after = calibrated().heldOut().image(ScoreKind.DISTANCE);
        assertThat(after).hasSize(Parts.TRAINING - 1);
        assertThat(Arrays.copyOf(after, 5)).containsExactly(Arrays.copyOf(before, 5));
        assertThat(after[5]).isEqualTo(before[6]);
        Path again = folder.resolve("again.onnx");
        Outcome twice = Outcome.of(
                "calibrate",
                out().toString(),
                data.toString(),
                "--exclude",
                "train/good/part-05.png",
                "--out",
                again.toString(),
                "-q");
        assertThat(twice.code()).as(twice.err()).isZero();
        assertThat(digest(again)).isEqualTo(digest(out()));
    }

    @Test
    void oddPictureOfTrainingIsNamed() throws IOException {
        Path good = folder.resolve("good");
        Parts.training(good);
        Parts.write(good.resolve("part-07.png"), 7, true);
        Path trained = folder.resolve("trained.onnx");
        FeatureParts.train(folder, "patchcore", good, trained);

        Outcome outcome = calibrate(trained, good);

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("Odd: 1 of the 12", "part-07.png", "--exclude part-07.png");
    }

    @Test
    void pictureThatIsDamagedInsideIsReportedAsItWasInTraining() throws IOException {
        Path good = folder.resolve("good");
        Parts.training(good);
        byte[] whole = Parts.png(3, false, Parts.SIZE, Parts.SIZE);
        Files.write(good.resolve("part-03.png"), Arrays.copyOf(whole, whole.length / 2));
        Path trained = folder.resolve("trained.onnx");
        assertThat(FeatureParts.train(folder, "padim", good, trained).code()).isEqualTo(ExitCode.FAILED);

        Outcome outcome = calibrate(trained, good);

        assertThat(outcome.code()).isEqualTo(ExitCode.FAILED);
        assertThat(outcome.err()).contains("part-03.png");
        assertThat(outcome.out()).contains("scores of 11 good pictures in training");
        assertThat(digest(out())).isEqualTo(digest(trained));
    }

    @ParameterizedTest
    @ValueSource(strings = {"padim", "patchcore", "auto"})
    void labelledPicturesChooseTheThreshold(String method) throws IOException {
        Outcome outcome = calibrate(model(method), data, "--f1");

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("largest F1 on 9 labelled pictures");
        assertThat(calibrated().threshold().method()).isEqualTo(ThresholdMethod.F1);
        Outcome seen = Outcome.of("evaluate", out().toString(), data.toString(), "--json", "-q");
        JsonNode image = JsonMapper.shared().readTree(seen.out()).get("image");
        assertThat(image.get("auroc").asDouble()).isEqualTo(1);
        Outcome scored = Outcome.of(
                "score", out().toString(), data.resolve("test/scratch/0.png").toString(), "-q");
        assertThat(scored.out()).contains("1 anomalous");

        assertThat(calibrate(model(method), data, "--cost-miss", "20", "--cost-alarm", "0.5")
                        .code())
                .isZero();
        assertThat(calibrated().threshold().method()).isEqualTo(ThresholdMethod.COST);
        assertThat(calibrated().threshold().missCost()).isEqualTo(20);
    }

    @Test
    void whatAModelOnFeaturesDoesNotHaveIsRefused() {
        for (String[] given : new String[][] {{"--calibration", "image"}, {"--score", "joint"}}) {
            Outcome outcome = calibrate(model("padim"), data, given[0], given[1]);
            assertThat(outcome.code()).isEqualTo(ExitCode.USAGE);
            assertThat(outcome.err()).contains(given[0] + " goes with models of autoencoders alone", "PaDiM");
        }
        Outcome aggregate = calibrate(model("padim"), data, "--aggregate", "mean");
        assertThat(aggregate.code()).isEqualTo(ExitCode.USAGE);
        assertThat(aggregate.err()).contains("max of the cells, got --aggregate mean", "train again");
        assertThat(out()).doesNotExist();
    }
}
