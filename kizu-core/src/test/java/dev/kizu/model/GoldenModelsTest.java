package dev.kizu.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kizu.detect.Detector;
import dev.kizu.image.Image;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files of every version of the format load, and score as they did but for rounding, for good; and their scores have the same bits everywhere. */
class GoldenModelsTest {
    /** By which scores and sums of whole maps may differ from those of the day a model was saved, where the arithmetic has changed since. */
    private static final double ROUNDING = 2e-7;

    static List<String> names() {
        return GoldenModels.NAMES;
    }

    static List<String> inspectionNames() {
        return GoldenModels.INSPECTION_NAMES;
    }

    private static InspectionModel loadInspection(String name) throws IOException {
        return ModelFile.inspectionFromBytes(GoldenModels.file(name)).model();
    }

    private static Detector load(String name) throws IOException {
        return Detector.of(ModelFile.fromBytes(GoldenModels.file(name)).content());
    }

    @ParameterizedTest
    @MethodSource("names")
    void theScoresAreThoseOfTheDayItWasSaved(String name) throws IOException {
        assertSame(GoldenModels.expected(name), GoldenModels.results(load(name)));
    }

    @ParameterizedTest
    @MethodSource("inspectionNames")
    void inspectionsAreThoseOfTheDayTheModelWasSaved(String name) throws IOException {
        assertSame(GoldenModels.expected(name), GoldenModels.results(loadInspection(name)));
    }

    private static void assertSame(List<Map<String, Number>> expected, List<Map<String, Number>> found) {
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(found.get(i).keySet()).containsAll(expected.get(i).keySet());
            for (Map.Entry<String, Number> entry : expected.get(i).entrySet()) {
                double value = entry.getValue().doubleValue();
                assertThat(found.get(i).get(entry.getKey()).doubleValue())
                        .as("image %d: %s", i, entry.getKey())
                        .isCloseTo(value, within(ROUNDING * Math.max(1, Math.abs(value))));
            }
        }
    }

    @Test
    void theScoresHaveTheSameBitsEverywhere() throws IOException {
        Map<String, List<Map<String, Number>>> results = new TreeMap<>();
        for (String name : GoldenModels.NAMES) {
            results.put(name, GoldenModels.results(load(name)));
        }
        for (String name : GoldenModels.INSPECTION_NAMES) {
            results.put(name, GoldenModels.results(loadInspection(name)));
        }
        Map<String, String> digests = new TreeMap<>();
        results.forEach((name, images) -> digests.put(name, GoldenModels.digest(images)));
        assertThat(digests).isEqualTo(GoldenModels.DIGESTS);
    }

    @ParameterizedTest
    @MethodSource("names")
    void onnxRuntimeGivesThemToo(String name) throws Exception {
        try (OnnxRuntime runtime = new OnnxRuntime(GoldenModels.file(name))) {
            Detector detector = load(name);
            for (int i = 0; i < GoldenModels.expected(name).size(); i++) {
                double score =
                        GoldenModels.expected(name).get(i).get("verdict.score").doubleValue();
                assertThat((double) runtime.run(GoldenModels.images(detector).get(i))
                                .score())
                        .isCloseTo(score, within(1e-4 * Math.abs(score)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void whatElseIsInThemIsStillThere(String name) throws IOException {
        LoadedModel loaded = ModelFile.fromBytes(GoldenModels.file(name));

        assertThat(loaded.formatVersion()).isEqualTo(1);
        assertThat(loaded.content().provenance().kizuVersion()).isEqualTo("0.1.0");
        assertThat(loaded.content().provenance().training().normal()).isEqualTo("waves");
        assertThat(loaded.content().provenance().training().options()).isEqualTo(Models.quick());
        assertThat(loaded.content().provenance().circumstances().kernel()).isEqualTo("scalar");
        assertThat(loaded.content().threshold().heldOutScores()).hasSize(30);
    }

    @ParameterizedTest
    @MethodSource("inspectionNames")
    void onnxRuntimeGivesThoseOfInspectionsToo(String name) throws Exception {
        InspectionModel model = loadInspection(name);
        try (InspectionRuntime runtime = new InspectionRuntime(GoldenModels.file(name))) {
            List<Image> pictures = GoldenModels.pictures(model);
            for (int i = 0; i < pictures.size(); i++) {
                double score =
                        GoldenModels.expected(name).get(i).get("verdict.score").doubleValue();
                Image image = model.preparation().apply(pictures.get(i));
                assertThat((double) runtime.run(image.channels(), 32, 32, image.toArray())
                                .score())
                        .isCloseTo(score, within(1e-4 * Math.max(1, Math.abs(score))));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("inspectionNames")
    void whatElseIsInModelsOfInspectionsIsStillThere(String name) throws IOException {
        LoadedInspection loaded = ModelFile.inspectionFromBytes(GoldenModels.file(name));

        assertThat(loaded.formatVersion()).isEqualTo(2);
        assertThat(loaded.model().provenance().training().normal()).isEqualTo("good");
        assertThat(loaded.model().provenance().training().options()).isEqualTo(Models.quick());
        assertThat(loaded.model().provenance().circumstances().kernel()).isEqualTo("scalar");
        assertThat(loaded.model().threshold().falseAlarmRate()).isEqualTo(0.2);
        assertThat(loaded.model().heldOut().peak(loaded.model().score())).hasSize(8);
    }
}
