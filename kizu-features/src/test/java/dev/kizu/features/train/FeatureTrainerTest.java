package dev.kizu.features.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import dev.kizu.calibrate.ThresholdMethod;
import dev.kizu.features.backbone.BackboneChoice;
import dev.kizu.features.backbone.BackboneException;
import dev.kizu.features.backbone.BackboneFile;
import dev.kizu.features.backbone.BackboneSpec;
import dev.kizu.features.backbone.Normalization;
import dev.kizu.features.backbone.Provider;
import dev.kizu.features.backbone.RunOptions;
import dev.kizu.features.backbone.TinyBackbone;
import dev.kizu.features.model.FeatureInspector;
import dev.kizu.features.model.FeatureModel;
import dev.kizu.features.model.FeatureModelFile;
import dev.kizu.features.model.LoadedFeatureModel;
import dev.kizu.features.model.Method;
import dev.kizu.image.Image;
import dev.kizu.image.ImageFiles;
import dev.kizu.inspect.PartInspection;
import dev.kizu.model.ModelFile;
import dev.kizu.model.ModelFormatException;
import dev.kizu.score.Aggregation;
import dev.kizu.score.ScoreKind;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FeatureTrainerTest {
    private static final RunOptions ONE_THREAD = new RunOptions(1, Provider.CPU);

    @TempDir
    private Path folder;

    private BackboneChoice backbone;

    @BeforeEach
    void writeBackbone() throws IOException {
        backbone = BackboneChoice.of(
                BackboneFile.read(TinyBackbone.write(folder.resolve("tiny.onnx"))),
                new BackboneSpec(List.of(), Normalization.parse("bgr:imagenet"), null, null, null));
    }

    private FeatureRequest request(Method method) {
        return request(method, 40);
    }

    private FeatureRequest request(Method method, int bank) {
        return new FeatureRequest(
                method,
                backbone,
                Provider.CPU,
                null,
                null,
                null,
                null,
                6,
                bank,
                null,
                Aggregation.max(),
                0.1,
                3,
                2,
                SmallAutoencoders.request());
    }

    private static ScoreKind kind(Method method) {
        return method.isEnsemble() ? ScoreKind.COMBINED : ScoreKind.DISTANCE;
    }

    private Path defective() throws IOException {
        Path file = folder.resolve("defective.png");
        ImageIO.write(SomePictures.picture(99, true, true), "png", file.toFile());
        return file;
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void findsADefectThatGoodPicturesDoNotHave(Method method) throws IOException {
        List<Path> good = SomePictures.write(folder.resolve("good"), 10, true);
        FeatureTrainingResult result = FeatureTrainer.train(good, request(method), FeatureTrainingListener.NONE);

        assertThat(result.fitted()).hasSize(10);
        assertThat(result.calibrated()).hasSize(10);
        assertThat(result.model().heldOut().image(kind(method))).hasSize(10);
        try (FeatureInspector inspector = FeatureInspector.open(result.model(), ONE_THREAD)) {
            PartInspection found = inspector.inspect(ImageFiles.read(defective()));
            assertThat(found.verdict().anomalous()).isTrue();
            assertThat(found.pValue()).isEqualTo(1.0 / 11, within(1e-12));
            int most = largest(found.map().values());
            int cell = result.model().cell();
            int column = most % found.map().columns() * cell;
            int row = most / found.map().columns() * cell;
            double scale = result.model().preparation().width() / (double) SomePictures.SIDE;
            assertThat(Math.hypot(column / scale - 40, row / scale - 50)).isLessThan(20);
        }
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void aBackboneThatGivesNoFiniteNumbersIsNamedWithItsLayer(Method method) throws IOException {
        Path file = TinyBackbone.writeNotFinite(folder.resolve("nan.onnx"));
        backbone = BackboneChoice.of(BackboneFile.read(file), BackboneSpec.NONE);
        List<Path> good = SomePictures.write(folder.resolve("good"), 6, true);

        assertThatThrownBy(() -> FeatureTrainer.train(good, request(method), FeatureTrainingListener.NONE))
                .isInstanceOf(BackboneException.class)
                .hasMessageContainingAll("layer \"relu_8\"", "nan.onnx", "not finite");
    }

    private static int largest(float[] values) {
        int most = 0;
        for (int i = 1; i < values.length; i++) {
            most = values[i] > values[most] ? i : most;
        }
        return most;
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void sameSeedGivesTheSameFileOnOneAndOnThreeThreads(Method method) throws IOException {
        List<Path> good = SomePictures.write(folder.resolve("good"), 7, true);
        List<byte[]> files = new ArrayList<>();
        for (int threads : new int[] {1, 3}) {
            FeatureRequest request = new FeatureRequest(
                    method,
                    backbone,
                    Provider.CPU,
                    null,
                    null,
                    null,
                    null,
                    6,
                    40,
                    0.3,
                    Aggregation.max(),
                    0.1,
                    3,
                    threads,
                    SmallAutoencoders.request());
            FeatureModel model = FeatureTrainer.train(good, request, FeatureTrainingListener.NONE)
                    .model();
            Path file = folder.resolve("model%d.onnx".formatted(threads));
            FeatureModelFile.save(model.withProvenance(model.provenance().withCircumstances(null)), file);
            files.add(Files.readAllBytes(file));
        }
        assertThat(files.get(0)).isEqualTo(files.get(1));
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void aSavedModelIsTheSameWhenLoaded(Method method) throws IOException {
        List<Path> good = SomePictures.write(folder.resolve("good"), 6, false);
        FeatureModel model = FeatureTrainer.train(good, request(method), FeatureTrainingListener.NONE)
                .model();
        Path file = folder.resolve("model.onnx");
        FeatureModelFile.save(
                model.withThreshold(model.threshold().withValue(7.5f, ThresholdMethod.FIXED, 1, 1)), file);

        assertThat(FeatureModelFile.isOne(file)).isTrue();
        LoadedFeatureModel loaded = FeatureModelFile.load(file);
        assertThat(loaded.bytes()).isEqualTo(Files.size(file));
        assertThat(loaded.model().config()).isEqualTo(model.config());
        assertThat(loaded.model().preparation()).isEqualTo(model.preparation());
        assertThat(loaded.model().preparation().channels()).isEqualTo(1);
        assertThat(loaded.model().threshold().value()).isEqualTo(7.5f);
        assertThat(loaded.model().heldOut().image(kind(method)))
                .isEqualTo(model.heldOut().image(kind(method)));
        Image picture = ImageFiles.read(defective());
        try (FeatureInspector before = FeatureInspector.open(model, ONE_THREAD);
                FeatureInspector after = FeatureInspector.open(loaded.model(), ONE_THREAD)) {
            assertThat(after.inspect(picture).map().values())
                    .isEqualTo(before.inspect(picture).map().values());
        }
        assertThatThrownBy(() -> ModelFile.loadInspection(file)).isInstanceOf(ModelFormatException.class);
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void aFileTellsItsVerdictToAnyRuntimeForSeveralPicturesAtOnceUnlessThereAreAutoencoders(Method method)
            throws Exception {
        List<Path> good = SomePictures.write(folder.resolve("good"), 8, true);
        FeatureModel model = FeatureTrainer.train(good, request(method), FeatureTrainingListener.NONE)
                .model();
        Path file = folder.resolve("model.onnx");
        FeatureModelFile.save(model, file);
        List<Path> pictures =
                method.withAutoencoders() ? List.of(defective()) : List.of(defective(), good.get(0), good.get(1));
        int size = 3 * model.preparation().height() * model.preparation().width();
        FloatBuffer values = FloatBuffer.allocate(pictures.size() * size);
        for (Path picture : pictures) {
            values.put(model.preparation().apply(ImageFiles.read(picture)).toArray());
        }
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(file.toString(), new OrtSession.SessionOptions());
                OnnxTensor input = OnnxTensor.createTensor(environment, values.rewind(), new long[] {
                    pictures.size(),
                    3,
                    model.preparation().height(),
                    model.preparation().width()
                });
                OrtSession.Result result = session.run(Map.of("image", input));
                FeatureInspector inspector = FeatureInspector.open(model, ONE_THREAD)) {
            boolean[] verdicts =
                    (boolean[]) result.get("is_anomalous").orElseThrow().getValue();
            float[] scores = (float[]) result.get("score").orElseThrow().getValue();
            float[] threshold = (float[]) result.get("threshold").orElseThrow().getValue();
            float[][][] maps =
                    (float[][][]) result.get("pixel_map").orElseThrow().getValue();
            assertThat(threshold).containsExactly(model.threshold().value());
            assertThat(maps[0])
                    .hasDimensions(
                            model.preparation().height(), model.preparation().width());
            assertThat(verdicts[0]).isTrue();
            for (int i = 0; i < pictures.size(); i++) {
                double alone = inspector
                        .inspect(ImageFiles.read(pictures.get(i)))
                        .verdict()
                        .score();
                assertThat((double) scores[i]).isCloseTo(alone, within(1e-4 * alone));
                assertThat(verdicts[i])
                        .isEqualTo(!(scores[i] <= model.threshold().value()));
            }
        }
    }

    @Test
    void aDamagedFileIsRefused() throws IOException {
        List<Path> good = SomePictures.write(folder.resolve("good"), 5, true);
        Path file = folder.resolve("model.onnx");
        FeatureModelFile.save(
                FeatureTrainer.train(good, request(Method.PADIM), FeatureTrainingListener.NONE)
                        .model(),
                file);
        byte[] bytes = Files.readAllBytes(file);
        Path cut = folder.resolve("cut.onnx");
        Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2));
        assertThatThrownBy(() -> FeatureModelFile.load(cut))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("truncated or damaged");
        // Somewhere within the constants.
        bytes[bytes.length / 2] ^= 1;
        Path changed = folder.resolve("changed.onnx");
        Files.write(changed, bytes);
        assertThatThrownBy(() -> FeatureModelFile.load(changed)).isInstanceOf(ModelFormatException.class);
        assertThat(FeatureModelFile.isOne(folder.resolve("tiny.onnx"))).isFalse();
    }

    @Test
    void tooFewPicturesAreRefusedWithTheNumberThatItTakes() throws IOException {
        List<Path> good = SomePictures.write(folder.resolve("good"), 3, true);
        assertThatThrownBy(() -> FeatureTrainer.train(good, request(Method.PADIM), FeatureTrainingListener.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 4 pictures")
                .hasMessageContaining("3 can be read");
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void picturesThatShowNothingAreRefused(Method method) throws IOException {
        List<Path> good = new ArrayList<>();
        BufferedImage flat = new BufferedImage(SomePictures.SIDE, SomePictures.SIDE, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 6; i++) {
            good.add(folder.resolve("flat%d.png".formatted(i)));
            ImageIO.write(flat, "png", good.get(i).toFile());
        }
        assertThatThrownBy(() -> FeatureTrainer.train(good, request(method, 400), FeatureTrainingListener.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("that differ");
    }
}
