package dev.kizu.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BarProgressTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private String shown(int columns, String detail, long done) {
        try (BarProgress progress = new BarProgress(new PrintStream(bytes, true, StandardCharsets.UTF_8), columns)) {
            progress.start("Training", "patches", 1000, 0);
            progress.update(done, detail, false);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void theBarShowsShareDetailAndRateAndEndsItsLine() {
        assertThat(shown(100, "epoch 5/10, loss -41.20", 500))
                .contains("\rTraining [##########..........] 50 %  epoch 5/10, loss -41.20", "patches/s", " left")
                .endsWith(System.lineSeparator());
    }

    @Test
    void aFullBarHasNoTimeLeft() {
        assertThat(shown(100, "", 1000))
                .contains("[####################] 100 %")
                .doesNotContain("left");
    }

    @Test
    void onANarrowTerminalTheBarGivesWayToTheWords() {
        String shown = shown(70, "epoch 5/10, loss -41.20", 500);

        assertThat(shown).contains(" 50 %  epoch 5/10, loss -41.20", " left").doesNotContain("#".repeat(10));
    }

    @Test
    void noLineIsLongerThanTheTerminal() {
        assertThat(shown(40, "epoch 5/10, loss -41.20", 500).strip().split("\r"))
                .allMatch(line -> line.length() < 40);
    }
}
