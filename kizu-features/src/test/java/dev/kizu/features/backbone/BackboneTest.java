package dev.kizu.features.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.NodeProto;
import dev.kizu.image.Image;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackboneTest {
    private static final List<String> LAYERS = List.of("relu_8", "conv_4");
    private static final Normalization PLAIN = Normalization.parse("0..1");
    private static final RunOptions ONE_THREAD = RunOptions.standard().withThreads(1);

    @TempDir
    private Path folder;

    private Backbone tiny(Normalization normalization) throws Exception {
        BackboneFile file = BackboneFile.read(TinyBackbone.write(folder.resolve("tiny.onnx")));
        return Backbone.open(file, LAYERS, normalization, ONE_THREAD);
    }

    private static Image random(int channels, int height, int width, long seed) {
        Random random = new Random(seed);
        float[] samples = new float[channels * height * width];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = random.nextFloat();
        }
        return Image.of(channels, height, width, samples);
    }

    @Test
    void layersComeInTheOrderAskedForAndInTheShapesTold() throws Exception {
        try (Backbone backbone = tiny(PLAIN)) {
            List<LayerShape> shapes = backbone.shapes(32, 48);
            List<float[]> features = backbone.features(random(3, 32, 48, 1));

            assertThat(shapes).containsExactly(new LayerShape("relu_8", 6, 4, 6), new LayerShape("conv_4", 5, 8, 12));
            assertThat(features).hasSize(2);
            assertThat(features.get(0)).hasSize(shapes.get(0).size());
            assertThat(features.get(1)).hasSize(shapes.get(1).size());
        }
    }

    /** The first convolution, at a place away from the border, from the definition. */
    @Test
    void coloursAreNormalizedAndOrderedBeforeTheFirstConvolution() throws Exception {
        BackboneFile file = BackboneFile.read(TinyBackbone.write(folder.resolve("tiny.onnx")));
        Normalization normalization = Normalization.parse("bgr:0.1,0.2,0.3/0.5,0.6,0.7");
        Image image = random(3, 32, 32, 2);
        List<Float> weights = file.model().getGraph().getInitializer(0).getFloatDataList();

        float[] features;
        try (Backbone backbone = Backbone.open(file, List.of("conv_2"), normalization, ONE_THREAD)) {
            features = backbone.features(image).get(0);
        }

        float[] means = {0.3f, 0.2f, 0.1f};
        float[] deviations = {0.7f, 0.6f, 0.5f};
        for (int output = 0; output < 4; output++) {
            double expected = 0;
            for (int tap = 0; tap < 27; tap++) {
                int channel = tap / 9;
                float value = image.get(2 - channel, 2 * 5 - 1 + tap % 9 / 3, 2 * 7 - 1 + tap % 3);
                expected += weights.get(output * 27 + tap) * (value - means[channel]) / deviations[channel];
            }
            assertThat((double) features[(output * 16 + 5) * 16 + 7]).isCloseTo(expected, within(1e-4));
        }
    }

    @Test
    void greyCountsForAllColours() throws Exception {
        Image grey = random(1, 32, 32, 3);
        try (Backbone backbone = tiny(Normalization.IMAGENET)) {
            assertThat(backbone.features(grey).get(0))
                    .containsExactly(backbone.features(grey.withChannels(3)).get(0));
        }
    }

    @Test
    void severalAtOnceGiveWhatEachGives() throws Exception {
        List<Image> images = List.of(random(3, 32, 32, 4), random(1, 32, 32, 5), random(3, 32, 32, 6));
        try (Backbone backbone = tiny(Normalization.IMAGENET)) {
            List<List<float[]>> together = backbone.features(images);

            for (int i = 0; i < images.size(); i++) {
                for (int layer = 0; layer < LAYERS.size(); layer++) {
                    assertThat(together.get(i).get(layer))
                            .containsExactly(backbone.features(images.get(i)).get(layer), within(1e-5f));
                }
            }
        }
    }

    @Test
    void aBackboneThatTakesOneAtATimeTakesSeveralOneByOne() throws Exception {
        Path path = TinyBackbone.write(
                folder.resolve("one.onnx"),
                TinyBackbone.model("1", "32", "32", LAYERS).build());
        List<Image> images = List.of(random(3, 32, 32, 7), random(3, 32, 32, 8));
        try (Backbone backbone = Backbone.open(BackboneFile.read(path), LAYERS, PLAIN, ONE_THREAD)) {
            List<List<float[]>> together = backbone.features(images);

            assertThat(together).hasSize(2);
            assertThat(together.get(1).get(0))
                    .containsExactly(backbone.features(images.get(1)).get(0));
        }
    }

    @Test
    void anImageOfAnotherSizeThanTheFixedOneIsAnErrorThatTellsIt() throws Exception {
        Path path = TinyBackbone.write(
                folder.resolve("one.onnx"),
                TinyBackbone.model("1", "32", "64", LAYERS).build());
        try (Backbone backbone = Backbone.open(BackboneFile.read(path), LAYERS, PLAIN, ONE_THREAD)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> backbone.features(random(3, 64, 32, 9)))
                    .withMessageContainingAll("64 x 32 pixels", "takes 32 x 64 only");
        }
    }

    @Test
    void imagesOfTwoSizesAndOfTwoChannelsAreErrors() throws Exception {
        try (Backbone backbone = tiny(PLAIN)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> backbone.features(List.of(random(3, 32, 32, 1), random(3, 32, 48, 1))))
                    .withMessageContaining("32 x 32 and of 32 x 48");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> backbone.features(random(2, 32, 32, 1)))
                    .withMessageContaining("2 channels");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> backbone.features(List.of()))
                    .withMessageContaining("at least one");
        }
    }

    @Test
    void threadsShareABackbone() throws Exception {
        Image[] images = new Image[8];
        for (int i = 0; i < images.length; i++) {
            images[i] = random(3, 64, 64, i);
        }
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (Backbone backbone = tiny(Normalization.IMAGENET)) {
            List<Future<List<float[]>>> results = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                Image image = images[i % images.length];
                results.add(threads.submit(() -> backbone.features(image)));
            }
            for (int i = 0; i < 64; i++) {
                assertThat(results.get(i).get().get(0))
                        .containsExactly(
                                backbone.features(images[i % images.length]).get(0));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aLayerThatIsNoGridOfFeaturesIsAnErrorThatTellsItsShape() throws Exception {
        BackboneFile file = BackboneFile.read(TinyBackbone.write(folder.resolve("tiny.onnx")));
        try (Backbone backbone = Backbone.open(file, List.of("out"), PLAIN, ONE_THREAD)) {
            assertThatExceptionOfType(BackboneException.class)
                    .isThrownBy(() -> backbone.shapes(32, 32))
                    .withMessageContainingAll("layer \"out\"", "[1, 8]", "Choose another layer");
        }
    }

    @Test
    void aLayerThatIsNoFloatIsAnError() throws Exception {
        var model = TinyBackbone.model("n", "h", "w", LAYERS);
        model.getGraphBuilder()
                .addNode(NodeProto.newBuilder()
                        .setOpType("Shape")
                        .addInput("relu_2")
                        .addOutput("shape"));
        BackboneFile file = BackboneFile.read(TinyBackbone.write(folder.resolve("tiny.onnx"), model.build()));

        assertThatExceptionOfType(BackboneException.class)
                .isThrownBy(() -> Backbone.open(file, List.of("shape"), PLAIN, ONE_THREAD))
                .withMessageContainingAll("[shape]", "float32");
    }

    @Test
    void aGraphThatTheRuntimeRefusesIsAnErrorThatSaysWhy() throws Exception {
        var model = TinyBackbone.model("n", "h", "w", LAYERS);
        model.getGraphBuilder().getNodeBuilder(2).setOpType("Convolution");
        BackboneFile file = BackboneFile.read(TinyBackbone.write(folder.resolve("tiny.onnx"), model.build()));

        assertThatExceptionOfType(BackboneException.class)
                .isThrownBy(() -> Backbone.open(file, LAYERS, PLAIN, ONE_THREAD))
                .withMessageContainingAll("cannot be run", "Convolution");
    }

    @Test
    void cudaThatIsNotThereIsAnErrorThatNamesWhatIsNeeded() throws Exception {
        BackboneFile file = BackboneFile.read(TinyBackbone.write(folder.resolve("tiny.onnx")));

        assertThatExceptionOfType(BackboneException.class)
                .isThrownBy(() -> Backbone.open(file, LAYERS, PLAIN, ONE_THREAD.withProvider(Provider.CUDA)))
                .withMessageContainingAll("CUDA was asked for", "onnxruntime_gpu:1.29.0", "--provider cpu");
    }

    @Test
    void aRealBackboneGivesTheLayersThatItsReadmeTells() throws Exception {
        BackboneFile file = BackboneFile.read(SharedBackbone.mobileNet());
        try (Backbone backbone = Backbone.open(
                file, List.of("feat_8", "feat_16"), Normalization.parse("-1..1"), RunOptions.standard())) {
            assertThat(backbone.shapes(256, 192))
                    .containsExactly(new LayerShape("feat_8", 192, 32, 24), new LayerShape("feat_16", 576, 16, 12));
            assertThat(backbone.features(random(3, 256, 192, 1)).get(1)).hasSize(576 * 16 * 12);
        }
    }
}
