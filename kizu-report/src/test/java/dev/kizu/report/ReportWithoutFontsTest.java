package dev.kizu.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kizu.experiment.ExperimentOptions;
import dev.kizu.experiment.ExperimentResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ReportWithoutFontsTest {
    @TempDir
    Path folder;

    @Test
    @EnabledOnOs(OS.LINUX)
    void pageAndHeatmapsAreWrittenWhereJavaCannotDrawText() throws IOException, InterruptedException {
        // A display that is not there stands for every way in which AWT can lack what text needs: it fails at the same
        // call.
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=false",
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName(),
                folder.toString());
        builder.environment().put("DISPLAY", "localhost:987");
        builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile());
        Process process = builder.start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("output.txt")))
                .isZero();
        Path report = folder.resolve("report");
        try (Stream<Path> files = Files.list(report)) {
            assertThat(files.map(file -> file.getFileName().toString()).toList())
                    .containsExactlyInAnyOrder("index.html", "heatmaps.png");
        }
        assertThat(Files.readString(report.resolve("index.html"))).contains("ROC curves", "data:image/png;base64,");
        assertThat(ImageIO.read(report.resolve("heatmaps.png").toFile()).getHeight())
                .isGreaterThan(80);
    }

    /** What the other Java process runs. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) throws IOException {
            ExperimentResult result =
                    ExampleExperiment.run(ExampleExperiment.task("parts"), ExperimentOptions.article());
            Provenance provenance = Provenance.ofThisMachine("1", "kizu");
            ReportWriter.write(List.of(result), Path.of(arguments[0], "report"), provenance);
        }
    }
}
