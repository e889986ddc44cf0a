package dev.kizu.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kizu.calibrate.InspectionThreshold;
import dev.kizu.calibrate.Reference;
import dev.kizu.calibrate.ThresholdMethod;
import dev.kizu.image.Image;
import dev.kizu.image.Preparation;
import dev.kizu.image.Resampling;
import dev.kizu.inspect.Inspector;
import dev.kizu.inspect.PartInspection;
import dev.kizu.score.ScoreKind;
import dev.kizu.vae.Vae;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The file of an inspection's model gives the same results in ONNX Runtime as the inspector gives in Kizu. */
class InspectionRuntimeTest {
    private static final double AGREEMENT = 1e-4;
    /** Of maps without their surroundings: what is left of two large numbers may be all but nothing; in nats. */
    private static final double LEFT = 1e-3;

    private static Vae gray;
    private static Vae color;

    @BeforeAll
    static void train() {
        gray = Inspections.network(1);
        color = Inspections.network(3);
    }

    private static InspectionModel draft(
            int channels, int height, int width, int cell, int stride, int scales, boolean masked) {
        Preparation preparation =
                new Preparation(channels, height, width, null, masked ? Inspections.disc(height, width) : null);
        int[] factors = scales == 1 ? new int[] {1} : new int[] {1, 2};
        return Inspections.draft(channels == 1 ? gray : color, preparation, cell, stride, factors);
    }

    @ParameterizedTest
    @CsvSource({
        // channels, height, width, cell, stride, scales, masked, reference, score
        "1, 28, 28, 1, 1, 1, false, NONE, ELBO",
        "1, 28, 28, 2, 1, 1, true, IMAGE, JOINT",
        "1, 28, 28, 1, 1, 1, false, POSITIONAL, JOINT",
        "1, 28, 28, 2, 2, 2, true, POSITIONAL, JOINT",
        "1, 30, 42, 3, 3, 2, false, NONE, UNREGULARIZED",
        "1, 36, 20, 4, 3, 2, false, IMAGE, ELBO",
        "1, 17, 23, 1, 2, 1, false, IMAGE, JOINT",
        "3, 28, 28, 2, 1, 1, false, POSITIONAL, ELBO",
        "3, 32, 24, 4, 2, 2, true, IMAGE, UNREGULARIZED",
        "3, 32, 24, 8, 5, 2, false, POSITIONAL, UNREGULARIZED",
        "3, 24, 40, 2, 1, 2, true, NONE, ELBO",
        "1, 64, 96, 2, 4, 2, false, IMAGE, JOINT",
        "1, 96, 72, 2, 4, 1, true, IMAGE, JOINT",
        "1, 192, 256, 4, 8, 2, true, POSITIONAL, JOINT"
    })
    void mapsScoresAndVerdictsAgree(
            int channels,
            int height,
            int width,
            int cell,
            int stride,
            int scales,
            boolean masked,
            Reference reference,
            ScoreKind score)
            throws Exception {
        InspectionModel draft = draft(channels, height, width, cell, stride, scales, masked);
        assertAgreement(Inspections.calibrated(draft, reference, score, 3));
    }

    @ParameterizedTest
    @CsvSource({"IMAGE, JOINT, 1", "POSITIONAL, JOINT, 2", "NONE, UNREGULARIZED, 2"})
    void networksOfSeveralFoldsAgree(Reference reference, ScoreKind score, int scales) throws Exception {
        Preparation preparation = new Preparation(1, 28, 36, null, Inspections.disc(28, 36));
        int[] factors = scales == 1 ? new int[] {1} : new int[] {1, 2};
        InspectionModel model = Inspections.calibrated(
                List.of(
                        Inspections.draft(gray, preparation, 2, 2, factors),
                        Inspections.draft(Inspections.network(1, 7), preparation, 2, 2, factors)),
                reference,
                score,
                4);
        assertThat(model.scales()).hasSize(2 * scales);
        assertThat(model.heldOut().image(score)).hasSize(8);
        assertAgreement(model);
    }

