package dev.kizu.nn.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FloatMathTest {
    @Test
    void expIsRightToTwoUnitsInTheLastPlace() {
        for (float x = -86; x < 87; x += 0.00731f) {
            float expected = (float) StrictMath.exp(x);
            assertThat(FloatMath.exp(x)).as("exp(%s)", x).isCloseTo(expected, within(2 * Math.ulp(expected)));
        }
    }

    @Test
    void expSaturatesAndKeepsNaN() {
        assertThat(FloatMath.exp(1000)).isEqualTo(FloatMath.exp(87)).isFinite();
        assertThat(FloatMath.exp(-1000)).isEqualTo(FloatMath.exp(-87)).isPositive();
        assertThat(FloatMath.exp(0)).isEqualTo(1f);
        assertThat(FloatMath.exp(Float.NaN)).isNaN();
    }

    @Test
    void logIsRightToSevenDigits() {
        for (float x = 1.2e-38f; x < 3e38f; x *= 1.0137f) {
            double expected = StrictMath.log(x);
            assertThat((double) FloatMath.log(x))
                    .as("log(%s)", x)
                    .isCloseTo(expected, within(2e-7 * Math.max(1, Math.abs(expected))));
        }
        assertThat(FloatMath.log(1f)).isZero();
    }
}
