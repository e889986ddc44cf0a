package dev.kizu.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import dev.kizu.calibrate.CalibrationKind;
import dev.kizu.detect.Detector;
import dev.kizu.detect.DetectorOptions;
import dev.kizu.detect.Inspection;
import dev.kizu.image.Image;
import dev.kizu.score.Aggregation;
import dev.kizu.score.ScoreKind;
import dev.kizu.vae.Vae;
import dev.kizu.vae.VaeOptions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file gives the same results in ONNX Runtime as the detector that was saved gives in Kizu. */
class OnnxRuntimeTest {
    private static final double AGREEMENT = 1e-4;
    /** Of the largest value. */
    private static final double ROUNDING = 2e-6;

    private static Vae gray;
    private static Vae color;

    @BeforeAll
    static void train() {
        gray = Models.train(Models.quick(), Models.images(20, 1, 30, 29, 1));
        color = Models.train(Models.quick().withPatch(16, 12), Models.images(20, 3, 30, 29, 1));
    }

    @ParameterizedTest
    @CsvSource({
        "1,1,NONE,max",
        "1,2,NONE,top30%",
        "1,3,NONE,top5",
        "1,9,NONE,mean",
        "3,1,NONE,top20%",
        "3,2,NONE,max",
        "3,3,NONE,top7",
        "3,17,NONE,top2",
        "1,1,POSITIONAL,top30%",
        "1,2,POSITIONAL,max",
        "1,3,POSITIONAL,mean",
        "1,9,POSITIONAL,top99",
        "3,1,POSITIONAL,top5",
        "3,2,POSITIONAL,top30%",
        "3,3,POSITIONAL,max"
    })
    void scoresWindowsAndMapAgree(int channels, int stride, CalibrationKind calibration, String aggregation)
            throws Exception {
        DetectorOptions options = DetectorOptions.robust()
                .withStride(stride)
                .withAggregation(Aggregation.parse(aggregation))
                .withCalibration(calibration);
        for (ScoreKind kind : ScoreKind.ofTerms()) {
            if (kind == ScoreKind.JOINT && calibration == CalibrationKind.NONE) {
                continue;
            }
            Detector detector = Detector.fit(
                    channels == 1 ? gray : color, options.withScore(kind), Models.images(30, channels, 30, 29, 2), 1);
            assertAgreement(detector, images(channels, calibration));
        }
    }

    /** Depth, patch and floor differ from the usual; the article's network has no floor under its variance. */
    @ParameterizedTest
    @CsvSource({"1,4,6,0", "3,16,8,0.004", "2,8,12,0.5"})
    void otherNetworksAgree(int depth, int patchHeight, int patchWidth, float floor) throws Exception {
        VaeOptions training = Models.quick()
                .withDepth(depth)
                .withPatch(patchHeight, patchWidth)
                .withVarianceFloor(floor)
                .withLatent(5);
        Vae vae = Models.train(training, Models.images(20, 1, 30, 29, 1));
        DetectorOptions options = DetectorOptions.article();

        assertAgreement(
                Detector.fit(vae, options, Models.images(30, 1, 30, 29, 2), 1), images(1, CalibrationKind.NONE));
    }

    @Test
    void anImageOfAnotherSizeThanTheCalibratedIsRefusedThereToo() throws Exception {
        Detector detector = Detector.fit(gray, DetectorOptions.robust(), Models.images(30, 1, 30, 29, 2), 1);
        try (OnnxRuntime runtime = new OnnxRuntime(ModelFile.toBytes(detector.content()))) {
            assertThatThrownBy(() -> runtime.run(Models.images(1, 1, 31, 29, 3).get(0)))
                    .isInstanceOf(OrtException.class)
                    .hasMessageContaining("invalid dimensions");
        }
    }

    private static List<Image> images(int channels, CalibrationKind calibration) {
        List<Image> images = new ArrayList<>(Models.images(3, channels, 30, 29, 3));
        float[] blank = new float[channels * 30 * 29];
        images.add(Image.of(channels, 30, 29, blank));
        if (calibration == CalibrationKind.NONE) {
            images.addAll(Models.images(1, channels, 16, 12, 4));
            images.addAll(Models.images(1, channels, 57, 16, 5));
            images.addAll(Models.images(1, channels, 41, 64, 6));
        }
        return images;
    }

    static void assertAgreement(Detector detector, List<Image> images) throws Exception {
        try (OnnxRuntime runtime = new OnnxRuntime(ModelFile.toBytes(detector.content()))) {
            for (Image image : images) {
                assertAgreement(detector.inspect(image), runtime.run(image));
            }
        }
    }

    private static void assertAgreement(Inspection kizu, OnnxRuntime.Output other) {
        int rows = kizu.terms().rows();
        int columns = kizu.terms().columns();
        float[] elbo = new float[rows * columns];
        for (int w = 0; w < elbo.length; w++) {
            elbo[w] = kizu.terms().elbo(w);
        }
        assertClose("ELBO", flat(other.windowScores()[0], rows, columns), elbo);
        assertClose(
                "unregularized",
                flat(other.windowScores()[1], rows, columns),
                kizu.terms().mahalanobis());
        assertClose(
                "map",
                flat(other.map(), kizu.pixelMap().rows(), kizu.pixelMap().columns()),
                kizu.pixelMap().values());
        assertThat((double) other.score())
                .as("score")
                .isCloseTo(
                        kizu.verdict().score(),
                        within(AGREEMENT * Math.abs(kizu.verdict().score())));
        assertThat(other.threshold()).isEqualTo(kizu.verdict().threshold());
        assertThat(other.anomalous()).isEqualTo(kizu.verdict().anomalous());
    }

    private static float[] flat(float[][] values, int rows, int columns) {
        assertThat(values).hasDimensions(rows, columns);
        float[] flat = new float[rows * columns];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(values[row], 0, flat, row * columns, columns);
        }
        return flat;
    }

    /** Each value by itself, but for rounding where terms that are far larger all but cancel. */
    private static void assertClose(String what, float[] actual, float[] expected) {
        double largest = 0;
        for (float value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) actual[i])
                    .as("%s [%d]", what, i)
                    .isCloseTo(expected[i], within(AGREEMENT * Math.abs(expected[i]) + ROUNDING * largest));
        }
    }
}
