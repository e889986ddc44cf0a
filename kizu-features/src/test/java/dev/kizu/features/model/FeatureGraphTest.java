package dev.kizu.features.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kizu.calibrate.HeldOutScores;
import dev.kizu.calibrate.InspectionThreshold;
import dev.kizu.calibrate.ThresholdMethod;
import dev.kizu.features.backbone.Backbone;
import dev.kizu.features.backbone.BackboneFile;
import dev.kizu.features.backbone.Normalization;
import dev.kizu.features.backbone.Provider;
import dev.kizu.features.backbone.RunOptions;
import dev.kizu.features.backbone.TinyBackbone;
import dev.kizu.features.map.FeatureMap;
import dev.kizu.features.map.LayerShape;
import dev.kizu.features.map.Projection;
import dev.kizu.features.padim.PadimFitter;
import dev.kizu.features.padim.PadimModel;
import dev.kizu.features.padim.Regularization;
import dev.kizu.features.patchcore.MemoryBank;
import dev.kizu.features.patchcore.PatchFeatures;
import dev.kizu.image.Image;
import dev.kizu.image.Mask;
import dev.kizu.image.Preparation;
import dev.kizu.model.PartMetadata;
import dev.kizu.model.Provenance;
import dev.kizu.random.CounterRandom;
import dev.kizu.score.Aggregation;
import dev.kizu.score.ScoreKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The graph in ONNX Runtime against the same computation in plain Java. */
class FeatureGraphTest {
    private static final RunOptions ONE_THREAD = new RunOptions(1, Provider.CPU);

    @TempDir
    private Path folder;

