package dev.kizu.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Against curves and figures that scikit-learn computed for four sets of scores, some of them full of ties. */
class ScikitLearnTest {
    private static final Offset<Double> CLOSE = within(1e-12);

    record Case(double[] normal, double[] anomalous, JsonNode expected) {
        @Override
        public String toString() {
            return normal.length + " normal, " + anomalous.length + " anomalous";
        }
    }

    static List<Case> cases() throws IOException {
        List<Case> cases = new ArrayList<>();
        InputStream file = Objects.requireNonNull(ScikitLearnTest.class.getResourceAsStream("metrics.json.gz"));
        try (InputStream in = new GZIPInputStream(file)) {
            for (JsonNode node : new JsonMapper().readTree(in)) {
                cases.add(new Case(scores(node, 0), scores(node, 1), node));
            }
        }
        assertThat(cases).hasSize(4);
        return cases;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void curveHasTheSamePoints(Case scores) {
        RocCurve roc = RocCurve.of(scores.normal, scores.anomalous);
        assertThat(roc.falsePositiveRate()).containsExactly(numbers(scores.expected.get("fpr")), CLOSE);
        assertThat(roc.truePositiveRate()).containsExactly(numbers(scores.expected.get("tpr")), CLOSE);
        double[] thresholds = numbers(scores.expected.get("thresholds"));
        assertThat(roc.thresholds()).hasSameSizeAs(thresholds);
        assertThat(roc.thresholds()[0]).isEqualTo(Double.POSITIVE_INFINITY).isEqualTo(thresholds[0]);
        for (int i = 1; i < thresholds.length; i++) {
            assertThat(roc.thresholds()[i]).isCloseTo(thresholds[i], CLOSE);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void figuresAreTheSame(Case scores) {
        Evaluation evaluation = Evaluation.of(scores.normal, scores.anomalous);
        assertThat(evaluation.auroc()).isCloseTo(scores.expected.get("auroc").asDouble(), CLOSE);
        assertThat(evaluation.averagePrecision())
                .isCloseTo(scores.expected.get("averagePrecision").asDouble(), CLOSE);
        assertThat(evaluation.f1Max()).isCloseTo(scores.expected.get("f1Max").asDouble(), CLOSE);
    }

    private static double[] scores(JsonNode node, int label) {
        double[] all = numbers(node.get("scores"));
        double[] labels = numbers(node.get("labels"));
        return IntStream.range(0, all.length)
                .filter(i -> labels[i] == label)
                .mapToDouble(i -> all[i])
                .toArray();
    }

    private static double[] numbers(JsonNode array) {
        double[] numbers = new double[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            JsonNode node = array.get(i);
            numbers[i] = node.isString() ? infinity(node.asString()) : node.asDouble();
        }
        return numbers;
    }

    private static double infinity(String text) {
        assertThat(text).isEqualTo("inf");
        return Double.POSITIVE_INFINITY;
    }
}
