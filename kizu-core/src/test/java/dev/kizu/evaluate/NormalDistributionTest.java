package dev.kizu.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalDistributionTest {
    /** The expected values were summed from the series of erf with 900 decimal digits. */
    @ParameterizedTest
    @CsvSource({
        "0, 1",
        "0.5, 4.7950012218695346e-1",
        "1.25, 7.7099871743541770e-2",
        "2, 4.6777349810472658e-3",
        "5, 1.5374597944280349e-12",
        "10, 2.0884875837625448e-45",
        "26, 5.6631924088561428e-296"
    })
    void erfcHasTheKnownValuesToThirteenDigits(double x, double expected) {
        assertThat(NormalDistribution.erfc(x) / expected).isCloseTo(1, within(1e-13));
        assertThat(NormalDistribution.erfc(-x)).isCloseTo(2 - expected, within(1e-15));
    }

    @Test
    void bothFormulasAgreeWhereTheyMeet() {
        assertThat(NormalDistribution.erfc(Math.nextDown(1.25))).isCloseTo(NormalDistribution.erfc(1.25), within(1e-15));
    }

    @Test
    void cdfHasTheKnownQuantiles() {
        assertThat(NormalDistribution.cdf(0)).isEqualTo(0.5);
        assertThat(NormalDistribution.cdf(NormalDistribution.QUANTILE_975)).isCloseTo(0.975, within(1e-15));
        assertThat(NormalDistribution.cdf(-1.6448536269514722)).isCloseTo(0.05, within(1e-15));
        assertThat(NormalDistribution.twoSided(-NormalDistribution.QUANTILE_975)).isCloseTo(0.05, within(1e-15));
    }

    @Test
    void tailsEndAtZeroAndOne() {
        assertThat(NormalDistribution.cdf(Double.NEGATIVE_INFINITY)).isZero();
        assertThat(NormalDistribution.cdf(Double.POSITIVE_INFINITY)).isEqualTo(1);
        assertThat(NormalDistribution.twoSided(50)).isZero();
    }
}
