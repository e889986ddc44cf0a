package dev.kizu.features.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.ModelProto;
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
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole models, inspected by the graph's search and by the index. */
class BankSearchTest {
    private static final RunOptions ONE_THREAD = new RunOptions(1, Provider.CPU);
    private static final int SIDE = 96;
    private static final int GRID = SIDE / 8;
    private static final int DIMENSIONS = 6;
    private static final Preparation SIZE = new Preparation(3, SIDE, SIDE, null, null);

    @TempDir
    private Path folder;

    private record Made(FeatureModel model, Head head, FeatureScoring scoring, List<FeatureMap> maps) {}

    /** A model whose bank is full of what tiny random pictures show, and of noise around that. */
    private Made make(Method method, int entries, String aggregation) throws IOException {
        BackboneFile file = BackboneFile.read(TinyBackbone.write(folder.resolve("tiny.onnx")));
        Aggregation rule = Aggregation.parse(aggregation);
        try (Backbone backbone = Backbone.open(file, List.of("relu_8"), Normalization.parse("0..1"), ONE_THREAD)) {
            var shape = backbone.shapes(SIDE, SIDE).get(0);
            LayerShape layer = new LayerShape(shape.channels(), shape.rows(), shape.columns());
            Projection projection = Projection.random(List.of(layer), DIMENSIONS, GRID, GRID, 3, 5);
            List<FeatureMap> normal = new ArrayList<>();
            for (int i = 0; i < 9; i++) {
                normal.add(projection.apply(backbone.features(image(i))));
            }
            List<FeatureMap> others = new ArrayList<>();
            for (int i = 20; i < 24; i++) {
                others.add(projection.apply(backbone.features(image(i))));
            }
            Head.PatchCore patchCore = new Head.PatchCore(bank(normal, Math.max(1, entries)));
            FeatureScoring scoring = new FeatureScoring(SIZE, 8, 1, rule);
            Head head = switch (method) {
                case PADIM -> padim(normal);
                case PATCHCORE -> patchCore;
                case ALL -> throw new IllegalArgumentException("autoencoders are trained, not drawn");
                case ENSEMBLE -> {
                    List<Head.Single> heads = List.of(padim(normal), patchCore);
                    yield Head.Ensemble.of(
                            heads,
                            null,
                            normal.stream().map(map -> scoring.see(heads, map)).toList());
                }
            };
            ModelProto onnx = FeatureModels.onnx(backbone, SIZE, 8, 1, projection, head, rule);
            FeatureConfig config = new FeatureConfig(
                    method.id(),
                    "tiny",
                    "",
                    List.of("relu_8"),
                    "0..1",
                    DIMENSIONS,
                    3,
                    1,
                    entries,
                    5,
                    9,
                    "",
                    0,
                    List.of());
            PartMetadata metadata = new PartMetadata(
                    SIZE,
                    8,
                    method == Method.ENSEMBLE ? ScoreKind.COMBINED : ScoreKind.DISTANCE,
                    rule,
                    new HeldOutScores(Map.of(), Map.of()),
                    new InspectionThreshold(1, 1, ThresholdMethod.FIXED, 0.1, 1, 1),
                    Provenance.unknown());
            return new Made(new FeatureModel(metadata, config, onnx), head, scoring, others);
        }
    }

    private static MemoryBank bank(List<FeatureMap> normal, int entries) {
        PatchFeatures seen = new PatchFeatures(DIMENSIONS, 10_000, 1);
        normal.forEach(seen::add);
        CounterRandom random = new CounterRandom(4, "bank");
        float[] values = new float[entries * DIMENSIONS];
        float[] noise = new float[DIMENSIONS];
        for (int entry = 0; entry < entries; entry++) {
            random.gaussians(entry, DIMENSIONS, noise, 0, 1);
            for (int i = 0; i < DIMENSIONS; i++) {
                values[entry * DIMENSIONS + i] = seen.get(entry % seen.count(), i) * (1 + 0.05f * noise[i]);
            }
        }
        return new MemoryBank(DIMENSIONS, values);
    }

    private static Head.Padim padim(List<FeatureMap> normal) {
        PadimFitter fitter = new PadimFitter(DIMENSIONS, GRID * GRID, 1);
        fitter.add(normal);
        return new Head.Padim(PadimModel.fit(fitter.statistics(), new Regularization(false, 0.1, 0), 1));
    }

