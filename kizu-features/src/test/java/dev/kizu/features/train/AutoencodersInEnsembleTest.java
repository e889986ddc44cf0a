package dev.kizu.features.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.kizu.features.backbone.BackboneChoice;
import dev.kizu.features.backbone.BackboneFile;
import dev.kizu.features.backbone.BackboneSpec;
import dev.kizu.features.backbone.Normalization;
import dev.kizu.features.backbone.Provider;
import dev.kizu.features.backbone.RunOptions;
import dev.kizu.features.backbone.TinyBackbone;
import dev.kizu.features.model.BankSearch;
import dev.kizu.features.model.FeatureInspector;
import dev.kizu.features.model.FeatureModel;
import dev.kizu.features.model.FeatureModelFile;
import dev.kizu.features.model.Method;
import dev.kizu.image.Image;
import dev.kizu.image.ImageFiles;
import dev.kizu.image.Mask;
import dev.kizu.inspect.Inspector;
import dev.kizu.inspect.PartInspection;
import dev.kizu.model.InspectionModel;
import dev.kizu.model.ModelFormatException;
import dev.kizu.score.Aggregation;
import dev.kizu.score.ScoreKind;
import dev.kizu.train.Choice;
import dev.kizu.train.PartTrainingListener;
import dev.kizu.train.PictureFailure;
import dev.kizu.train.TrainingPlan;
import dev.kizu.train.TrainingRequest;
import dev.kizu.vae.TrainingProgress;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ensembles of heads on features and autoencoders. */
class AutoencodersInEnsembleTest {
    private static final RunOptions ONE_THREAD = new RunOptions(1, Provider.CPU);

    @TempDir
    private Path folder;

    private FeatureRequest request(Path backbone, @Nullable Double heldOut) throws IOException {
        return request(backbone, List.of(), heldOut, null, SmallAutoencoders.request());
    }

    private FeatureRequest request(
            Path backbone,
            List<String> layers,
            @Nullable Double heldOut,
            @Nullable Mask mask,
            TrainingRequest autoencoders)
            throws IOException {
        return new FeatureRequest(
                Method.ALL,
                BackboneChoice.of(
                        BackboneFile.read(backbone),
                        new BackboneSpec(layers, Normalization.parse("bgr:imagenet"), null, null, null)),
                Provider.CPU,
                null,
                null,
                null,
                mask,
                6,
                40,
                heldOut,
                Aggregation.max(),
                0.1,
                3,
                2,
                autoencoders);
    }

    private Path defective() throws IOException {
        return defective("defective", 99);
    }

    private Path defective(String name, int number) throws IOException {
        Path file = folder.resolve(name + ".png");
        ImageIO.write(SomePictures.picture(number, true, true), "png", file.toFile());
        return file;
    }

