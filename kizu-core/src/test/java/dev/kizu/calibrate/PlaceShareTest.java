package dev.kizu.calibrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kizu.random.CounterRandom;
import dev.kizu.vae.WindowTerms;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlaceShareTest {
    private static final int SIDE = 12;

    /** Either each place has a level of its own in all images, or each image has one of two levels at every place. */
    private static List<WindowTerms> images(int count, boolean sameInAll) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    CounterRandom level = new CounterRandom(sameInAll ? 0 : i, "level");
                    CounterRandom noise = new CounterRandom(i, "noise");
                    float[][] terms = new float[3][SIDE * SIDE];
                    for (int term = 0; term < terms.length; term++) {
                        for (int w = 0; w < terms[term].length; w++) {
                            double drawn = level.unit(term, w);
                            double shown = sameInAll ? drawn : Math.rint(drawn);
                            terms[term][w] = (float) Math.expm1(2 + shown + 0.05 * noise.unit(term, w));
                        }
                    }
                    return new WindowTerms(SIDE, SIDE, terms[0], terms[1], terms[2]);
                })
                .toList();
    }

    private static double share(List<WindowTerms> images) {
        boolean[] all = new boolean[SIDE * SIDE];
        Arrays.fill(all, true);
        return PlaceShare.of(images, all, 1);
    }

    @Test
    void isHighWhereEveryPlaceAlwaysLooksAlike() {
        assertThat(share(images(12, true))).isGreaterThan(0.9);
    }

    @Test
    void isLowWherePlacesTellNothing() {
        assertThat(share(images(12, false))).isLessThan(0.1);
    }

    @Test
    void isNothingOfTooFewImages() {
        assertThat(share(images(2, true))).isZero();
    }

    @Test
    void priceGrowsWithTheShareAndIsFiniteAtItsEnds() {
        double[] prices = IntStream.rangeClosed(0, 10)
                .mapToDouble(i -> PlaceShare.price(i / 10.0))
                .toArray();
        for (int i = 0; i < prices.length; i++) {
            assertThat(prices[i]).isFinite();
            assertThat(i == 0 || prices[i] > prices[i - 1]).isTrue();
        }
    }
}
