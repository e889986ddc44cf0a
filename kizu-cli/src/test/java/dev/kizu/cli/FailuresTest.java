package dev.kizu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class FailuresTest {
    private static String outOfMemory(String... args) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        CommandLine kizu = Kizu.commandLine(new Invocation(List.of(args), System.out, err));
        kizu.parseArgs(args);

        int code = new Failures(err).report(new OutOfMemoryError("Java heap space"), kizu);

        assertThat(code).isEqualTo(ExitCode.FAILED);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void outOfMemorySaysHowToNeedLessAndHowToGiveMore() {
        long twice = 2 * (Runtime.getRuntime().maxMemory() >> 20);

        assertThat(outOfMemory("experiment", "--data", "folder", "--normal", "1", "--anomaly", "2"))
                .startsWith("kizu: out of memory with a heap of " + twice / 2 + " MB; ")
                .contains("smaller --batch", "fewer --filters", "fewer images")
                .contains("KIZU_JAVA_OPTS=-Xmx" + twice + "m", "JDK_JAVA_OPTIONS=-Xmx" + twice + "m")
                .hasLineCount(1);
    }

    @Test
    void outOfMemoryAdvisesOnlyWhatTheCommandHas() {
        assertThat(outOfMemory("train", "parts", "--out", "m.onnx"))
                .contains("fewer --filters", "smaller --size")
                .doesNotContain("--batch", "--dimensions");
        assertThat(outOfMemory("train", "parts", "--out", "m.onnx", "--method", "padim"))
                .contains("fewer --dimensions", "smaller --size")
                .doesNotContain("--filters", "--stride");
        assertThat(outOfMemory("info", "m.onnx"))
                .contains("; use fewer images, or")
                .doesNotContain("--size");
    }
}
