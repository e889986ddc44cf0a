package dev.kizu.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WilsonIntervalTest {
    /** Newcombe 1998, table I, method 3. */
    @ParameterizedTest
    @CsvSource({
        "81,263,0.2553,0.3662",
        "15,148,0.0624,0.1605",
        "0,20,0.0000,0.1611",
        "1,29,0.0061,0.1718",
        "29,29,0.8830,1.0000"
    })
    void intervalsAreThePublishedOnes(long successes, long trials, double low, double high) {
        WilsonInterval interval = WilsonInterval.of(successes, trials);
        assertThat(interval.low()).isCloseTo(low, within(6e-5));
        assertThat(interval.high()).isCloseTo(high, within(6e-5));
        assertThat(interval.proportion()).isEqualTo((double) successes / trials);
    }

    /** The ends are the proportions from which the observed one is just as many standard errors away. */
    @ParameterizedTest
    @CsvSource({"0.5,0.6744897501960817", "0.9,1.6448536269514722", "0.99,2.5758293035489004", "0.999999,4.891638475699"
    })
    void theEndsSolveTheScoreEquation(double confidence, double z) {
        for (long successes : new long[] {1, 7, 39}) {
            WilsonInterval interval = WilsonInterval.of(successes, 40, confidence);
            for (double end : new double[] {interval.low(), interval.high()}) {
                double error = Math.sqrt(end * (1 - end) / 40);
                assertThat(Math.abs(successes / 40.0 - end) / error).isCloseTo(z, within(1e-9));
            }
        }
    }

    @Test
    void withoutTrialsNothingIsKnown() {
        assertThat(WilsonInterval.of(0, 0)).isEqualTo(new WilsonInterval(Double.NaN, 0, 1));
    }

    @Test
    void endsAreExactWhereNothingOrEverythingSucceeds() {
        for (long trials = 1; trials < 200; trials++) {
            assertThat(WilsonInterval.of(0, trials).low()).isZero();
            assertThat(WilsonInterval.of(trials, trials).high()).isEqualTo(1);
        }
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WilsonInterval.of(3, 2))
                .withMessageContaining("3 successes in 2 trials");
        assertThatIllegalArgumentException().isThrownBy(() -> WilsonInterval.of(-1, 2));
        for (double confidence : new double[] {0, 1, Double.NaN}) {
            assertThatIllegalArgumentException().isThrownBy(() -> WilsonInterval.of(1, 2, confidence));
        }
    }
}
