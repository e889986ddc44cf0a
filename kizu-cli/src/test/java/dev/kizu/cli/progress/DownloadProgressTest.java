package dev.kizu.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DownloadProgressTest {
    @Test
    void everyFileEndsWithALineHoweverSmallItIs() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long[] now = {0};
        DownloadProgress progress = new DownloadProgress(
                new LineProgress(new PrintStream(bytes, true, StandardCharsets.UTF_8), () -> now[0] += 500_000_000));

        progress.progress("labels", 0, 700);
        progress.progress("labels", 700, 700);
        progress.progress("images", 0, 2_000_000);
        progress.progress("images", 1_000_000, 2_000_000);
        progress.progress("images", 2_000_000, 2_000_000);

        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("labels: 100 %, 1 kB/s, 1.0 s", "images: 100 %, 1,333 kB/s, 1.5 s");
    }
}
