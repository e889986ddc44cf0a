package dev.kizu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InspectResumeTest extends InspectedPictures {
    @Test
    void runThatWasEndedGoesOnToTheSameResults() throws IOException {
        inspect("--overlay", "all", "--mask");
        Map<String, String> whole = Results.of(out);
        byte[] lines = Files.readAllBytes(out.resolve("results.jsonl"));
        byte[] table = Files.readAllBytes(out.resolve("results.csv"));

        for (double share : new double[] {0, 0.2, 0.4, 0.6, 0.8, 0.99, 1}) {
            Files.write(out.resolve("results.jsonl"), Arrays.copyOf(lines, (int) (lines.length * share)));
            Files.write(out.resolve("results.csv"), Arrays.copyOf(table, (int) (table.length * (1 - share))));
            Files.write(out.resolve(".kizu-0.tmp"), new byte[3]);
            Files.write(out.resolve("masks/.kizu-1.tmp"), new byte[3]);

            Outcome outcome = inspect("--overlay", "all", "--mask", "--resume");

            assertThat(outcome.code()).isEqualTo(1);
            assertThat(Results.of(out)).as("ended after %s", share).isEqualTo(whole);
        }
    }

    @Test
    void resumedRunTakesNewPicturesOnly() throws IOException {
        inspect(pictures.resolve("a"));
        String before = Files.readString(out.resolve("results.jsonl"));

        Outcome outcome = inspect("--resume");

        assertThat(Files.readString(out.resolve("results.jsonl"))).startsWith(before);
        assertThat(lines()).hasSize(4);
        assertThat(outcome.out()).contains("4 pictures", "1 were there before");
    }

    @Test
    void earlierResultsAreNotTouchedUnlessAskedFor() throws IOException {
        inspect("--overlay", "all");
        Map<String, String> before = Results.of(out);

        Outcome refused = inspect();
        Outcome other = inspect("--resume", "--threshold", "3");

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("holds results already", "--resume", "--force");
        assertThat(other.code()).isEqualTo(1);
        assertThat(other.err()).contains("threshold 3.0 instead of", "overlay anomalous instead of all", "--force");
        assertThat(Results.of(out)).isEqualTo(before);

        inspect(pictures.resolve("a"), "--force");
        assertThat(Results.of(out).keySet()).containsExactly("inspection.json", "results.csv", "results.jsonl");
    }

    @Test
    void resultsOfAnotherModelAreNotResumed() throws IOException {
        Outcome calibrated = Outcome.of(
                "calibrate",
                model.toString(),
                shared.resolve("good").toString(),
                "--out",
                folder.resolve("other.onnx").toString(),
                "--threshold",
                "1",
                "-q");
        assertThat(calibrated.code()).isZero();
        inspect();

        Outcome outcome = Outcome.of(
                "inspect",
                folder.resolve("other.onnx").toString(),
                pictures.toString(),
                "--out",
                out.toString(),
                "--resume");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).contains("model digest");
    }

    @Test
    void damagedResultsAreRefused() throws IOException {
        inspect();
        Path lines = out.resolve("results.jsonl");
        Files.writeString(lines, "{]\n" + Files.readString(lines));

        assertThat(inspect("--resume").err()).contains("line 1 is not a result", "--force");
        assertThat(inspect("--force").code()).isEqualTo(1);
        assertThat(lines()).hasSize(4);
    }

    @Test
    void outputThatCannotBeWrittenEndsTheRunWithWholeResults() throws IOException {
        inspect();
        Map<String, String> whole = Results.of(out);
        Path overlays = out.resolve("overlays");
        List<String> lines = Files.readAllLines(out.resolve("results.jsonl"));
        Files.writeString(out.resolve("results.jsonl"), lines.get(0) + "\n");
        Path moved = Files.move(overlays, folder.resolve("overlays"));
        Files.writeString(overlays, "in the way");

        Outcome outcome = inspect("--resume");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).contains("cannot write " + overlays, "--resume");
        assertThat(lines()).hasSize(1);
        Files.delete(overlays);
        Files.move(moved, overlays);
        inspect("--resume");
        assertThat(Results.of(out)).isEqualTo(whole);
    }
}
