package dev.kizu.features.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kizu.calibrate.Threshold;
import dev.kizu.features.padim.PadimModel;
import dev.kizu.features.patchcore.MemoryBank;
import dev.kizu.random.CounterRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnsembleTest {
    private static final List<Head.Single> HEADS = List.of(
            new Head.Padim(new PadimModel(1, 1, new float[] {0}, new float[] {1})),
            new Head.PatchCore(new MemoryBank(1, new float[] {0})));

    private static List<Head.Seen> seen(float first, float second) {
        return List.of(new Head.Seen(new float[] {first}, first), new Head.Seen(new float[] {second}, second));
    }

    @Test
    void scoresAreMeansOfSurprisesAndCellsMeansOfScaledDistances() {
        Tail padim = new Tail(4, 0.25, 2);
        Tail patchCore = new Tail(0.3, 0.2, 0.05);
        Head.Ensemble ensemble = new Head.Ensemble(List.of(
                new Head.Ensemble.Member(HEADS.get(0), padim), new Head.Ensemble.Member(HEADS.get(1), patchCore)));

        Head.Seen found = ensemble.combined(
                List.of(new Head.Seen(new float[] {3, 9}, 8), new Head.Seen(new float[] {0.1f, 0.4f}, 0.35f)));

        // p = 1 / (1 + 3 exp(2)) and 1 / (1 + 4 exp(1)): half of Fisher's -2 ln(p q), over two heads.
        double p = 1 / (1 + 3 * Math.exp(2));
        double q = 1 / (1 + 4 * Math.exp(1));
        assertThat((double) found.score()).isCloseTo(-Math.log(p * q) / 2, within(1e-5));
        assertThat((double) found.cells()[1]).isCloseTo((9 / 2.0 + 0.4 / 0.05) / 2, within(1e-5));
        assertThat(ensemble.method()).isEqualTo(Method.ENSEMBLE);
        assertThat(ensemble.singles()).isEqualTo(HEADS);
    }

    @Test
    void autoencodersCountAsTheHeadsDo() {
        List<List<Head.Seen>> normal = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            List<Head.Seen> seen = new ArrayList<>(seen(10 + i, 1 + (i * 3 % 8) * 0.1f));
            seen.add(new Head.Seen(new float[] {-i}, 5 + (i * 5 % 8)));
            normal.add(seen);
        }
        Head.Ensemble ensemble = Head.Ensemble.of(HEADS, SomeAutoencoders.small(), normal);
        List<Head.Seen> picture = new ArrayList<>(seen(14, 1.2f));
        picture.add(new Head.Seen(new float[] {20}, 30));

        double third = Tail.of(new float[] {5, 6, 7, 8, 9, 10, 11, 12}).surprise(30);
        double two = Head.Ensemble.of(HEADS, null, normal)
                .combined(picture.subList(0, 2))
                .score();
        assertThat((double) ensemble.combined(picture).score()).isCloseTo((2 * two + third) / 3, within(1e-5));
        assertThat(ensemble.method()).isEqualTo(Method.ALL);
        assertThat(ensemble.singles()).isEqualTo(HEADS);
        assertThat(ensemble.autoencoders()).isNotNull();
        assertThat(ensemble.autoencoders().model().heldOut().image()).isEmpty();
    }

    @Test
    void aHeadThatSeesNothingDoesNotOutvoteOneThatDoes() {
        List<List<Head.Seen>> normal = new ArrayList<>();
        for (int i = 0; i < 28; i++) {
            normal.add(seen(10 + i * 0.05f, 1 + (i * 5 % 28) * 0.005f));
        }
        Head.Ensemble ensemble = Head.Ensemble.of(HEADS, null, normal);
        double largest = normal.stream()
                .mapToDouble(each -> ensemble.combined(each).score())
                .max()
                .orElseThrow();

        assertThat((double) ensemble.combined(seen(15, 0.2f)).score()).isGreaterThan(largest);
        assertThat((double) ensemble.combined(seen(2, 1.5f)).score()).isGreaterThan(largest);
    }

    @Test
    void whatIsNotANumberStaysNone() {
        List<List<Head.Seen>> normal = List.of(seen(1, 1), seen(2, 3), seen(3, 2));

        assertThat(Head.Ensemble.of(HEADS, null, normal)
                        .combined(seen(1, Float.NaN))
                        .score())
                .isNaN();
    }

    /** By tails that have seen the image itself it would be 0.120 in the first row. */
    @ParameterizedTest(name = "{0} pictures, shared part {1}")
    @CsvSource({"19, 0", "19, 0.9", "39, 0.5", "59, 0.5"})
    void newNormalImagesDoNotExceedTheThresholdMoreOftenThanAskedFor(int pictures, double shared) {
        double rate = 0.1;
        int trials = 2500;
        CounterRandom random = new CounterRandom(7, "scores %d %s".formatted(pictures, shared));
        int alarms = 0;
        for (int trial = 0; trial < trials; trial++) {
            List<List<Head.Seen>> normal = new ArrayList<>();
            for (int i = 0; i <= pictures; i++) {
                double common = shared * exponential(random, trial, 3 * i);
                normal.add(seen((float) (20 + common + (1 - shared) * exponential(random, trial, 3 * i + 1)), (float) (3
                        + 0.2 * (common + (1 - shared) * exponential(random, trial, 3 * i + 2)))));
            }
            List<List<Head.Seen>> heldOut = normal.subList(0, pictures);
            Head.Ensemble ensemble = Head.Ensemble.of(HEADS, null, heldOut);
            float[] scores = new float[pictures];
            for (int i = 0; i < pictures; i++) {
                scores[i] = Head.Ensemble.ofOthers(HEADS, null, heldOut, i)
                        .combined(heldOut.get(i))
                        .score();
            }
            float threshold = Threshold.atFalseAlarmRate(scores, rate).value();
            alarms += ensemble.combined(normal.get(pictures)).score() > threshold ? 1 : 0;
        }
        double deviation = Math.sqrt(rate * (1 - rate) / trials);
        assertThat((double) alarms / trials).isBetween(0.7 * rate - 3 * deviation, rate + 2 * deviation);
    }

    private static double exponential(CounterRandom random, int trial, int number) {
        return -Math.log(1 - random.unit(trial, number));
    }
}
