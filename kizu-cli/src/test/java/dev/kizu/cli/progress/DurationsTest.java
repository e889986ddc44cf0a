package dev.kizu.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "0.04, 0.0 s",
        "12.34, 12.3 s",
        "59.96, 1 min 00 s",
        "125, 2 min 05 s",
        "3599.7, 1 h 00 min",
        "7384, 2 h 03 min"
    })
    void durationsReadAsPeopleWriteThem(double seconds, String text) {
        assertThat(Durations.text(seconds)).isEqualTo(text);
    }
}
