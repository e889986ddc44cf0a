package dev.kizu.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.kizu.calibrate.HeldOutScores;
import dev.kizu.score.ScoreKind;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong with the file of an inspection's model: one kind of exception, and a message that says what it is. */
class BadInspectionFilesTest {
    private static final byte[] FILE = GoldenModels.file("v2-two-scales");

    private static void assertRefused(byte[] bytes, String... message) {
        assertThatThrownBy(() -> ModelFile.inspectionFromBytes(bytes))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContainingAll(message);
    }

    private static Tampering tamper() {
        return Tampering.of(FILE);
    }

    @Test
    void theUntouchedFileLoads() throws IOException {
        assertThat(ModelFile.inspectionFromBytes(tamper().sealed()).bytes()).isEqualTo(FILE.length);
    }

    @Test
    void aTruncatedFileWhereverItEnds() {
        for (int length = 0; length < FILE.length; length += 1 + length / 30) {
            assertRefused(Arrays.copyOf(FILE, length), "it ");
        }
    }

    @Test
    void aFlippedBitWhereverItIs() {
        Random random = new Random(1);
        for (int i = 0; i < 300; i++) {
            byte[] damaged = FILE.clone();
            int at = random.nextInt(damaged.length);
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            try {
                LoadedInspection loaded = ModelFile.inspectionFromBytes(damaged);
                // Not covered: when and where it was trained.
                assertThat(loaded.model().provenance().circumstances())
                        .as("byte %d", at)
                        .isNotEqualTo(ModelFile.inspectionFromBytes(FILE)
                                .model()
                                .provenance()
                                .circumstances());
            } catch (ModelFormatException e) {
                assertThat(e).as("byte %d", at).hasMessageMatching("(?s).*(damaged|metadata|makes no sense).*");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"height\":32,\"width\":32 | \"height\":0,\"width\":32 | expected a whole number from 1 to 8192",
                "\"height\":32,\"width\":32 | \"height\":8192,\"width\":8192 | the working size's area is 67,108,864",
                "\"height\":32,\"width\":32 | \"height\":64,\"width\":32 | the runs of the mask have 1024 pixels in all, expected 2048",
                "\"channels\":1,\"height\" | \"channels\":2,\"height\" | images have 1 channel (grey) or 3",
                "\"cell\":4 | \"cell\":5 | tensor scale0.calibration.elbo.mean",
                "\"cell\":4 | \"cell\":0 | expected a whole number from 1",
                "\"cell\":4 | \"cell\":8 | tensor scale0.calibration.elbo.mean",
                "\"factor\":2 | \"factor\":3 | a scale shrinks by 3",
                "\"factor\":2 | \"factor\":1 | disagree: the constant scale1.cells.down",
                "\"factor\":1,\"stride\":3 | \"factor\":1,\"stride\":4 | disagree: the constant scale0.cells.down",
                "\"latent\":2 | \"latent\":3 | tensor scale0.latent.weight",
                "\"region\":{\"x\":3 | \"region\":{\"x\":-3 | kizu.config.preparation.region.x is -3",
                "\"maskRuns\":[ | \"maskRuns\":[1.5, | a list of whole numbers",
                "\"maskRuns\":[ | \"maskRuns\":[1e9,1e9,1e9, | the runs of the mask have more pixels in all, expected 1024",
                "\"score\":\"joint\" | \"score\":\"best\" | expected elbo or unregularized or joint",
                "\"score\":\"joint\" | \"score\":\"elbo\" | its graph and its metadata disagree: the graph",
                "\"share\":0.05 | \"share\":0.5 | its graph and its metadata disagree: the graph",
                "\"scales\":[ | \"scales\":[null, | expected a list of 1 to 8 objects",
                "\"scales\":[ | \"scales\":[],\"x\":[ | expected a list of 1 to 8 objects"
            })
    void aConfigurationThatMakesNoSenseOrIsNotTheGraphs(String piece, String by, String message) {
        assertRefused(tamper().replace(Metadata.CONFIG, piece, by).sealed(), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"placeFreedom\":8 | \"placeFreedom\":0 | placeFreedom is 0, expected a number above 0",
                "\"placeFreedom\":8 | \"placeFreedom\":true | expected a number",
                "\"placeFreedom\":8 | \"placeFreedom\":9 | disagree: the graph",
                "\"placeFreedom\":8 | \"other\":8 | disagree: the graph"
            })
    void tailsOfPlacesThatAreNoneOrNotTheGraphs(String piece, String by, String message) {
        assertRefused(
                Tampering.of(GoldenModels.file("v2-place-tails"))
                        .replace(Metadata.CONFIG, piece, by)
                        .sealed(),
                message);
    }

    @Test
    void aThresholdThatIsNotTheGraphs() {
        assertRefused(
                tamper().metadata(Metadata.THRESHOLD, json -> json.replaceFirst("\"value\":[^,]*", "\"value\":1.5"))
                        .sealed(),
                "kizu.threshold.value is 1.5, expected",
                "by which its graph goes");
        assertRefused(
                tamper().metadata(Metadata.THRESHOLD, json -> json.replaceFirst("\"value\":[^,]*", "\"value\":null"))
                        .sealed(),
                "kizu.threshold.value is null");
        assertRefused(
                tamper().element(InspectionGraph.PIXEL_THRESHOLD_VALUE, 0, 1e9f).sealed(), "kizu.threshold.pixelValue");
        assertRefused(
                tamper().element(InspectionGraph.THRESHOLD_VALUE, 0, Float.NaN).sealed(), "holds NaN");
        assertRefused(
                tamper().replace(Metadata.THRESHOLD, "\"missCost\":1", "\"missCost\":-1")
                        .sealed(),
                "costs are -1.0 a miss");
    }

    @Test
    void heldOutScoresThatDoNotBelongTogether() {
        assertRefused(
                tamper().metadata(Metadata.HELD_OUT, json -> json.replaceFirst("\"peak\":\\[", "\"peak\":[1,"))
                        .sealed(),
                "there are 8 elbo scores of held-out images and 9 peaks");
        assertRefused(
                tamper().metadata(Metadata.HELD_OUT, json -> json.replaceFirst("\"peak\":\\[", "\"peak\":[1e60,"))
                        .sealed(),
                "there are 8 elbo scores");
        assertRefused(tamper().withoutMetadata(Metadata.HELD_OUT).sealed(), "no metadata entry kizu.held_out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"elbo.inverse_deviation", "mixture.whitening", "positional.whitening.0"})
    void tablesThatAreNoCalibration(String table) {
        String name = "scale1." + CellScoreSteps.CALIBRATION + table;

        assertRefused(tamper().element(name, 0, Float.NaN).sealed(), name + " holds NaN");
        assertRefused(
                tamper().element(name, 0, Float.POSITIVE_INFINITY).sealed(), "table " + table + " holds Infinity");
        assertRefused(tamper().withoutTensor(name).sealed(), "no tensor " + name);
    }

    @Test
    void aGraphThatDoesSomethingElse() {
        String smoothing = InspectionGraph.SMOOTHING + AxisSteps.DOWN;

        assertRefused(tamper().element(smoothing, 0, 0.25f).sealed(), "disagree: the graph");
        assertRefused(tamper().withoutTensor(smoothing).sealed(), "disagree: the constant " + smoothing);
        assertRefused(
                tamper().change(model -> model.getGraphBuilder()
                                .getNodeBuilderList()
                                .forEach(node -> node.setOpType(node.getOpType().replace("Less", "Greater"))))
                        .sealed(),
                "disagree: the graph");
    }

    /** Sizes for which the file has no constants are refused before memory is taken for them. */
    @Test
    void sizesFarBeyondTheFileTakeNoMemory() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        byte[] huge = Tampering.of(GoldenModels.file("v2-color"))
                .replace(Metadata.CONFIG, "\"height\":32,\"width\":32", "\"height\":8192,\"width\":2048")
                .sealed();
        assertRefused(huge, "disagree: the constant smoothing.down");
        long before = threads.getCurrentThreadAllocatedBytes();
        assertRefused(huge, "disagree: the constant smoothing.down");
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(8L << 20);
    }

    @Test
    void whatNoFileCanHoldIsNotSaved() throws IOException {
        InspectionModel model = ModelFile.inspectionFromBytes(FILE).model();
        float[] scores = {1, Float.NaN};

        assertThatThrownBy(() -> ModelFile.inspectionToBytes(model.withHeldOut(
                        new HeldOutScores(Map.of(ScoreKind.ELBO, scores), Map.of(ScoreKind.ELBO, scores)))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the elbo score NaN");
        float[] many = new float[300_000];
        Arrays.fill(many, 1.25f);
        assertThatThrownBy(() -> ModelFile.inspectionToBytes(model.withHeldOut(
                        new HeldOutScores(Map.of(ScoreKind.ELBO, many), Map.of(ScoreKind.ELBO, many)))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("kizu.held_out", "Hold fewer images out");
    }
}
