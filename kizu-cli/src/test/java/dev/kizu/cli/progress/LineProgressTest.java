package dev.kizu.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineProgressTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long now = 5_000_000_000L;
    private final LineProgress progress =
            new LineProgress(new PrintStream(bytes, true, StandardCharsets.UTF_8), () -> now);

    private List<String> lines() {
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private void pass(double seconds) {
        now += (long) (seconds * 1e9);
    }

    @Test
    void aMilestoneIsALineWithShareRateAndTimeLeft() {
        progress.start("Training", "patches", 1000, 0);
        pass(2);
        progress.update(500, "epoch 1/2, loss -3.00", true);

        assertThat(lines()).containsExactly("Training: 50 %, epoch 1/2, loss -3.00, 250 patches/s, 2.0 s left");
    }

    @Test
    void milestonesWithinOneSecondShareOneLine() {
        progress.start("Training", "patches", 100, 0);
        for (int done = 1; done <= 40; done++) {
            pass(0.1);
            progress.update(done, "", true);
        }

        assertThat(lines()).hasSizeBetween(3, 4);
    }

    @Test
    void whatIsNoMilestoneIsALineEveryTenSecondsOnly() {
        progress.start("Scoring", "images", 1000, 0);
        for (int done = 1; done <= 25; done++) {
            pass(1);
            progress.update(done, "", false);
        }

        assertThat(lines()).hasSize(2);
    }

    @Test
    void theEndIsAlwaysALineWithTheTimeTaken() {
        progress.start("Scoring", "images", 10, 0);
        pass(0.5);
        progress.update(10, "", false);

        assertThat(lines()).containsExactly("Scoring: 100 %, 20 images/s, 0.5 s");
    }
}
