package dev.kizu.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kizu.vae.TrainingProgress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ExperimentProgressTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long now;
    private final ExperimentProgress progress = new ExperimentProgress(
            new LineProgress(new PrintStream(bytes, true, StandardCharsets.UTF_8), () -> now += 1_500_000_000L),
            "Seed 3: ");

    @Test
    void ratesCountFromTheStartOfTrainingThoughTheFirstNewsComesLater() {
        ExperimentProgress late = new ExperimentProgress(
                new LineProgress(new PrintStream(bytes, true, StandardCharsets.UTF_8), () -> 0), "");
        late.onProgress(new TrainingProgress(1, 1, 900, 900, 5, 3));

        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("Training: 100 %, epoch 1/1, loss 5.00, 300 patches/s, 3.0 s");
    }

    @Test
    void everyEpochEndIsALineAndThenScoringBegins() {
        for (int step = 1; step <= 9; step++) {
            progress.onProgress(new TrainingProgress((step - 1) / 3 + 1, 3, step * 100, 900, -step, step));
        }
        progress.onScored(20, 40);
        progress.onScored(40, 40);

        assertThat(bytes.toString(StandardCharsets.UTF_8).lines().map(line -> line.replaceAll(", [0-9].*", "")))
                .containsExactly(
                        "Seed 3: Training: 33 %, epoch 1/3, loss -3.00",
                        "Seed 3: Training: 66 %, epoch 2/3, loss -6.00",
                        "Seed 3: Training: 100 %, epoch 3/3, loss -9.00",
                        "Seed 3: Scoring: 100 %");
    }
}
