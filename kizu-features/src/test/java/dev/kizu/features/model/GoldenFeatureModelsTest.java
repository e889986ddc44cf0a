package dev.kizu.features.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kizu.features.backbone.BackboneChoice;
import dev.kizu.features.backbone.BackboneFile;
import dev.kizu.features.backbone.BackboneSpec;
import dev.kizu.features.backbone.Normalization;
import dev.kizu.features.backbone.Provider;
import dev.kizu.features.backbone.RunOptions;
import dev.kizu.features.backbone.TinyBackbone;
import dev.kizu.features.train.FeatureRequest;
import dev.kizu.features.train.FeatureTrainer;
import dev.kizu.features.train.FeatureTrainingListener;
import dev.kizu.features.train.SmallAutoencoders;
import dev.kizu.features.train.SomePictures;
import dev.kizu.image.ImageFiles;
import dev.kizu.inspect.PartInspection;
import dev.kizu.model.ModelFile;
import dev.kizu.model.ModelFormatException;
import dev.kizu.model.Provenance;
import dev.kizu.score.Aggregation;
import dev.kizu.score.ScoreKind;
import dev.kizu.train.WorkingSize;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Files that Kizu saved once, and has to load and run the same way ever after. */
class GoldenFeatureModelsTest {
    /** Where given, the golden files are written there anew: for a new version of the format, beside those of the old. */
    private static final String WRITE = "kizu.golden.features";

    private static final RunOptions ONE_THREAD = new RunOptions(1, Provider.CPU);
    private static final int LARGEST = 150_000;

    @TempDir
    private Path folder;

    private static Path golden(Method method) throws URISyntaxException {
        String name = "/golden/features-v3-%s.onnx".formatted(method.id());
        return Path.of(Objects.requireNonNull(GoldenFeatureModelsTest.class.getResource(name), name)
                .toURI());
    }

    private static ScoreKind kind(Method method) {
        return method.isEnsemble() ? ScoreKind.COMBINED : ScoreKind.DISTANCE;
    }

    private PartInspection inspect(Method method, boolean defective) throws IOException, URISyntaxException {
        Path picture = folder.resolve("picture.png");
        ImageIO.write(SomePictures.picture(50, true, defective), "png", picture.toFile());
        try (FeatureInspector inspector =
                FeatureInspector.open(FeatureModelFile.load(golden(method)).model(), ONE_THREAD)) {
            return inspector.inspect(ImageFiles.read(picture));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PADIM, 9.558139, 35.17127, 27.93204, 8.477032",
        "PATCHCORE, 0.20285961, 0.39699632, 0.3642384, 0.21267936",
        "ENSEMBLE, 2.903516, 44.340057, 55.684563, 1.9453555",
        "ALL, 2.3827536, 50.336494, 40.812134, 1.7377645",
    })
    void savedModelsScoreAsTheyDid(Method method, float good, float defective, float peak, float threshold)
            throws IOException, URISyntaxException {
        PartInspection passed = inspect(method, false);
        PartInspection stopped = inspect(method, true);

        assertThat((float) passed.verdict().score()).isCloseTo(good, within(1e-5f * good));
        assertThat((float) stopped.verdict().score()).isCloseTo(defective, within(1e-5f * defective));
        float largest = Float.NEGATIVE_INFINITY;
        for (float value : stopped.map().values()) {
            largest = Math.max(largest, value);
        }
        assertThat(largest).isCloseTo(peak, within(1e-5f * peak));
        assertThat(stopped.verdict().threshold()).isEqualTo(threshold);
        assertThat(stopped.verdict().anomalous()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void savedModelsTellWhatTheyAreAndAreTheSameWhenSavedAgain(Method method) throws IOException, URISyntaxException {
        LoadedFeatureModel loaded = FeatureModelFile.load(golden(method));
        Path again = folder.resolve("again.onnx");

        FeatureModelFile.save(loaded.model(), again);

        assertThat(FeatureModelFile.isOne(golden(method))).isTrue();
        assertThat(Files.size(golden(method))).isLessThan(LARGEST);
        assertThat(loaded.model().method()).isEqualTo(method);
        assertThat(loaded.model().heldOut().image(kind(method))).hasSize(8);
        assertThat(loaded.model().config().layers()).containsExactly("relu_8", "relu_16");
        assertThat(FeatureModelFile.load(again).digest()).isEqualTo(loaded.digest());
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void aReaderOfOtherModelsSaysThatItIsNone(Method method) {
        assertThatThrownBy(() -> ModelFile.loadAny(golden(method)))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("3");
    }

    @Test
    void goldenFilesAreWrittenWhereAskedFor() throws IOException {
        String target = System.getProperty(WRITE);
        Path to = target == null ? folder.resolve("golden") : Path.of(target);
        Files.createDirectories(to);
        List<Path> good = SomePictures.write(folder.resolve("good"), 8, true);
        BackboneChoice backbone = BackboneChoice.of(
                BackboneFile.read(TinyBackbone.write(folder.resolve("tiny.onnx"))),
                new BackboneSpec(List.of(), Normalization.parse("bgr:imagenet"), null, null, null));
        for (Method method : Method.values()) {
            FeatureRequest request = new FeatureRequest(
                    method,
                    backbone,
                    Provider.CPU,
                    new WorkingSize(64, 64, 0),
                    null,
                    null,
                    null,
                    5,
                    40,
                    null,
                    Aggregation.max(),
                    0.2,
                    3,
                    1,
                    SmallAutoencoders.tiny());
            FeatureModel model = FeatureTrainer.train(good, request, FeatureTrainingListener.NONE)
                    .model();
            Path file = to.resolve("features-v3-%s.onnx".formatted(method.id()));
            FeatureModelFile.save(
                    model.withProvenance(
                            model.provenance().withCircumstances(Provenance.Circumstances.at(Instant.EPOCH))),
                    file);
            assertThat(Files.size(file)).isLessThan(LARGEST);
            float[] scores = FeatureModelFile.load(file).model().heldOut().image(kind(method));
            assertThat(scores).hasSize(8);
            assertThat(Arrays.stream(new int[] {0, 7}).mapToObj(i -> scores[i])).allMatch(score -> score > 0);
        }
    }
}