    private static void assertAgreement(InspectionModel model) throws Exception {
        Inspector inspector = new Inspector(model);
        double least = MapLayout.of(model).surroundings() == null ? 0 : LEFT;
        try (InspectionRuntime runtime = new InspectionRuntime(ModelFile.inspectionToBytes(model))) {
            for (Image image : images(model)) {
                InspectionRuntime.Output other =
                        runtime.run(image.channels(), image.height(), image.width(), image.toArray());
                PartInspection kizu = inspector.inspect(image);
                float[] map = kizu.map().values();
                assertClose(
                        "map", flat(other.map(), kizu.map().rows(), kizu.map().columns()), map, least);
                assertClose(
                        "pixel map",
                        flat(other.pixelMap(), image.height(), image.width()),
                        Resampling.resize(map, kizu.map().rows(), kizu.map().columns(), image.height(), image.width()),
                        least);
                List<Double> scores = new ArrayList<>(kizu.scores().values());
                assertThat(other.imageScores()).hasSameSizeAs(scores);
                for (int i = 0; i < scores.size(); i++) {
                    assertThat((double) other.imageScores()[i])
                            .isCloseTo(scores.get(i), tolerance(scores.get(i), least));
                }
                double score = kizu.verdict().score();
                assertThat((double) other.score()).isCloseTo(score, tolerance(score, least));
                assertThat(other.threshold()).isEqualTo(kizu.verdict().threshold());
                assertThat(other.pixelThreshold()).isEqualTo(model.threshold().pixelValue());
                assertThat(other.anomalous()).isEqualTo(kizu.verdict().anomalous());
            }
        }
    }

    /** Of the score, or of the unit, which is what normal images differ by. */
    private static Offset<Double> tolerance(double score, double least) {
        return within(Math.max(least, AGREEMENT * Math.max(1, Math.abs(score))));
    }

    /** Some normal ones, a dark one, and one with a bright square. */
    private static List<Image> images(InspectionModel model) {
        Preparation size = model.preparation();
        List<Image> images = new ArrayList<>(Inspections.images(model, 2, 3));
        images.add(Image.of(
                size.channels(),
                size.height(),
                size.width(),
                new float[size.channels() * size.height() * size.width()]));
        float[] flawed = images.get(0).toArray();
        for (int i = 0; i < 5; i++) {
            Arrays.fill(flawed, (12 + i) * size.width() + 9, (12 + i) * size.width() + 14, 1f);
        }
        images.add(Image.of(size.channels(), size.height(), size.width(), flawed));
        return images;
    }

    private static float[] flat(float[][] values, int rows, int columns) {
        assertThat(values).hasDimensions(rows, columns);
        float[] flat = new float[rows * columns];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(values[row], 0, flat, row * columns, columns);
        }
        return flat;
    }

    /** Of the largest value: a cell's own may be a small difference of large ones. */
    private static void assertClose(String what, float[] actual, float[] expected, double least) {
        double largest = 0;
        double off = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            off = Math.max(off, Math.abs((double) expected[i] - actual[i]));
            assertThat(actual[i]).isFinite();
        }
        assertThat(off).as(what).isLessThanOrEqualTo(Math.max(least, AGREEMENT * largest));
    }

    @Test
    void theThresholdItselfIsNormalAndTheNextScoreAboveIsNot() throws Exception {
        InspectionModel model = draft(1, 28, 28, 2, 2, 1, false);
        float[] samples = Inspections.images(model, 1, 3).get(0).toArray();
        float score = run(model, samples).score();

        assertThat(run(withThreshold(model, score), samples).anomalous()).isFalse();
        assertThat(run(withThreshold(model, Math.nextUp(score)), samples).anomalous())
                .isFalse();
        assertThat(run(withThreshold(model, Math.nextDown(score)), samples).anomalous())
                .isTrue();
    }

    /** Whether or not a cell that is not a number would be among the largest. */
    @Test
    void anImageThatCannotBeScoredIsAnomalous() throws Exception {
        for (Reference reference : Reference.values()) {
            ScoreKind kind = reference == Reference.NONE ? ScoreKind.ELBO : ScoreKind.JOINT;
            InspectionModel model = withThreshold(
                    Inspections.calibrated(draft(1, 28, 28, 2, 2, 2, true), reference, kind, 3), Float.MAX_VALUE);
            try (InspectionRuntime runtime = new InspectionRuntime(ModelFile.inspectionToBytes(model))) {
                float[] samples = Inspections.images(model, 1, 3).get(0).toArray();
                assertThat(runtime.run(1, 28, 28, samples).anomalous()).isFalse();
                for (float strange : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
                    samples[13 * 28 + 20] = strange;

                    assertThat(runtime.run(1, 28, 28, samples).score()).isNaN();
                    assertThat(runtime.run(1, 28, 28, samples).anomalous()).isTrue();
                }
            }
        }
    }

    private static InspectionModel withThreshold(InspectionModel model, float value) {
        return model.withThreshold(new InspectionThreshold(value, 1, ThresholdMethod.FIXED, 0.01, 1, 1));
    }

    private static InspectionRuntime.Output run(InspectionModel model, float[] samples) throws Exception {
        Preparation size = model.preparation();
        try (InspectionRuntime runtime = new InspectionRuntime(ModelFile.inspectionToBytes(model))) {
            return runtime.run(size.channels(), size.height(), size.width(), samples);
        }
    }
}
