package dev.kizu.vae;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kizu.nn.kernel.Kernels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models and scores are the same bits on every machine. */
class GoldenDigestTest {
    @Test
    void thisMachineGivesTheGoldenBitsWithEitherKernel() {
        assertThat(GoldenDigest.of(Kernels.best(), 2)).isEqualTo(GoldenDigest.EXPECTED);
        assertThat(GoldenDigest.of(Kernels.scalar(), 1)).isEqualTo(GoldenDigest.EXPECTED);
    }

    /** Other vector widths, no vectors, no compiler, no incubating module: options that this runtime does not know change nothing. */
    @ParameterizedTest
    @Tag("slow")
    @ValueSource(
            strings = {
                "-XX:UseAVX=2",
                "-XX:UseAVX=1",
                "-XX:UseAVX=0",
                "-XX:TieredStopAtLevel=1",
                "-Xint",
                "-Dkizu.kernel=scalar",
                "-Dkizu.vector.bits=128",
                "-Dkizu.vector.bits=256",
                "-Dkizu.vector.bits=512"
            })
    void anotherRuntimeConfigurationGivesTheGoldenBits(String option) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "-XX:+IgnoreUnrecognizedVMOptions",
                option,
                "-cp",
                System.getProperty("java.class.path"),
                GoldenDigest.class.getName(),
                "best",
                "2"));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output.strip()).isEqualTo(GoldenDigest.EXPECTED);
    }
}
