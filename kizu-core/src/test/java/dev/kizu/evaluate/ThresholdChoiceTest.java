package dev.kizu.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class ThresholdChoiceTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    private static double[] scores(Random random, double shift) {
        // Rounded, so that there are ties within and between the sides.
        return random.doubles(1 + random.nextInt(12), 0, 4)
                .map(score -> Math.rint(4 * score + shift) / 4)
                .toArray();
    }

    private static double[] candidates(double[] normal, double[] anomalous) {
        double[] sorted = DoubleStream.concat(DoubleStream.of(normal), DoubleStream.of(anomalous))
                .sorted()
                .distinct()
                .toArray();
        double[] candidates = new double[sorted.length + 1];
        candidates[0] = Math.nextDown((float) sorted[0]);
        candidates[sorted.length] = INFINITY;
        for (int i = 1; i < sorted.length; i++) {
            candidates[i] = (sorted[i - 1] + sorted[i]) / 2;
        }
        return candidates;
    }

    private static double cost(Confusion counts, double miss, double alarm, double share) {
        return share * counts.missed() / (counts.missed() + counts.caught()) * miss
                + (1 - share) * counts.falseAlarms() / (counts.falseAlarms() + counts.passed()) * alarm;
    }

    @Test
    void noThresholdHasALargerF1AndNoHigherOneAsLarge() {
        Random random = new Random(1);
        for (int trial = 0; trial < 500; trial++) {
            double[] normal = scores(random, 0);
            double[] anomalous = scores(random, 3);
            ThresholdChoice choice = ThresholdChoice.largestF1(normal, anomalous);
            double best = -1;
            double at = 0;
            for (double candidate : candidates(normal, anomalous)) {
                double f1 = Confusion.of(normal, anomalous, candidate).f1();
                if (f1 >= best) {
                    best = f1;
                    at = candidate;
                }
            }
            assertThat(choice.threshold()).isEqualTo(at);
            assertThat(choice.confusion()).isEqualTo(Confusion.of(normal, anomalous, at));
            assertThat(choice.confusion().f1())
                    .isCloseTo(Evaluation.of(normal, anomalous).f1Max(), within(1e-15));
        }
    }

    @Test
    void noThresholdCostsLessAndNoLowerOneAsLittle() {
        Random random = new Random(2);
        double[][] costs = {{1, 1, 0.5}, {10, 1, 0.01}, {0, 1, 0.5}, {1, 0, 0.5}, {3, 7, 0.3}, {1, 1, 0}, {0, 0, 0.5}};
        for (int trial = 0; trial < 500; trial++) {
            double[] normal = scores(random, 0);
            double[] anomalous = scores(random, 3);
            double[] cost = costs[trial % costs.length];
            double least = INFINITY;
            double at = 0;
            for (double candidate : candidates(normal, anomalous)) {
                double here = cost(Confusion.of(normal, anomalous, candidate), cost[0], cost[1], cost[2]);
                if (here < least - 1e-11) {
                    least = here;
                    at = candidate;
                }
            }
            ThresholdChoice choice = ThresholdChoice.leastCost(normal, anomalous, cost[0], cost[1], cost[2]);
            assertThat(choice.threshold()).isEqualTo(at);
            assertThat(choice.confusion()).isEqualTo(Confusion.of(normal, anomalous, at));
        }
    }

    @Test
    void withoutAShareTheCostIsThatOfTheGivenImages() {
        double[] normal = {1, 2, 3, 4, 5, 6};
        double[] anomalous = {4.5, 7};
        // One miss against two false alarms.
        assertThat(ThresholdChoice.leastCost(normal, anomalous, 1.9, 1).threshold())
                .isEqualTo(6.5);
        assertThat(ThresholdChoice.leastCost(normal, anomalous, 2.1, 1).threshold())
                .isEqualTo(4.25);
        assertThat(ThresholdChoice.leastCost(normal, anomalous, 2, 1).threshold())
                .isEqualTo(4.25);
    }

    @Test
    void thresholdsBetweenNeighbouringNumbersStillTellThemApart() {
        for (double low : new double[] {1, -1, 1e300, 4e-324, 1 + 0x1p-24, 0x1.fffffep0, -0x1p-149, 3.4028234e38}) {
            double high = Math.nextUp(low);
            ThresholdChoice choice = ThresholdChoice.largestF1(new double[] {low}, new double[] {high});
            assertThat(choice.threshold()).isGreaterThanOrEqualTo(low).isLessThan(high);
        }
        Random random = new Random(3);
        for (int trial = 0; trial < 2000; trial++) {
            float low = Float.intBitsToFloat(random.nextInt(0x7f000000));
            float high = Math.nextUp(low);
            double threshold = ThresholdChoice.largestF1(new double[] {low}, new double[] {high})
                    .threshold();
            // As scores in single precision are judged.
            assertThat((float) threshold).isGreaterThanOrEqualTo(low).isLessThan(high);
        }
    }

    @Test
    void thresholdThatStopsAllIsAFiniteOneBelowAllScores() {
        double[] normal = {3.0000000002, 5};
        double[] anomalous = {3.0000000001, 4};

        ThresholdChoice choice = ThresholdChoice.leastCost(normal, anomalous, 100, 1);

        assertThat(choice.stopsAll()).isTrue();
        assertThat(choice.confusion()).isEqualTo(new Confusion(2, 0, 0, 2));
        // As scores in single precision are judged: all are above, and it is as near as can be.
        assertThat(choice.threshold()).isEqualTo(Math.nextDown(3f));
        assertThat(ThresholdChoice.leastCost(normal, anomalous, 1, 100).stopsAll())
                .isFalse();
    }

    @Test
    void infiniteScoresAreJudgedLikeOthers() {
        double[] normal = {-INFINITY, 0};
        double[] anomalous = {INFINITY, INFINITY};
        ThresholdChoice choice = ThresholdChoice.largestF1(normal, anomalous);
        assertThat(choice.confusion()).isEqualTo(new Confusion(2, 0, 2, 0));
        assertThat(Confusion.of(normal, anomalous, choice.threshold())).isEqualTo(choice.confusion());
        // What is negative infinity is above no threshold.
        ThresholdChoice lowest = ThresholdChoice.leastCost(new double[] {1}, new double[] {-INFINITY}, 1, 0.1);
        assertThat(lowest.confusion()).isEqualTo(new Confusion(0, 1, 1, 0));
        assertThat(lowest.threshold()).isEqualTo(INFINITY);
    }

    @Test
    void scoresThatAreNoNumberAreAlarms() {
        assertThat(Confusion.of(new double[] {1, Double.NaN}, new double[] {Double.NaN}, INFINITY))
                .isEqualTo(new Confusion(1, 0, 1, 1));
    }

    @Test
    void ratesHaveIntervals() {
        Confusion counts = new Confusion(8, 2, 95, 5);
        assertThat(counts.falseAlarmRate()).isEqualTo(WilsonInterval.of(5, 100));
        assertThat(counts.missRate()).isEqualTo(WilsonInterval.of(2, 10));
        assertThat(counts.f1()).isCloseTo(16 / 23.0, within(1e-15));
        assertThat(new Confusion(0, 0, 0, 0).f1()).isZero();
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        double[] one = {1};
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ThresholdChoice.leastCost(one, one, -1, 1))
                .withMessageContaining("a miss costs -1.0");
        assertThatIllegalArgumentException().isThrownBy(() -> ThresholdChoice.leastCost(one, one, 1, INFINITY));
        assertThatIllegalArgumentException().isThrownBy(() -> ThresholdChoice.leastCost(one, one, 1, 1, 1.1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ThresholdChoice.largestF1(one, new double[0]))
                .withMessageContaining("no anomalous scores");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ThresholdChoice.leastCost(new double[0], new double[0], 1, 1))
                .withMessageContaining("no normal scores");
        assertThatIllegalArgumentException().isThrownBy(() -> new Confusion(0, 0, -1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> Confusion.of(one, one, Double.NaN));
    }
}
