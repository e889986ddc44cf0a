package dev.kizu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class FailuresTest {
    @Test
    void outOfMemorySaysHowToNeedLessAndHowToGiveMore() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        CommandLine kizu = Kizu.commandLine(new Invocation(List.of(), System.out, err));

        int code = new Failures(err).report(new OutOfMemoryError("Java heap space"), kizu);

        long twice = 2 * (Runtime.getRuntime().maxMemory() >> 20);
        assertThat(code).isEqualTo(ExitCode.FAILED);
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .startsWith("kizu: out of memory with a heap of " + twice / 2 + " MB; ")
                .contains("smaller --batch", "fewer --filters", "fewer images")
                .contains("KIZU_JAVA_OPTS=-Xmx" + twice + "m", "JDK_JAVA_OPTIONS=-Xmx" + twice + "m")
                .hasLineCount(1);
    }
}
