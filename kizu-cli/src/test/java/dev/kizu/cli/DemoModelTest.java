package dev.kizu.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import dev.kizu.dataset.OneClassTask;
import dev.kizu.detect.Detector;
import dev.kizu.detect.Inspection;
import dev.kizu.experiment.Experiment;
import dev.kizu.experiment.ExperimentListener;
import dev.kizu.experiment.ExperimentOptions;
import dev.kizu.image.Image;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The models of the demo's data, as large as they really are, give the same scores in ONNX Runtime. */
@Tag("slow")
class DemoModelTest {
    private static final double AGREEMENT = 1e-4;
    /** Of the largest value. */
    private static final double ROUNDING = 2e-6;
    /** The published recipe has no floor under its variances: where they are tiny, rounding errors are divided by them. */
    private static final double ROUNDING_WITHOUT_FLOOR = 1e-5;

    @TempDir
    private Path folder;

    @Test
    void theDemosModelAgreesOnRealImages() throws Exception {
        assertAgreement(ExperimentOptions.robust(), ROUNDING);
    }

    @Test
    void theArticlesModelAgreesOnRealImages() throws Exception {
        assertAgreement(ExperimentOptions.article(), ROUNDING_WITHOUT_FLOOR);
    }

    private void assertAgreement(ExperimentOptions options, double rounding) throws Exception {
        OneClassTask task = DemoData.load();
        Detector detector =
                Experiment.run(task, options, ExperimentListener.NONE).detector();
        Path file = folder.resolve("model.onnx");
        detector.save(file);
        assertThat(file.toFile().length()).isLessThan(100_000);

        List<Image> images = new ArrayList<>(task.testNormal().subList(0, 50));
        images.addAll(task.testAnomalous().subList(0, 50));
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(file.toString())) {
            for (Image image : images) {
                long[] shape = {1, 1, image.height(), image.width()};
                try (OnnxTensor input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(image.toArray()), shape);
                        OrtSession.Result result = session.run(Map.of("image", input))) {
                    assertAgreement(detector.inspect(image), result, rounding);
                }
            }
        }
    }

    private static void assertAgreement(Inspection kizu, OrtSession.Result other, double rounding) throws Exception {
        float[][][] windows =
                (float[][][]) other.get("window_scores").orElseThrow().getValue();
        float[][] map = ((float[][][][]) other.get("anomaly_map").orElseThrow().getValue())[0][0];
        double score = ((float[]) other.get("score").orElseThrow().getValue())[0];
        boolean anomalous = ((boolean[]) other.get("is_anomalous").orElseThrow().getValue())[0];
        int rows = kizu.terms().rows();
        int columns = kizu.terms().columns();
        double[] elbo = new double[rows * columns];
        for (int w = 0; w < elbo.length; w++) {
            elbo[w] = kizu.terms().elbo(w);
        }
        assertClose("ELBO", windows[0], elbo, rounding);
        assertClose("unregularized", windows[1], doubles(kizu.terms().mahalanobis()), rounding);
        assertClose("map", map, doubles(kizu.pixelMap().values()), rounding);
        double expected = kizu.verdict().score();
        assertThat(score).as("score").isCloseTo(expected, within(AGREEMENT * Math.abs(expected)));
        assertThat(anomalous).isEqualTo(kizu.verdict().anomalous());
    }

    private static double[] doubles(float[] values) {
        double[] result = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = values[i];
        }
        return result;
    }

    /** Each value by itself, but for rounding where terms that are far larger all but cancel. */
    private static void assertClose(String what, float[][] actual, double[] expected, double rounding) {
        double largest = 0;
        for (double value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) actual[i / actual[0].length][i % actual[0].length])
                    .as("%s [%d]", what, i)
                    .isCloseTo(expected[i], within(AGREEMENT * Math.abs(expected[i]) + rounding * largest));
        }
    }
}