    /** What the whole graph says, autoencoders and all, in ONNX Runtime. */
    private static Map<String, float[]> whole(Path file, Image prepared) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        long[] shape = {1, prepared.channels(), prepared.height(), prepared.width()};
        try (OrtSession session = environment.createSession(file.toString(), new OrtSession.SessionOptions());
                OnnxTensor input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(prepared.toArray()), shape);
                OrtSession.Result result = session.run(Map.of("image", input))) {
            return Map.of(
                    "score", floats(result, "score"),
                    "map", floats(result, "anomaly_map"),
                    "autoencoders", floats(result, "vae.image_scores"));
        }
    }

    private static float[] floats(OrtSession.Result result, String name) {
        FloatBuffer buffer = ((OnnxTensor) result.get(name).orElseThrow()).getFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }

    /** All but a third on the left. */
    private static Mask mask() {
        boolean[] inside = new boolean[SomePictures.SIDE * SomePictures.SIDE];
        for (int i = 0; i < inside.length; i++) {
            inside[i] = i % SomePictures.SIDE > SomePictures.SIDE / 3;
        }
        return Mask.of(SomePictures.SIDE, SomePictures.SIDE, inside);
    }

    @ParameterizedTest(name = "operators of version {0}, {1} held out, search {2}, colour {3}, mask {4}")
    @CsvSource({"13, , EXACT, true, false", "18, , INDEX, false, true", "21, 0.4, EXACT, true, true"})
    void anyRuntimeSaysWhatKizuDoesThoughKizuComputesAutoencodersItself(
            int opset, @Nullable Double heldOut, BankSearch search, boolean colour, boolean masked)
            throws IOException, OrtException {
        Path backbone = TinyBackbone.write(folder.resolve("tiny.onnx"), opset);
        List<Path> good = SomePictures.write(folder.resolve("good"), 10, colour);
        FeatureTrainingResult result = FeatureTrainer.train(
                good,
                request(backbone, List.of(), heldOut, masked ? mask() : null, SmallAutoencoders.request()),
                FeatureTrainingListener.NONE);
        FeatureModel model = result.model();
        Path file = folder.resolve("model.onnx");
        FeatureModelFile.save(model, file);

        assertThat(result.calibrated()).hasSize(heldOut == null ? 10 : 4);
        assertThat(model.heldOut().image(ScoreKind.COMBINED)).hasSize(heldOut == null ? 10 : 4);
        FeatureModel loaded = FeatureModelFile.load(file).model();
        InspectionModel autoencoders = loaded.autoencoders();
        assertThat(autoencoders).isNotNull();
        assertThat(autoencoders.scales()).hasSize(heldOut == null ? 4 : 2);
        assertThat(autoencoders.heldOut().image()).isEmpty();
        try (FeatureInspector inspector = FeatureInspector.open(loaded, ONE_THREAD, search)) {
            for (Path picture : List.of(good.get(2), defective())) {
                Image prepared = loaded.preparation().apply(ImageFiles.read(picture));
                PartInspection found = inspector.inspect(ImageFiles.read(picture));
                Map<String, float[]> said = whole(file, prepared);

                double score = found.verdict().score();
                assertThat((double) said.get("score")[0]).isCloseTo(score, within(1e-4 * Math.max(1, score)));
                float[] map = found.map().values();
                for (int cell = 0; cell < map.length; cell++) {
                    assertThat((double) said.get("map")[cell])
                            .isCloseTo(map[cell], within(1e-4 * Math.max(1, Math.abs(map[cell]))));
                }
                Map<ScoreKind, Double> alone = new Inspector(autoencoders)
                        .judge(new Inspector(autoencoders).terms(prepared))
                        .scores();
                List<Double> kinds =
                        ScoreKind.ofTerms().stream().map(alone::get).toList();
                for (int kind = 0; kind < kinds.size(); kind++) {
                    assertThat((double) said.get("autoencoders")[kind])
                            .isCloseTo(kinds.get(kind), within(1e-4 * Math.max(1, Math.abs(kinds.get(kind)))));
                }
            }
        }
    }

    /**
     * Two pictures are held out, from heads and autoencoders, and too few to leave one of them out of the tails; autoencoders' scores are held against nothing. Then what
     * calibrated is what the model gives.
     */
    @Test
    void heldOutPicturesHaveTheScoresAndThePeaksThatTheModelGivesThem() throws IOException {
        Path backbone = TinyBackbone.write(folder.resolve("tiny.onnx"));
        List<Path> good = new ArrayList<>(SomePictures.write(folder.resolve("good"), 8, true));
        good.addAll(List.of(defective("a", 99), defective("b", 98)));
        FeatureRequest request = request(backbone, List.of(), 0.2, null, SmallAutoencoders.uncalibrated());
        FeatureTrainingResult result = FeatureTrainer.train(good, request, FeatureTrainingListener.NONE);
        FeatureModel model = result.model();

        assertThat(result.calibrated()).hasSize(2);
        float[] scores = model.heldOut().image(ScoreKind.COMBINED);
        float[] peaks = model.heldOut().peak(ScoreKind.COMBINED);
        assertThat(scores[0]).isNotEqualTo(scores[1]);
        try (FeatureInspector inspector = FeatureInspector.open(model, ONE_THREAD)) {
            for (int i = 0; i < 2; i++) {
                PartInspection found =
                        inspector.inspect(ImageFiles.read(result.calibrated().get(i)));
                assertThat(found.verdict().score()).isCloseTo(scores[i], within(1e-4 * Math.max(1, scores[i])));
                float peak = Float.NEGATIVE_INFINITY;
                for (float value : found.map().values()) {
                    peak = Math.max(peak, value);
                }
                assertThat((double) peak).isCloseTo(peaks[i], within(1e-4 * Math.max(1, Math.abs(peaks[i]))));
            }
        }
    }

    @ParameterizedTest(name = "patches of {0}, cells of {1}")
    @CsvSource({"4, relu_8, 4", "8, relu_8, 8", "16, relu_8, 8", "8, relu_16, 8", "16, relu_16, 16", "12, relu_16, 8"})
    void windowsAreAsFarApartAsCellsButLeaveNoPixelOut(int patch, String layer, int stride) throws IOException {
        Path backbone = TinyBackbone.write(folder.resolve("tiny.onnx"));
        List<Path> good = SomePictures.write(folder.resolve("good"), 4, true);
        FeatureRequest request = request(backbone, List.of(layer), null, null, SmallAutoencoders.ofPatch(patch));

        InspectionModel autoencoders = FeatureTrainer.train(good, request, FeatureTrainingListener.NONE)
                .model()
                .autoencoders();

        assertThat(autoencoders).isNotNull();
        assertThat(autoencoders.cell()).isEqualTo(stride);
        assertThat(autoencoders.scales().get(0).stride()).isEqualTo(stride);
    }

    @Test
    void whatAutoencodersCannotBeTrainedByIsToldAsTheirs() throws IOException {
        Path backbone = TinyBackbone.write(folder.resolve("tiny.onnx"));
        List<Path> good = SomePictures.write(folder.resolve("good"), 4, true);
        FeatureRequest request = request(backbone, List.of(), null, null, SmallAutoencoders.ofPatch(400));

        assertThatThrownBy(() -> FeatureTrainer.train(good, request, FeatureTrainingListener.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "the autoencoders cannot be trained beside features", "400 x 400", "--method both");
    }

    @Test
    void autoencodersCountInTheScore() throws IOException {
        Path backbone = TinyBackbone.write(folder.resolve("tiny.onnx"));
        List<Path> good = SomePictures.write(folder.resolve("good"), 8, true);
        FeatureModel model = FeatureTrainer.train(good, request(backbone, null), FeatureTrainingListener.NONE)
                .model();
        ModelProto.Builder blind = model.onnx().toBuilder();
        // What autoencoders say is taken off: their part of the sum of three is that of a score of minus infinity, 0.
        for (NodeProto.Builder node : blind.getGraphBuilder().getNodeBuilderList()) {
            if (node.getName().equals("vae.surprise")) {
                node.setOpType("Sub").addInput(node.getInput(0));
            }
        }
        FeatureModel deaf = new FeatureModel(model.metadata(), model.config(), blind.build(), model.autoencoders());
        Image picture = ImageFiles.read(defective());
        try (FeatureInspector all = FeatureInspector.open(model, ONE_THREAD);
                FeatureInspector two = FeatureInspector.open(deaf, ONE_THREAD)) {
            double with = all.inspect(picture).verdict().score();
            double without = two.inspect(picture).verdict().score();
            // The defect is plain to see, also for autoencoders: more than any of the good ones can be by chance.
            assertThat(3 * (with - without)).isGreaterThan(-Math.log(1.0 / 9));
        }
    }

    /** Pictures of one fold, and one of those that cannot be read, told once. */
    @Test
    void aDamagedPictureIsToldOnceAndLeftOut() throws IOException {
        Path backbone = TinyBackbone.write(folder.resolve("tiny.onnx"));
        List<Path> good = SomePictures.write(folder.resolve("good"), 9, true);
        byte[] bytes = Files.readAllBytes(good.get(4));
        Files.write(good.get(4), Arrays.copyOf(bytes, bytes.length / 2));
        List<PictureFailure> told = new ArrayList<>();
        FeatureTrainingResult result =
                FeatureTrainer.train(good, request(backbone, null), new FeatureTrainingListener() {
                    @Override
                    public void onFailure(PictureFailure failure) {
                        told.add(failure);
                    }
                });

        assertThat(told).extracting(PictureFailure::file).containsExactly(good.get(4));
        assertThat(result.failures()).hasSize(1);
        assertThat(result.calibrated()).hasSize(8).doesNotContain(good.get(4));
        assertThat(result.model().heldOut().image(ScoreKind.COMBINED)).hasSize(8);
    }

    @Test
    void theirPlanAndTrainingAreTold() throws IOException {
        Path backbone = TinyBackbone.write(folder.resolve("tiny.onnx"));
        List<Path> good = SomePictures.write(folder.resolve("good"), 6, true);
        List<Choice> choices = new ArrayList<>();
        List<Choice> own = new ArrayList<>();
        List<Integer> networks = new ArrayList<>();
        FeatureTrainer.train(good, request(backbone, null), new FeatureTrainingListener() {
            @Override
            public void onPlan(List<Choice> chosen) {
                choices.addAll(chosen);
            }

            @Override
            public PartTrainingListener ofAutoencoders() {
                return new PartTrainingListener() {
                    @Override
                    public void onPlan(TrainingPlan plan) {
                        own.addAll(plan.choices());
                    }

                    @Override
                    public void onTraining(int network, int all, TrainingProgress progress) {
                        networks.add(network);
                    }
                };
            }
        });

        assertThat(choices).extracting(Choice::name).contains("method", "size", "features");
        assertThat(own)
                .extracting(Choice::name)
                .doesNotContain("size", "colour")
                .contains("patch", "stride", "scales", "held out");
        assertThat(own)
                .filteredOn(choice -> choice.name().equals("held out"))
                .allMatch(choice -> choice.reason().startsWith("as for the features; dealt by seed 3"));
        assertThat(networks).contains(1, 2, 3, 4);
    }

    @ParameterizedTest
    @CsvSource({"100, ENSEMBLE", "104, ALL"})
    void whereABackboneTakesASizeThatTheyDoNotTheyAreLeftOutAndThatIsTold(int side, Method expected)
            throws IOException {
        Path backbone = TinyBackbone.writeFixed(folder.resolve("fixed.onnx"), side);
        List<Path> good = SomePictures.write(folder.resolve("good"), 6, true);
        List<Choice> choices = new ArrayList<>();
        FeatureTrainingListener listener = new FeatureTrainingListener() {
            @Override
            public void onPlan(List<Choice> chosen) {
                choices.addAll(chosen);
            }
        };
        FeatureModel model = FeatureTrainer.train(
                        good, request(backbone, List.of("relu_4"), null, null, SmallAutoencoders.usual()), listener)
                .model();

        assertThat(model.method()).isEqualTo(expected);
        InspectionModel autoencoders = model.autoencoders();
        assertThat(autoencoders != null).isEqualTo(expected == Method.ALL);
        if (autoencoders != null) {
            assertThat(autoencoders.cell()).isEqualTo(model.cell()).isEqualTo(4);
        }
        assertThat(choices)
                .filteredOn(choice -> choice.name().equals("method"))
                .extracting(Choice::reason)
                .containsExactly(
                        expected == Method.ALL
                                ? "as asked"
                                : "the autoencoders are left out: they take sides in multiples of 8, and the backbone 100x100 only. Their options do not count");
    }

    @Test
    void aFileThatLacksTheirMetadataIsRefused() throws IOException {
        Path backbone = TinyBackbone.write(folder.resolve("tiny.onnx"));
        List<Path> good = SomePictures.write(folder.resolve("good"), 6, true);
        FeatureModel model = FeatureTrainer.train(good, request(backbone, null), FeatureTrainingListener.NONE)
                .model();
        assertThatThrownBy(() -> new FeatureModel(model.metadata(), model.config(), model.onnx()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("without autoencoders");
        Path file = folder.resolve("model.onnx");
        FeatureModelFile.save(model, file);
        ModelProto.Builder proto = ModelProto.parseFrom(Files.readAllBytes(file)).toBuilder();
        for (int i = 0; i < proto.getMetadataPropsCount(); i++) {
            if (proto.getMetadataProps(i).getKey().equals("kizu.autoencoders.config")) {
                proto.removeMetadataProps(i);
            }
        }
        Files.write(file, proto.build().toByteArray());
        assertThatThrownBy(() -> FeatureModelFile.load(file))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("damaged, or changed");
    }
}
