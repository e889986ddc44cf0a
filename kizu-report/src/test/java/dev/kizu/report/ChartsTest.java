package dev.kizu.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChartsTest {
    @Test
    void ticksLieAtRoundValuesWithinTheAxis() {
        assertThat(Axis.over(0, 1).ticks()).containsExactly(new double[] {0, 0.2, 0.4, 0.6, 0.8, 1}, within(1e-12));
        assertThat(Axis.over(-130, 12).ticks())
                .containsExactly(new double[] {-120, -100, -80, -60, -40, -20, 0}, within(1e-9));
        assertThat(Axis.over(1, 2000).ticks()).containsExactly(500, 1000, 1500, 2000);
        assertThat(Axis.over(0, 1).label(0.2)).isEqualTo("0.2");
        assertThat(Axis.over(1, 2000).label(1500)).isEqualTo("1,500");
    }

    @Test
    void constantValuesHaveAnAxisToo() {
        for (double value : new double[] {0, 5, -3e7}) {
            Axis axis = Axis.robust(new double[] {value, value});
            assertThat(axis.share(value)).isEqualTo(0.5, within(1e-6));
        }
        assertThat(Axis.robust(new double[0]).max()).isEqualTo(1);
    }

    @Test
    void farOutliersDoNotStretchTheAxisAndAreCounted() {
        double[] values = IntStream.range(0, 1000).mapToDouble(i -> i / 1000.0).toArray();
        values[17] = 1e12;
        values[18] = Double.POSITIVE_INFINITY;
        values[19] = Double.NaN;
        Axis axis = Axis.robust(values);
        assertThat(axis.max()).isLessThan(3);
        assertThat(axis.beyond(values)).isEqualTo(3);
        assertThat(axis.share(1e12)).isEqualTo(1);
    }

    @Test
    void longTailOfAnomalousScoresDoesNotPressTheThresholdIntoALine() {
        double[] normal = IntStream.range(0, 1000).mapToDouble(i -> i / 1000.0).toArray();
        double[] tail = IntStream.range(1, 1000)
                .mapToDouble(i -> Math.pow(1 - i / 1000.0, -1.5))
                .toArray();
        Axis axis = Axis.ofScores(normal, tail, 1.2);
        assertThat(axis.max()).isBetween(30.0, 35.0);
        assertThat(axis.beyond(normal)).isZero();
        assertThat(axis.beyond(tail)).isBetween(80L, 100L);
        assertThat(Axis.robust(normal, tail).max()).isGreaterThan(3 * axis.max());
    }

    @Test
    void axisOfScoresKeepsFewButFarAnomalies() {
        double[] normal = IntStream.range(0, 1000).mapToDouble(i -> i / 1000.0).toArray();
        double[] far = IntStream.range(40, 60).mapToDouble(i -> i).toArray();
        Axis few = Axis.ofScores(normal, far, 40);
        assertThat(few.beyond(far)).isZero();
        assertThat(few.share(40)).isBetween(0.5, 0.9);
        assertThat(Axis.ofScores(normal, normal, 0.3))
                .usingRecursiveComparison()
                .isEqualTo(Axis.robust(normal, normal));
    }

    @Test
    void histogramSharesSumToOneAndKeepTheEnds() {
        Histogram histogram = Histogram.of(new double[] {0, 0.1, 0.5, 1, 7, -7, Double.NaN}, Axis.over(0, 1), 4);
        assertThat(histogram.shares()).containsExactly(new double[] {3 / 6.0, 0, 1 / 6.0, 2 / 6.0}, within(1e-12));
        assertThat(histogram.peak()).isEqualTo(0.5, within(1e-12));
    }

    @Test
    void labelsThatWouldTouchAreLeftOut() {
        Axis wide = Axis.over(-160, -10);
        assertThat(wide.ticks()).hasSize(8);
        assertThat(labels(SvgChart.third(wide, Axis.over(0, 1), 200))).containsExactly("−160", "−120", "−80", "−40");
        assertThat(labels(SvgChart.half(wide, Axis.over(0, 1), 200))).hasSize(8);
    }

    @Test
    void longLabelsMakeRoomForThemselves() {
        String narrow = SvgChart.half(Axis.over(0, 1), Axis.over(0, 1), 200).render("");
        String wide = SvgChart.half(Axis.over(0, 1), Axis.over(0, 50_000), 200).render("");
        assertThat(narrow).contains("class=\"axis\" d=\"M54 ");
        assertThat(wide).contains("class=\"axis\" d=\"M75 ");
    }

    private static List<String> labels(SvgChart chart) {
        Pattern label = Pattern.compile("class=\"tick\" [^>]*text-anchor=\"middle\">([^<]*)<");
        return label.matcher(chart.render(""))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    @Test
    void chartEscapesItsTexts() {
        String svg = SvgChart.half(Axis.over(0, 1), Axis.over(0, 1), 200)
                .titles("a < b", "c & d")
                .render("\"quoted\"");
        assertThat(svg).contains("a &lt; b", "c &amp; d", "aria-label=\"&quot;quoted&quot;\"");
    }

    @Test
    void correlationIsOneForALineAndZeroForAConstant() {
        double[] rising = {1, 2, 3, 4};
        assertThat(Statistics.correlation(rising, new double[] {-2, -4, -6, -8}))
                .isEqualTo(-1, within(1e-12));
        assertThat(Statistics.correlation(rising, new double[] {5, 5, 5, 5})).isZero();
        assertThat(Statistics.quantile(new double[] {3, 1, Double.NaN, 2}, 0.5)).isEqualTo(2);
    }

    @Test
    void numbersReadTheSameEverywhere() {
        assertThat(Numbers.fixed(-0.0001, 2)).isEqualTo("0.00");
        assertThat(Numbers.fixed(-1234.5, 1)).isEqualTo("−1,234.5");
        assertThat(Numbers.fixed(Double.NEGATIVE_INFINITY, 1)).isEqualTo("−∞");
        assertThat(Numbers.shorter(12.345)).isEqualTo("12.3");
        assertThat(Numbers.shorter(2.5e9)).isEqualTo("2.50e+09");
        assertThat(Numbers.pValue(0.00001)).isEqualTo("p\u00a0<\u00a00.0001");
        assertThat(Numbers.pValue(0.03)).isEqualTo("p\u00a0=\u00a00.030");
        assertThat(Arrays.asList(Numbers.coordinate(1.004), Numbers.coordinate(-2.5), Numbers.coordinate(3.14159)))
                .containsExactly("1", "-2.5", "3.14");
    }

    @Test
    void templateRefusesMissingAndUnknownPlaces() {
        assertThatThrownBy(() -> Template.named("seeds.html").text("count", "2").render())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("without a value");
        Template full = Template.named("seeds.html")
                .text("count", "2")
                .text("head", "")
                .text("body", "")
                .text("foot", "");
        assertThat(full.render()).contains("All 2 seeds");
        assertThatThrownBy(() -> full.text("other", "").render()).hasMessageContaining("no place for [other]");
    }

    @Test
    void anAxisReachesAValueBeyondUnlessItLiesFarOff() {
        Axis axis = Axis.over(0, 10);

        assertThat(axis.reaching(4)).isSameAs(axis);
        assertThat(axis.reaching(12).max()).isGreaterThanOrEqualTo(12);
        assertThat(axis.reaching(12).min()).isZero();
        assertThat(axis.reaching(-3).min()).isLessThanOrEqualTo(-3);
        assertThat(axis.reaching(100)).isSameAs(axis);
        assertThat(axis.reaching(Double.POSITIVE_INFINITY)).isSameAs(axis);
    }

    @Test
    void aCurveOfManyPointsStaysSmallAndKeepsItsShape() {
        int points = 20_001;
        double[] xs = new double[points];
        double[] ys = new double[points];
        for (int i = 0; i < points; i++) {
            xs[i] = i / (points - 1.0);
            ys[i] = xs[i] * xs[i];
        }

        String svg = SvgChart.half(Axis.over(0, 1), Axis.over(0, 1), 380)
                .curve(xs, ys, "joint")
                .render("curve");

        assertThat(svg.length()).isLessThan(40_000);
        // From corner to corner: left 54 to right 428, bottom 334 to top 12.
        assertThat(svg).contains("M54 334L", "L428 12\"");
    }
}