    private static Image image(int number) {
        float[] samples = new float[3 * SIDE * SIDE];
        CounterRandom random = new CounterRandom(number, "image");
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) random.unit(i, 0);
        }
        return Image.of(3, SIDE, SIDE, samples);
    }

    @ParameterizedTest
    @CsvSource({"PATCHCORE, 300, max", "PATCHCORE, 20000, top5", "ENSEMBLE, 300, max", "ENSEMBLE, 20000, top20%"})
    void bothSearchesGiveTheScoresThatJavaDoes(Method method, int entries, String aggregation) throws IOException {
        Made made = make(method, entries, aggregation);
        try (FeatureInspector exact = FeatureInspector.open(made.model(), ONE_THREAD, BankSearch.EXACT);
                FeatureInspector index = FeatureInspector.open(made.model(), ONE_THREAD, BankSearch.INDEX)) {
            for (int i = 0; i < made.maps().size(); i++) {
                FeatureScoring.Found java =
                        made.scoring().score(made.head(), made.maps().get(i));
                FeatureScoring.Found right = exact.run(image(20 + i));
                FeatureScoring.Found found = index.run(image(20 + i));
                double scale = Math.max(1e-3, Math.abs(java.score()));
                assertThat((double) right.score()).isCloseTo(java.score(), within(1e-4 * scale));
                assertThat((double) found.score()).isCloseTo(java.score(), within(1e-4 * scale));
                int near = 0;
                float[] map = right.map().values();
                for (int cell = 0; cell < map.length; cell++) {
                    double largest = 1e-4 * java.peak();
                    assertThat((double) map[cell]).isCloseTo(java.map().values()[cell], within(largest));
                    near += Math.abs(found.map().values()[cell] - map[cell]) <= largest ? 1 : 0;
                }
                assertThat(near).isGreaterThan(map.length * 7 / 10);
            }
        }
    }

    @Test
    void threadsAndRepetitionDoNotChangeWhatTheIndexFinds() throws IOException {
        FeatureModel model = make(Method.PATCHCORE, 20_000, "max").model();
        try (FeatureInspector one = FeatureInspector.open(model, ONE_THREAD, BankSearch.INDEX);
                FeatureInspector two = FeatureInspector.open(model, new RunOptions(2, Provider.CPU))) {
            FeatureScoring.Found found = one.run(image(30));
            assertThat(one.run(image(30)).map().values())
                    .containsExactly(found.map().values());
            float[] other = two.run(image(30)).map().values();
            for (int cell = 0; cell < other.length; cell++) {
                // The backbone's last digits may depend on threads.
                assertThat(other[cell]).isCloseTo(found.map().values()[cell], within(1e-4f * found.peak()));
            }
        }
    }

    @Test
    void onlyLargeBanksHaveLinksInTheFileAndAreSearchedByThem() throws IOException {
        FeatureModel small = make(Method.PATCHCORE, 19_999, "max").model();
        FeatureModel large = make(Method.PATCHCORE, 20_000, "max").model();
        assertThat(FeatureInspector.chosen(small, BankSearch.AUTO, Provider.CPU))
                .isEqualTo(BankSearch.EXACT);
        assertThat(FeatureInspector.chosen(small, BankSearch.INDEX, Provider.CPU))
                .isEqualTo(BankSearch.INDEX);
        assertThat(FeatureInspector.chosen(large, BankSearch.AUTO, Provider.CPU))
                .isEqualTo(BankSearch.INDEX);
        assertThat(FeatureInspector.chosen(large, BankSearch.EXACT, Provider.CPU))
                .isEqualTo(BankSearch.EXACT);
        assertThat(FeatureInspector.chosen(large, BankSearch.AUTO, Provider.CUDA))
                .isEqualTo(BankSearch.EXACT);
        assertThat(BankTable.links(small.onnx().getGraph())).isNull();
        assertThat(BankTable.links(large.onnx().getGraph())).isNotNull();
        Path file = folder.resolve("large.onnx");
        FeatureModelFile.save(large, file);
        FeatureModel again = FeatureModelFile.load(file).model();
        assertThat(BankTable.links(again.onnx().getGraph()).links())
                .containsExactly(BankTable.links(large.onnx().getGraph()).links());
    }

    @Test
    void aModelWithoutABankIsNotSearched() throws IOException {
        FeatureModel model = make(Method.PADIM, 0, "max").model();
        try (FeatureInspector inspector = FeatureInspector.open(model, ONE_THREAD, BankSearch.AUTO)) {
            assertThat(inspector.search()).isNull();
        }
        for (BankSearch search : List.of(BankSearch.EXACT, BankSearch.INDEX)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> FeatureInspector.open(model, ONE_THREAD, search))
                    .withMessageContaining("search by " + search.name().toLowerCase(Locale.ROOT))
                    .withMessageContaining("PaDiM");
        }
    }
}
