package dev.kizu.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AggregationTest {
    private static final float[] SCORES = {3, -1, 10, 4, 4, 0, 2, 8, 1, -5};

    @ParameterizedTest
    @CsvSource({
        "max, 10",
        "top1, 10",
        "top3, 7.3333333333",
        "top10, 2.6",
        "top99, 2.6",
        "mean, 2.6",
        "top100%, 2.6",
        "top20%, 9",
        "top21%, 7.3333333333",
        "top0.001%, 10",
        "' MAX ', 10",
        "Top3, 7.3333333333"
    })
    void theLargestScoresAreAveraged(String text, double expected) {
        assertThat(Aggregation.parse(text).apply(SCORES)).isCloseTo(expected, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"7,100,7", "14,50,7", "28,25,7", "29,100,29", "57,100,57", "20,121,25", "1,7,1", "100,3,3"})
    void aShareIsRoundedUpToWholeWindowsAndAWholeNumberStaysAsItIs(int percent, int windows, int expected) {
        assertThat(Aggregation.parse("top" + percent + "%").count(windows)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "top0",
                "top-1",
                "top0%",
                "top-5%",
                "top101%",
                "topNaN%",
                "topx",
                "topx%",
                "top",
                "top%",
                "top1.5",
                "",
                "min",
                "top99999999999",
                "topInfinity%"
            })
    void whatIsNoAggregationIsNamedWithWhatWasExpected(String text) {
        assertThatThrownBy(() -> Aggregation.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "' is no aggregation, expected max, mean, topK such as top5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"max", "mean", "top5", "top20%", "top12.5%", "top0.01%"})
    void theTextReadsBackAsTheSame(String text) {
        Aggregation aggregation = Aggregation.parse(text);

        assertThat(aggregation).hasToString(text);
        assertThat(Aggregation.parse(aggregation.toString())).isEqualTo(aggregation);
    }

    @Test
    void sharesAndNumbersOutOfRangeAreRefused() {
        assertThatThrownBy(() -> Aggregation.top(0)).hasMessage("top windows is 0, expected at least 1");
        for (double share : new double[] {0, -0.1, 1.01, Double.NaN}) {
            assertThatThrownBy(() -> Aggregation.topShare(share))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("top share is %s, expected a share in (0, 1]", share);
        }
    }

    @Test
    void theOrderOfTheScoresDoesNotMatterAndTheyAreLeftAsTheyWere() {
        float[] scores = {0.1f, 1e8f, 0.2f, -1e8f, 0.3f};
        float[] turned = {0.3f, -1e8f, 0.2f, 1e8f, 0.1f};

        assertThat(Aggregation.mean().apply(scores))
                .isEqualTo(Aggregation.mean().apply(turned));
        assertThat(scores).containsExactly(0.1f, 1e8f, 0.2f, -1e8f, 0.3f);
    }

    @Test
    void aScoreThatIsNotANumberDoesNotGetLost() {
        assertThat(Aggregation.max().apply(new float[] {1, Float.NaN, 2})).isNaN();
        assertThat(Aggregation.mean().apply(new float[] {1, Float.NaN, 2})).isNaN();
    }
}
