package dev.kizu.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTest {
    @ParameterizedTest
    @CsvSource({"24 132, 132", "24 80, 80", "0 0, 80", "'', 80", "stty: no, 80"})
    void theWidthIsWhatSttySaysOrTheUsualOne(String answer, int columns) {
        assertThat(Terminal.columns(answer)).isEqualTo(columns);
    }
}