    @ParameterizedTest(
            name = "{0}, {1} channels, {2} x {3}, {4} dimensions, neighbourhood {5}, {6}, {7}, {8} entries, mask {9}")
    @CsvSource({
        "padim,3,64,64,5,3,0..1,max,0,false",
        "padim,1,96,64,7,1,imagenet,top3,0,true",
        "padim,3,64,128,0,3,bgr:-1..1,top20%,0,false",
        "patchcore,3,64,64,5,3,0..1,max,30,false",
        "patchcore,1,96,64,7,1,imagenet,top3,5,true",
        "patchcore,3,64,128,0,3,bgr:0..255,mean,17,true",
        "patchcore,3,64,64,4,3,0..1,max,1,false",
        "patchcore,3,64,64,4,3,0..1,max,64,false",
        "patchcore,3,64,64,4,3,0..1,max,65,false",
        "ensemble,3,64,64,6,3,0..1,max,30,false",
        "ensemble,1,96,64,7,1,imagenet,top3,5,true",
        "ensemble,3,64,128,0,3,bgr:-1..1,top20%,1,false",
    })
    void graphAndJavaAgree(
            String method,
            int channels,
            int height,
            int width,
            int dimensions,
            int neighbourhood,
            String normalization,
            String aggregation,
            int entries,
            boolean masked)
            throws IOException {
        BackboneFile file = BackboneFile.read(TinyBackbone.write(folder.resolve("tiny.onnx")));
        Preparation preparation = preparation(channels, height, width, masked);
        try (Backbone backbone =
                Backbone.open(file, List.of("relu_8", "relu_16"), Normalization.parse(normalization), ONE_THREAD)) {
            List<LayerShape> layers = backbone.shapes(height, width).stream()
                    .map(layer -> new LayerShape(layer.channels(), layer.rows(), layer.columns()))
                    .toList();
            Projection projection = Projection.random(layers, dimensions, height / 8, width / 8, neighbourhood, 5);
            List<FeatureMap> normal = new ArrayList<>();
            for (int i = 0; i < 9; i++) {
                normal.add(projection.apply(backbone.features(image(i, channels, height, width))));
            }
            Aggregation rule = Aggregation.parse(aggregation);
            FeatureScoring java = new FeatureScoring(preparation, 8, 1, rule);
            List<FeatureMap> others = new ArrayList<>();
            for (int i = 10; i < 16; i++) {
                others.add(projection.apply(backbone.features(image(i, channels, height, width))));
            }
            Head head = switch (method) {
                case "padim" -> padim(normal);
                case "patchcore" -> patchCore(normal, entries);
                default -> ensemble(normal, entries, others, java);
            };
            FeatureModel model = model(
                    preparation,
                    rule,
                    new FeatureConfig(
                            method,
                            "tiny",
                            "",
                            List.of("relu_8"),
                            normalization,
                            dimensions,
                            neighbourhood,
                            1,
                            entries,
                            5,
                            9,
                            "",
                            0,
                            List.of()),
                    FeatureModels.onnx(backbone, preparation, 8, 1, projection, head, rule));
            try (FeatureInspector inspector = FeatureInspector.open(model, ONE_THREAD)) {
                for (int i = 20; i < 24; i++) {
                    Image image = image(i, channels, height, width);
                    FeatureScoring.Found expected = java.score(head, projection.apply(backbone.features(image)));
                    FeatureScoring.Found found = inspector.run(image);
                    float[] cells = expected.map().values();
                    double largest = IntStream.range(0, cells.length)
                            .mapToDouble(c -> Math.abs(cells[c]))
                            .max()
                            .orElseThrow();
                    for (int c = 0; c < cells.length; c++) {
                        assertThat((double) found.map().values()[c]).isCloseTo(cells[c], within(1e-4 * largest));
                    }
                    double scale = head instanceof Head.Single ? expected.score() : Math.max(1, expected.score());
                    assertThat((double) found.score()).isCloseTo(expected.score(), within(1e-4 * scale));
                    assertThat((double) found.peak()).isCloseTo(expected.peak(), within(1e-4 * largest));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Method.class,
            names = {"PADIM", "ENSEMBLE"})
    void whatIsNotANumberStaysNoneAndIsAnomalous(Method method) throws IOException {
        BackboneFile file = BackboneFile.read(TinyBackbone.write(folder.resolve("tiny.onnx")));
        Preparation preparation = preparation(3, 64, 64, false);
        try (Backbone backbone = Backbone.open(file, List.of("relu_8"), Normalization.parse("0..1"), ONE_THREAD)) {
            var shape = backbone.shapes(64, 64).get(0);
            LayerShape layer = new LayerShape(shape.channels(), shape.rows(), shape.columns());
            Projection projection = Projection.random(List.of(layer), 4, 8, 8, 3, 5);
            List<FeatureMap> normal = new ArrayList<>();
            for (int i = 0; i < 9; i++) {
                normal.add(projection.apply(backbone.features(image(i, 3, 64, 64))));
            }
            Head.Padim whole = (Head.Padim) padim(normal);
            float[] means = whole.model().means().clone();
            means[means.length / 2] = Float.NaN;
            Head.Single broken =
                    new Head.Padim(new PadimModel(4, 64, means, whole.model().whitening()));
            Tail tail = new Tail(1, 0.25, 1);
            Head head = method == Method.PADIM
                    ? broken
                    : new Head.Ensemble(List.of(
                            new Head.Ensemble.Member(broken, tail),
                            new Head.Ensemble.Member(patchCore(normal, 20), tail)));
            FeatureConfig config = new FeatureConfig(
                    method.id(), "tiny", "", List.of("relu_8"), "0..1", 4, 3, 1, 0, 5, 9, "", 0, List.of());
            FeatureModel model = model(
                    preparation,
                    Aggregation.max(),
                    config,
                    FeatureModels.onnx(backbone, preparation, 8, 1, projection, head, Aggregation.max()));
            try (FeatureInspector inspector = FeatureInspector.open(model, ONE_THREAD)) {
                FeatureScoring.Found found = inspector.run(image(20, 3, 64, 64));
                assertThat(found.score()).isNaN();
                assertThat(model.threshold().isExceededBy(found.score())).isTrue();
            }
        }
    }

    private static Preparation preparation(int channels, int height, int width, boolean masked) {
        boolean[] inside = new boolean[height * width];
        for (int i = 0; i < inside.length; i++) {
            inside[i] = i % width > width / 3;
        }
        return new Preparation(channels, height, width, null, masked ? Mask.of(height, width, inside) : null);
    }

    private static Image image(int number, int channels, int height, int width) {
        float[] samples = new float[channels * height * width];
        CounterRandom random = new CounterRandom(number, "image");
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) random.unit(i, 0);
        }
        return Image.of(channels, height, width, samples);
    }

    /** PaDiM on all features but the last, so that it takes a part of them. */
    private static Head ensemble(
            List<FeatureMap> normal, int entries, List<FeatureMap> others, FeatureScoring scoring) {
        int fewer = normal.get(0).dimensions() - 1;
        List<Head.Single> heads =
                List.of(padim(normal.stream().map(map -> map.first(fewer)).toList()), patchCore(normal, entries));
        return Head.Ensemble.of(
                heads, null, others.stream().map(map -> scoring.see(heads, map)).toList());
    }

    private static Head.Single padim(List<FeatureMap> normal) {
        FeatureMap first = normal.get(0);
        PadimFitter fitter = new PadimFitter(first.dimensions(), first.positions(), 1);
        fitter.add(normal);
        return new Head.Padim(PadimModel.fit(fitter.statistics(), new Regularization(false, 0.1, 0), 1));
    }

    private static Head.Single patchCore(List<FeatureMap> normal, int entries) {
        PatchFeatures features = new PatchFeatures(normal.get(0).dimensions(), 10_000, 1);
        normal.forEach(features::add);
        int[] chosen = IntStream.range(0, entries).map(i -> i * 7).toArray();
        return new Head.PatchCore(new MemoryBank(features.dimensions(), features.entries(chosen)));
    }

    private static FeatureModel model(
            Preparation preparation,
            Aggregation aggregation,
            FeatureConfig config,
            ai.onnx.proto.OnnxMl.ModelProto onnx) {
        return new FeatureModel(
                new PartMetadata(
                        preparation,
                        8,
                        config.kind() == Method.ENSEMBLE ? ScoreKind.COMBINED : ScoreKind.DISTANCE,
                        aggregation,
                        new HeldOutScores(Map.of(), Map.of()),
                        new InspectionThreshold(1, 1, ThresholdMethod.FIXED, 0.1, 1, 1),
                        Provenance.unknown()),
                config,
                onnx);
    }
}
