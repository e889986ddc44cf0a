package dev.kizu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kizu.features.model.FeatureModel;
import dev.kizu.features.model.FeatureModelFile;
import dev.kizu.features.model.Method;
import dev.kizu.model.ModelFile;
import dev.kizu.score.ScoreKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code kizu train --method auto}, with a backbone and without. */
class TrainAutoTest {
    private static final String USER_HOME = "user.home";

    @TempDir
    private Path folder;

    private String home = "";
    private Path data;
    private Path model;

    @BeforeEach
    void draw() throws IOException {
        // A store of backbones without any.
        home = System.getProperty(USER_HOME);
        System.setProperty(USER_HOME, folder.resolve("home").toString());
        data = folder.resolve("parts/train/good");
        Parts.training(data);
        model = folder.resolve("made/parts.onnx");
    }

    @AfterEach
    void useTheUsersStoreAgain() {
        System.setProperty(USER_HOME, home);
    }

    private Outcome train(String... more) {
        List<String> args =
                new ArrayList<>(List.of("train", data.toString(), "--method", "auto", "--out", model.toString()));
        args.addAll(List.of(more));
        return Outcome.of(args.toArray(String[]::new));
    }

    /** Options of autoencoders go with auto, and make them quick to train. */
    private Outcome trainWithBackbone(String method, String... more) throws IOException {
        List<String> options = new ArrayList<>(List.of("--bank", "60", "--json"));
        if (method.equals("auto")) {
            options.addAll(List.of("--patches", "2000", "--epochs", "1"));
        }
        options.addAll(List.of(more));
        return FeatureParts.train(folder, method, data, model, options.toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource({"both, ENSEMBLE, 'PaDiM and PatchCore, '", "auto, ALL, 'PaDiM, PatchCore and autoencoders, '"})
    void withABackboneAllMethodsAreFittedAndEveryCommandTakesTheModel(String asked, Method method, String title)
            throws IOException {
        Outcome trained = trainWithBackbone(asked);

        assertThat(trained.code()).as(trained.err()).isZero();
        assertThat(trained.out())
                .contains("\"method\":\"%s\"".formatted(method.id()), "\"score\":\"combined\"", "\"heldOut\":12");
        FeatureModel loaded = FeatureModelFile.load(model).model();
        assertThat(loaded.method()).isEqualTo(method);
        assertThat(loaded.config().entries()).isEqualTo(60);
        assertThat(loaded.heldOut().image(ScoreKind.COMBINED)).hasSize(Parts.TRAINING);

        assertThat(Outcome.of("info", model.toString(), "-q").out()).contains(title, "60 entries");
        if (method.withAutoencoders()) {
            assertThat(Outcome.of("info", model.toString(), "-q").out())
                    .contains("fold 1, full size", "fold 2, full size", "2,000 patches, 1 epoch")
                    .containsPattern("Networks: +joint score, top0.3% of the map's cells of 4x4 pixels");
        }
        assertThat(Outcome.of("info", model.toString(), "-q", "--json").code()).isZero();
        Path good = Parts.write(folder.resolve("pictures/good.png"), 200, false);
        Path bad = Parts.write(folder.resolve("pictures/bad.png"), 300, true);
        assertThat(Outcome.of("score", model.toString(), bad.toString(), "-q").out())
                .contains("1 anomalous");
        assertThat(Outcome.of("score", model.toString(), good.toString(), bad.toString(), "-q", "--json")
                        .code())
                .isZero();
        Path results = folder.resolve("results");
        Outcome inspected =
                Outcome.of("inspect", model.toString(), good.getParent().toString(), "--out", results.toString(), "-q");
        assertThat(inspected.code()).as(inspected.err()).isZero();
        assertThat(results.resolve("results.jsonl")).content().contains("bad.png", "\"combined\"");
    }

    @Test
    void anOptionThatOnlyAutoencodersAloneHaveIsRefusedBesideFeatures() throws IOException {
        Outcome folds = trainWithBackbone("auto", "--folds", "3");
        Outcome latent = trainWithBackbone("both", "--latent", "3");

        assertThat(folds.code()).isEqualTo(ExitCode.USAGE);
        assertThat(folds.err()).contains("--folds goes with --method vae;");
        assertThat(latent.code()).isEqualTo(ExitCode.USAGE);
        assertThat(latent.err()).contains("--latent goes with --method vae or auto;");
        assertThat(model).doesNotExist();
    }

    /** With the pictures of training scores are kept, with others they are those of the whole ensemble. */
    @Test
    void anEnsembleWithAutoencodersIsCalibratedAsTheOthersAre() throws IOException {
        assertThat(trainWithBackbone("auto").code()).isZero();
        float[] scores = FeatureModelFile.load(model).model().heldOut().image(ScoreKind.COMBINED);
        Path kept = folder.resolve("kept.onnx");
        Outcome again = Outcome.of(
                "calibrate",
                model.toString(),
                data.toString(),
                "--out",
                kept.toString(),
                "--false-alarm-rate",
                "0.2",
                "-q");
        assertThat(again.code()).as(again.err()).isZero();
        FeatureModel calibrated = FeatureModelFile.load(kept).model();
        assertThat(calibrated.heldOut().image(ScoreKind.COMBINED)).isEqualTo(scores);
        assertThat(calibrated.threshold().falseAlarmRate()).isEqualTo(0.2);
        assertThat(calibrated.autoencoders()).isNotNull();

        Path others = folder.resolve("others");
        for (int i = 0; i < 5; i++) {
            Parts.write(others.resolve("%d.png".formatted(i)), 400 + i, false);
        }
        Path renewed = folder.resolve("renewed.onnx");
        Outcome anew = Outcome.of("calibrate", model.toString(), others.toString(), "--out", renewed.toString(), "-q");
        assertThat(anew.code()).as(anew.err()).isZero();
        assertThat(FeatureModelFile.load(renewed).model().heldOut().image(ScoreKind.COMBINED))
                .hasSize(5);
    }

    @Test
    void withoutABackboneItTrainsAutoencodersAndSaysSoInOneLine() throws IOException {
        Outcome trained = train("--size", "32", "--stride", "8", "--patches", "500", "--epochs", "1", "--json");

        assertThat(trained.code()).as(trained.err()).isZero();
        assertThat(trained.err().lines().filter(line -> line.contains("auto")))
                .containsExactly(
                        "no backbone was given, and the store has none: --method auto trains autoencoders (vae)");
        assertThat(trained.out()).contains("\"method\":\"vae\"");
        assertThat(ModelFile.loadInspection(model).model().preparation().height())
                .isEqualTo(32);
    }

    @Test
    void optionsOfABackboneWithoutOneAreToldToNameIt() {
        Outcome trained = train("--dimensions", "8", "-q");

        assertThat(trained.code()).isEqualTo(ExitCode.USAGE);
        assertThat(trained.err()).contains("no backbone was given", "--backbone");
        assertThat(model).doesNotExist();
    }

    @Test
    void oneBackboneInTheStoreIsUsedAndOfSeveralOneHasToBeNamed() throws IOException {
        for (String name : List.of("one", "two")) {
            Path network = TinyNetwork.write(folder.resolve(name + ".onnx"));
            Outcome added = Outcome.of("backbone", "add", network.toString(), "--normalize", "0..1");
            assertThat(added.code()).as(added.err()).isZero();
            Files.deleteIfExists(model);
            Outcome trained = train("--size", "64x64", "--patches", "500", "--epochs", "1", "-q", "--json");
            if (name.equals("one")) {
                assertThat(trained.out()).as(trained.err()).contains("\"method\":\"all\"");
            } else {
                assertThat(trained.code()).isEqualTo(ExitCode.USAGE);
                assertThat(trained.err()).contains("one of one, two");
            }
        }
    }
}
